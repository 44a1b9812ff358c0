import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Ensured, ensureEngine, type EnsureOptions } from '../../src/setup/index.js';
import type { Machine } from '../../src/setup/machine.js';
import { writeWheel } from './wheel-file.js';

/** Lets Node load an addon written in JavaScript. */
const PRELOAD = `
const { _extensions } = require('node:module');
_extensions['.node'] = _extensions['.js'];
`;

export const RIGHT = [7, 10, 15, 22] as const;
const NUMBERS = `TF_FLOAT: 1, TF_ATTR_BOOL: 2, TF_ATTR_TYPE: 3, TF_Version: '2.21.0', isUsingGpuDevice: () => false`;

/** Addons that return a given product: ours, and the binding's own. */
const addon = (product: readonly number[]): string =>
  `module.exports = { ${NUMBERS}, put() {}, describe: () => 0, run() {}, wait() {}, read: () => [${product}] };`;
export const stockAddon = (product: readonly number[]): string =>
  `module.exports = { ${NUMBERS}, createTensor: () => 1, executeOp: () => [{ id: 1 }], tensorDataSync: () => [${product}] };`;

const PYTHON = `
const fs = require('node:fs');
const args = process.argv.slice(2);
const wanted = args.slice(args.indexOf('--dest') + 2);
fs.appendFileSync(process.env.LOG, 'pip ' + wanted.join(' ') + '\\n');
setTimeout(() => {
  for (const each of wanted) {
    const name = each.split(/[<>=]/)[0].replaceAll('-', '_');
    const wheel = fs.readdirSync(process.env.WHEELS).find((file) => file.startsWith(name + '-'));
    if (wheel === undefined) {
      console.error('Looking for it\\nERROR: No matching distribution found for ' + each + '\\nbye');
      process.exit(1);
    }
    fs.copyFileSync(process.env.WHEELS + '/' + wheel, args[args.indexOf('--dest') + 1] + '/' + wheel);
  }
}, Number(process.env.PAUSE ?? 0));
`;

const INSTALLING = `
const fs = require('node:fs');
require('node:child_process').execSync('node-pre-gyp install');
for (const [path, text] of [['deps/lib/libtensorflow.so.2', 'library'], ['lib/napi-v8/tfjs_binding.node', ${JSON.stringify(stockAddon(RIGHT))}]]) {
  fs.mkdirSync(require('node:path').dirname(path), { recursive: true });
  fs.writeFileSync(path, text);
}
`;

/** Installs the binding's package. Its install script calls a program of another package, as the real one does, and finds the network or not. */
const npm = (hasHost: boolean): string => `
const fs = require('node:fs');
const args = process.argv.slice(2);
if (!args.includes('--ignore-scripts')) throw new Error('a script would run');
const modules = args[args.indexOf('--prefix') + 1] + '/node_modules';
const folder = modules + '/@tensorflow/tfjs-node-gpu';
fs.mkdirSync(folder + '/scripts', { recursive: true });
fs.mkdirSync(modules + '/.bin');
fs.writeFileSync(modules + '/.bin/node-pre-gyp', '#!/bin/sh\\nexit 0', { mode: 0o755 });
fs.writeFileSync(folder + '/scripts/install.js', ${JSON.stringify(hasHost ? INSTALLING : "throw new Error('there is no network here')")});
`;

const compiler = (product: readonly number[]): string => `
const fs = require('node:fs');
const args = process.argv.slice(2);
const to = args[args.indexOf('-o') + 1];
fs.appendFileSync(process.env.LOG, 'compiled ' + require('node:path').basename(to) + '\\n');
fs.writeFileSync(to, ${JSON.stringify(addon(product))});
`;

const FAILING = `
console.error('in file x.cc\\nx.cc:1:2: fatal error: napi.h: no such header\\nstopped');
process.exit(1);
`;

const WHEEL = 'cp312-cp312-manylinux_2_27_x86_64.whl';
const LIBRARIES = { 'tensorflow/libtensorflow_cc.so.2': 'cc', 'tensorflow/libtensorflow_framework.so.2': 'framework' };
const HEADERS = { 'tensorflow/include/tensorflow/c/c_api.h': '// C' };

/** The equipment of a test's machine. */
export interface FakeMachineOptions {
  /** Whether pip is installed. @default true */
  readonly pip?: boolean;
  /** The behaviour of its C++ compiler. @default 'compiles' */
  readonly compiler?: 'compiles' | 'fails' | 'miscompiles' | 'none';
  /** The wheels that pip finds. @default ['cpu'] */
  readonly wheels?: readonly ('cpu' | 'cut short' | 'without library' | 'gpu' | 'zig')[];
  /** Whether npm is installed, and whether the host of the binding's own download answers. @default 'without the host' */
  readonly npm?: 'with the host' | 'without the host' | 'none';
  readonly machine?: Partial<Machine>;
  /** Milliseconds that pip takes. */
  readonly pause?: number;
}

export interface FakeMachine {
  readonly machine: Machine;
  /** The cache's folder, which does not exist yet. */
  readonly cache: string;
  readonly wheels: string;
  /** Removed after the test. */
  readonly folder: string;
  /** Returns the calls of pip and of the compiler, a line each. */
  log(): Promise<string[]>;
}

/** Makes a machine with its own programs on its PATH, so that a test controls all that set-up meets. */
export async function fakeMachine(has: FakeMachineOptions = {}): Promise<FakeMachine> {
  const { pip = true, compiler: compiles = 'compiles', wheels: offered = ['cpu'], npm: fetches = 'without the host', pause = 0, machine = {} } = has;
  const folder = await mkdtemp(join(tmpdir(), 'whisker-setup-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const [programs, wheels, log, preload] = ['bin', 'wheels', 'log', 'preload.cjs'].map((name) => join(folder, name));
  for (const each of [programs, wheels]) await mkdir(each);
  await writeFile(preload, PRELOAD);
  await writeFile(log, '');
  // `--version` is asked often, so it is answered without starting Node.
  const program = async (name: string, text: string): Promise<void> => {
    const script = join(folder, `${name}.cjs`);
    await writeFile(script, text);
    await writeFile(join(programs, name), `#!/bin/sh\ncase "$*" in *--version) exit 0;; esac\nexec '${process.execPath}' '${script}' "$@"\n`);
    await chmod(join(programs, name), 0o755);
  };
  if (pip) await program('python3', PYTHON);
  if (fetches !== 'none') await program('npm', npm(fetches === 'with the host'));
  if (compiles !== 'none') await program('c++', { compiles: compiler(RIGHT), miscompiles: compiler([0, 0, 0, 0]), fails: FAILING }[compiles]);
  for (const wheel of offered) await offer(wheel, wheels);
  const env = { PATH: programs, NODE_OPTIONS: `--require=${preload}`, LOG: log, WHEELS: wheels, PAUSE: String(pause) };
  return {
    folder,
    wheels,
    cache: join(folder, 'cache'),
    log: async () => (await readFile(log, 'utf8')).split('\n').filter((line) => line !== ''),
    machine: { platform: 'linux', arch: 'x64', env, home: folder, glibc: '2.36', hasNvidia: () => false, freeBytes: () => Promise.resolve(1e12), ...machine },
  };
}

async function offer(wheel: NonNullable<FakeMachineOptions['wheels']>[number], folder: string): Promise<void> {
  const cpu = join(folder, `tensorflow_cpu-2.21.0-${WHEEL}`);
  switch (wheel) {
    case 'cpu':
      return writeWheel(cpu, { ...LIBRARIES, ...HEADERS, 'tensorflow/python/huge.py': 'left out' });
    case 'without library':
      return writeWheel(cpu, HEADERS);
    case 'cut short':
      await offer('cpu', folder);
      return writeFile(cpu, (await readFile(cpu)).subarray(0, 300));
    case 'gpu':
      await writeWheel(join(folder, `nvidia_cublas_cu12-12.9.1-py3-none-manylinux_2_27_x86_64.whl`), {
        'nvidia/cublas/lib/libcublas.so.12': 'cublas', 'nvidia/cublas/include/cublas.h': 'left out',
      });
      return writeWheel(join(folder, `tensorflow-2.21.0-${WHEEL}`), {
        ...LIBRARIES, ...HEADERS, 'tensorflow-2.21.0.dist-info/METADATA': 'Name: tensorflow\nRequires-Dist: nvidia-cublas-cu12 <13.0,>=12.5 ; extra == "and-cuda"\n'.replaceAll(' ;', ';'),
      });
    case 'zig':
      return writeWheel(join(folder, 'ziglang-0.15.2-py3-none-manylinux_2_12_x86_64.manylinux2010_x86_64.whl'), { 'ziglang/zig!': `#!${process.execPath}\n${compiler(RIGHT)}` });
  }
}

/** Name of the engine on such a machine. */
export const NAME = 'tensorflow-2.21.0-cpu-linux-x64';

/** Sets up on `fake`. Returns the engine and the messages. */
export async function setUp(fake: FakeMachine, options: Partial<EnsureOptions> = {}): Promise<{ reached: Ensured; messages: string[] }> {
  const messages: string[] = [];
  const report: EnsureOptions['report'] = (event) => event.kind === 'message' && messages.push(event.text);
  const reached = await ensureEngine({ engine: 'auto', cache: fake.cache, machine: fake.machine, report, ...options });
  return { reached, messages };
}

/** Returns the TensorFlow wheels that pip was asked for. */
export const downloads = async (fake: FakeMachine): Promise<string[]> => (await fake.log()).filter((line) => line.startsWith('pip tensorflow'));
export const namesIn = async (folder: string): Promise<string[]> => (await readdir(folder)).sort();
