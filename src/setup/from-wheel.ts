import { join } from 'node:path';
import { formatBytes, WhiskerError } from '../config/index.js';
import { checkEngine } from './check.js';
import { compileBinding, findCompilers, LAYOUT, type Compiler } from './compiler.js';
import type { SetupContext } from './context.js';
import { errors } from './errors.js';
import { writeManifest, type InstalledEngine } from './manifest.js';
import type { WheelSource } from './source.js';
import { requireSpace } from './space.js';
import { publish, withStaging } from './staging.js';
import { unpackPlan, type Folders } from './unpack.js';
import { diskOf, downloadOf, GLIBC, planFor, type Plan } from './wheels.js';
import { fetchZig } from './zig.js';

/**
 * Installs TensorFlow out of its wheel, with our addon compiled against it.
 * @throws WorkFailed or WrongCommand with the reason when this method fails; nothing is left behind
 */
export async function installFromWheel(device: 'cpu' | 'gpu', open: () => Promise<WheelSource>, context: SetupContext): Promise<InstalledEngine> {
  const { cache, machine, report, signal } = context;
  const { platform, arch } = machine;
  const plan = planFor(machine, device);
  if (plan === undefined) throw errors.noWheelFor(`${platform} on ${arch}${device === 'gpu' ? ' with a GPU' : ''}`);
  requireGlibc(machine.glibc);
  const source = await open();
  await requireSpace(machine, cache.folder, diskFor(plan, source));
  return withStaging(cache, async (staging) => {
    const folders = { wheels: join(staging, 'wheels'), engine: join(staging, 'engine'), headers: join(staging, 'include') };
    const compilers = await findCompilers(machine, signal);
    // Without a compiler the large download would be in vain, so look for one first.
    if (compilers.length === 0) compilers.push(await requireZig(source, staging, [], context));
    report({ kind: 'message', text: announcement(plan, source, cache.folder) });
    await unpackPlan(plan, source, folders, context);
    const compiler = await compileWithAny(compilers, source, staging, folders, context);
    const check = await checkEngine(folders.engine, LAYOUT, machine, signal);
    if (!check.ok) throw errors.doesNotCompute(check.why);
    const manifest = await writeManifest(folders.engine, {
      device, tensorflow: check.version, platform, arch, source: `wheel from ${source.name}, binding compiled with ${compiler}`, addon: LAYOUT.addon, companion: LAYOUT.companion,
    });
    return { folder: await publish(cache, folders.engine, `tensorflow-${check.version}-${device}-${platform}-${arch}`), manifest };
  });
}

/** Compiles with the first compiler that works. Returns its name. */
async function compileWithAny(compilers: readonly Compiler[], source: WheelSource, staging: string, { engine, headers }: Folders, context: SetupContext): Promise<string> {
  const { machine, report, signal } = context;
  const failures: string[] = [];
  const compiles = async (compiler: Compiler): Promise<boolean> => {
    const why = await compileBinding(compiler, engine, headers, machine, report, signal);
    if (why !== undefined) failures.push(`${compiler.name}: ${why}`);
    return why === undefined;
  };
  for (const compiler of compilers) if (await compiles(compiler)) return compiler.name;
  const zig = await requireZig(source, staging, failures, context);
  if (await compiles(zig)) return zig.name;
  throw errors.noCompiler(failures.slice(0, -1), failures.at(-1) ?? '');
}

/** @param failures what the machine's own compilers said */
async function requireZig(source: WheelSource, staging: string, failures: readonly string[], context: SetupContext): Promise<Compiler> {
  try {
    return await fetchZig(source, staging, context);
  } catch (error) {
    throw error instanceof WhiskerError ? errors.noCompiler(failures, error.message) : error;
  }
}

/** @throws WorkFailed when the C library is too old to load TensorFlow */
function requireGlibc(found: string | undefined): void {
  const [major = 0, minor = 0] = (found ?? '').split('.').map(Number);
  if (major < GLIBC[0] || (major === GLIBC[0] && minor < GLIBC[1])) throw errors.oldGlibc(found === undefined ? 'another C library' : `glibc ${found}`);
}

/** Returns the peak use of the disk: the wheels and their unpacked files, or the wheels twice while pip copies them. */
function diskFor(plan: Plan, { downloads }: WheelSource): number {
  return downloads ? Math.max(2 * downloadOf(plan), downloadOf(plan) + diskOf(plan)) : diskOf(plan);
}

function announcement(plan: Plan, source: WheelSource, folder: string): string {
  const what = `Setting up TensorFlow ${plan.tensorflow.version}${plan.device === 'gpu' ? ' and CUDA' : ''} in ${folder}, once for all checkouts`;
  const origin = source.downloads ? `${formatBytes(downloadOf(plan))} to download, ` : `wheels from ${source.name}, `;
  return `${what}: ${origin}about ${formatBytes(diskOf(plan))} on disk.${plan.caution === undefined ? '' : ` Note: ${plan.caution}.`}`;
}
