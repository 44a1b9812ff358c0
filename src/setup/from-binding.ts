import { cp, mkdir, readdir, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { checkEngine } from './check.js';
import type { SetupContext } from './context.js';
import { errors } from './errors.js';
import { writeManifest, type InstalledEngine } from './manifest.js';
import { messages } from './messages.js';
import { bindingPackage } from './packages.js';
import { byteProgress, folderSize, pollDuring } from './progress.js';
import { run, type RunResult } from './run.js';
import { requireSpace } from './space.js';
import { publish, withStaging } from './staging.js';

/** The TensorFlow of the binding's own download. */
export const OLDER_TENSORFLOW = '2.9';

/** Estimated bytes of its library, unpacked. */
export const DISK = { cpu: 400e6, gpu: 1600e6 } as const;

/** Longest wait for the first byte and for each later one, ms. The script itself waits forever for a silent host. */
const FIRST_MS = 20_000;
const NEXT_MS = 120_000;

/**
 * Installs an engine with the binding's own install script. The script runs on a copy of the package in the cache, so
 * that a read-only `node_modules`, or one installed without scripts, is no obstacle.
 * @throws WorkFailed with the reason when this method fails; nothing is left behind
 */
export async function installFromBinding(device: 'cpu' | 'gpu', context: SetupContext): Promise<InstalledEngine> {
  const { cache, machine, report, signal } = context;
  const { platform, arch } = machine;
  await requireSpace(machine, cache.folder, DISK[device] * 1.5);
  return withStaging(cache, async (staging) => {
    const copy = join(staging, 'package');
    const programs = await copyPackage(bindingPackage(), copy);
    report({ kind: 'message', text: messages.bindingDownload(OLDER_TENSORFLOW, DISK[device]) });
    const ran = await runScript(device, copy, programs, context);
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
 * Copies a package, and links its dependencies beside the copy, wherever npm put them.
 * @returns the folder of the programs that its scripts call
 */
async function copyPackage(original: string, copy: string): Promise<string> {
  await cp(original, copy, { recursive: true, filter: (path) => !path.slice(original.length).split(/[\\/]/).includes('node_modules') });
  const { dependencies } = JSON.parse(await readFile(join(original, 'package.json'), 'utf8')) as { dependencies?: Record<string, string> };
  const require = createRequire(join(original, 'package.json'));
  const modules = join(copy, 'node_modules');
  for (const name of Object.keys(dependencies ?? {})) {
    const folder = await firstFolder((require.resolve.paths(name) ?? []).map((path) => join(path, name)));
    if (folder === undefined) throw errors.bindingDownloadFailed(`its package ${name} is not installed`);
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(folder, join(modules, name), 'junction');
  }
  return join(modules, '@mapbox', 'node-pre-gyp', 'bin');
}

async function firstFolder(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) if ((await stat(folder).catch(() => undefined))?.isDirectory()) return folder;
  return undefined;
}

/** Returns the addon's path inside the engine. The script names its folder after the version of N-API that it chose. */
async function findAddon(engine: string): Promise<string> {
  for (const folder of await readdir(join(engine, 'lib'))) {
    const addon = join('lib', folder, 'tfjs_binding.node');
    if ((await stat(join(engine, addon)).catch(() => undefined)) !== undefined) return addon;
  }
  throw errors.bindingDownloadFailed('it left no addon');
}
