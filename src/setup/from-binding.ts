import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { checkEngine } from './check.js';
import type { SetupContext } from './context.js';
import { errors } from './errors.js';
import { writeManifest, type InstalledEngine } from './manifest.js';
import { messages } from './messages.js';
import { byteProgress, folderSize, pollDuring } from './progress.js';
import { run, type RunResult } from './run.js';
import { requireSpace } from './space.js';
import { publish, withStaging } from './staging.js';

/** The package of the binding. Its JavaScript comes with whisker (vendor/tfjs-node), the rest of it and its dependencies only with this method. */
const NAME = '@tensorflow/tfjs-node-gpu';
const VERSION = '4.22.0';
/** Bytes of all these packages on disk. They are removed afterwards. */
const PACKAGES = 250e6;

/** The TensorFlow of the binding's own download. */
export const OLDER_TENSORFLOW = '2.9';

/** Estimated bytes of its library, unpacked. */
export const DISK = { cpu: 400e6, gpu: 1600e6 } as const;

/** Longest wait for the first byte and for each later one, ms. The script itself waits forever for a silent host. */
const FIRST_MS = 20_000;
const NEXT_MS = 120_000;

/**
 * Installs an engine with the binding's own install script. npm fetches the package into the cache, without its script,
 * so that no `node_modules` is changed. The script then runs there.
 * @throws WorkFailed with the reason when this method fails; nothing is left behind
 */
export async function installFromBinding(device: 'cpu' | 'gpu', context: SetupContext): Promise<InstalledEngine> {
  const { cache, machine, report, signal } = context;
  const { platform, arch } = machine;
  await requireSpace(machine, cache.folder, DISK[device] * 1.5 + PACKAGES);
  return withStaging(cache, async (staging) => {
    report({ kind: 'message', text: messages.bindingDownload(OLDER_TENSORFLOW, DISK[device]) });
    const modules = await fetchPackage(join(staging, 'package'), context);
    const copy = join(modules, NAME);
    const ran = await runScript(device, copy, join(modules, '.bin'), context);
    if (!ran.ok) throw errors.bindingDownloadFailed(ran.why);
    const engine = join(staging, 'engine');
    // On Windows the script links the library by its absolute path, which is about to change.
    const links = platform === 'win32' ? { dereference: true } : { verbatimSymlinks: true };
    for (const part of ['deps', 'lib']) {
      const from = join(copy, part);
      if (!(await stat(from).catch(() => undefined))?.isDirectory()) throw errors.bindingDownloadFailed(`it left no folder ${part}`);
      await cp(from, join(engine, part), { recursive: true, ...links });
    }
    const addon = await findAddon(engine);
    const check = await checkEngine(engine, { addon }, machine, signal);
    if (!check.ok) throw errors.doesNotCompute(check.why);
    const manifest = await writeManifest(engine, { device, tensorflow: check.version, platform, arch, source: "the binding's own download", addon });
    return { folder: await publish(cache, engine, `tensorflow-${check.version}-${device}-${platform}-${arch}`), manifest };
  });
}

/** Runs the install script in `copy`. Ends it when no bytes come. */
async function runScript(device: 'cpu' | 'gpu', copy: string, programs: string, { machine, report, signal }: SetupContext): Promise<RunResult> {
  const path = [programs, dirname(process.execPath), machine.env['PATH'] ?? ''].join(delimiter);
  const before = await folderSize(copy);
  let bytes = before;
  let grewAt = Date.now();
  const showBytes = byteProgress(report, "downloading the binding's TensorFlow", DISK[device]);
  const isIdle = (): string | undefined => {
    const limit = bytes === before ? FIRST_MS : NEXT_MS;
    return Date.now() - grewAt > limit ? `nothing came in ${limit / 1000} s` : undefined;
  };
  return pollDuring(
    run(process.execPath, [join('scripts', 'install.js'), device, 'download'], { cwd: copy, env: { ...machine.env, PATH: path }, signal, isIdle }),
    async () => {
      const now = await folderSize(copy);
      if (now !== bytes) grewAt = Date.now();
      bytes = now;
      showBytes(bytes - before);
    },
  );
}

/**
 * Fetches the binding's package and its dependencies with npm, into `folder`.
 * @returns the folder `node_modules`
 */
async function fetchPackage(folder: string, { machine, signal }: SetupContext): Promise<string> {
  await mkdir(folder);
  // On Windows npm is a batch file, which cannot be started without a shell. Node has npm's program beside itself there.
  const [command, ...first] = machine.platform === 'win32' ? [process.execPath, join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')] : ['npm'];
  const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund', `${NAME}@${VERSION}`];
  const ran = await run(command, [...first, ...args], { cwd: folder, env: machine.env, signal });
  if (!ran.ok) throw errors.bindingDownloadFailed(`npm could not fetch ${NAME}@${VERSION}: ${ran.why}`);
  return join(folder, 'node_modules');
}

/** Returns the addon's path inside the engine. The script names its folder after the version of N-API that it chose. */
async function findAddon(engine: string): Promise<string> {
  for (const folder of await readdir(join(engine, 'lib'))) {
    const addon = join('lib', folder, 'tfjs_binding.node');
    if ((await stat(join(engine, addon)).catch(() => undefined)) !== undefined) return addon;
  }
  throw errors.bindingDownloadFailed('it left no addon');
}
