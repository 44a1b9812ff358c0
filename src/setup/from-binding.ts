import { cp, mkdir, readdir, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { errors } from '../engine/errors.js';
import { writeManifest, type InstalledEngine } from './manifest.js';
import { bindingPackage } from './packages.js';
import { prove } from './prove.js';
import { bytesUnder, meter, watched } from './report.js';
import { run } from './run.js';
import { inBytes } from './size.js';
import { requireSpace } from './space.js';
import { publish, withStaging } from './staging.js';
import type { StepContext } from './step.js';

/** Estimates of TensorFlow 2.9.1's library, unpacked. */
const DISK = { cpu: 400e6, gpu: 1600e6 } as const;

/** Longest wait for a first byte and for a next one, ms: the script itself would wait without end for a host that does not answer. */
const FIRST_MS = 20_000;
const NEXT_MS = 120_000;

/**
 * The binding's own download: its install script, run on a copy of its package in the cache, so that a `node_modules`
 * that is read-only, or was installed without scripts, will do.
 * @throws WorkFailed with the reason why this way cannot be gone; nothing is left behind
 */
export async function installFromBinding(device: 'cpu' | 'gpu', context: StepContext): Promise<InstalledEngine> {
  const { cache, machine, report, signal } = context;
  const { platform, arch } = machine;
  await requireSpace(machine, cache.folder, DISK[device] * 1.5);
  return withStaging(cache, async (staging) => {
    const copy = join(staging, 'package');
    const programs = await copyPackage(bindingPackage(), copy);
    report({ kind: 'line', text: `Trying the download of the binding itself: an older TensorFlow (2.9), about ${inBytes(DISK[device])} on disk.` });
    const path = [programs, dirname(process.execPath), machine.env['PATH'] ?? ''].join(delimiter);
    const packed = await bytesUnder(copy);
    let seen = packed;
    let seenAt = Date.now();
    const tell = meter(report, "downloading the binding's TensorFlow", DISK[device]);
    const isIdle = (): string | undefined => {
      const limit = seen === packed ? FIRST_MS : NEXT_MS;
      return Date.now() - seenAt > limit ? `nothing came in ${limit / 1000} s` : undefined;
    };
    const ran = await watched(
      run(process.execPath, [join('scripts', 'install.js'), device, 'download'], { cwd: copy, env: { ...machine.env, PATH: path }, signal, isIdle }),
      async () => {
        const bytes = await bytesUnder(copy);
        if (bytes !== seen) seenAt = Date.now();
        seen = bytes;
        tell(bytes - packed);
      },
    );
    if (!ran.ok) throw errors.ownDownloadFailed(ran.why);
    const engine = join(staging, 'engine');
    // Windows: the script links the library by its whole path, which is about to change.
    const links = platform === 'win32' ? { dereference: true } : { verbatimSymlinks: true };
    for (const part of ['deps', 'lib']) {
      const from = join(copy, part);
      if (!(await stat(from).catch(() => undefined))?.isDirectory()) throw errors.ownDownloadFailed(`it left no folder ${part}`);
      await cp(from, join(engine, part), { recursive: true, ...links });
    }
    const addon = await findAddon(engine);
    const proof = await prove(engine, { addon }, machine, signal);
    if (!proof.ok) throw errors.notProven(proof.why);
    const manifest = await writeManifest(engine, { device, tensorflow: proof.version, platform, arch, source: "the binding's own download", addon });
    return { folder: await publish(cache, engine, `tensorflow-${proof.version}-${device}-${platform}-${arch}`), manifest };
  });
}

/**
 * Copies a package and links what it depends on beside it, wherever npm has put that.
 * @returns the folder with the programs that its scripts call
 */
async function copyPackage(original: string, copy: string): Promise<string> {
  await cp(original, copy, { recursive: true, filter: (path) => !path.slice(original.length).split(/[\\/]/).includes('node_modules') });
  const { dependencies } = JSON.parse(await readFile(join(original, 'package.json'), 'utf8')) as { dependencies?: Record<string, string> };
  const require = createRequire(join(original, 'package.json'));
  const modules = join(copy, 'node_modules');
  for (const name of Object.keys(dependencies ?? {})) {
    const folder = await firstFolder((require.resolve.paths(name) ?? []).map((path) => join(path, name)));
    if (folder === undefined) throw errors.ownDownloadFailed(`its package ${name} is not installed`);
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(folder, join(modules, name), 'junction');
  }
  return join(modules, '@mapbox', 'node-pre-gyp', 'bin');
}

async function firstFolder(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) if ((await stat(folder).catch(() => undefined))?.isDirectory()) return folder;
  return undefined;
}

/** The addon, relative to the engine: its folder is named for the version of N-API that the script chose. */
async function findAddon(engine: string): Promise<string> {
  for (const folder of await readdir(join(engine, 'lib'))) {
    const addon = join('lib', folder, 'tfjs_binding.node');
    if ((await stat(join(engine, addon)).catch(() => undefined)) !== undefined) return addon;
  }
  throw errors.ownDownloadFailed('it left no addon');
}
