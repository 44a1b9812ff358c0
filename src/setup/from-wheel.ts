import { join } from 'node:path';
import { WhiskerError } from '../config/index.js';
import { errors } from '../engine/errors.js';
import { compileBinding, findCompilers, LAYOUT, type Compiler } from './compiler.js';
import { writeManifest, type InstalledEngine } from './manifest.js';
import { prove } from './prove.js';
import { inBytes } from './size.js';
import type { WheelSource } from './source.js';
import { requireSpace } from './space.js';
import { publish, withStaging } from './staging.js';
import type { StepContext } from './step.js';
import { unpackPlan, type Folders } from './unpack.js';
import { GLIBC, planFor, type Plan } from './wheels.js';
import { fetchZig } from './zig.js';

/**
 * TensorFlow out of its wheel, and our addon compiled against it, in the cache.
 * @throws WorkFailed or WrongCommand with the reason why this way cannot be gone; nothing is left behind
 */
export async function installFromWheel(device: 'cpu' | 'gpu', open: () => Promise<WheelSource>, context: StepContext): Promise<InstalledEngine> {
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
    // Better to learn now than after the download that no compiler can be had.
    if (compilers.length === 0) compilers.push(await zigAtLast(source, staging, [], context));
    report({ kind: 'line', text: announcement(plan, source, cache.folder) });
    await unpackPlan(plan, source, folders, context);
    const compiler = await compileWithAny(compilers, source, staging, folders, context);
    const proof = await prove(folders.engine, LAYOUT, machine, signal);
    if (!proof.ok) throw errors.notProven(proof.why);
    const manifest = await writeManifest(folders.engine, {
      device, tensorflow: proof.version, platform, arch, source: `wheel from ${source.name}, binding compiled with ${compiler}`, addon: LAYOUT.addon, companion: LAYOUT.companion,
    });
    return { folder: await publish(cache, folders.engine, `tensorflow-${proof.version}-${device}-${platform}-${arch}`), manifest };
  });
}

/** Compiles with the first compiler that can, and tells which it was. */
async function compileWithAny(compilers: readonly Compiler[], source: WheelSource, staging: string, { engine, headers }: Folders, context: StepContext): Promise<string> {
  const { machine, report, signal } = context;
  const failures: string[] = [];
  const compiles = async (compiler: Compiler): Promise<boolean> => {
    const why = await compileBinding(compiler, engine, headers, machine, report, signal);
    if (why !== undefined) failures.push(`${compiler.name}: ${why}`);
    return why === undefined;
  };
  for (const compiler of compilers) if (await compiles(compiler)) return compiler.name;
  const zig = await zigAtLast(source, staging, failures, context);
  if (await compiles(zig)) return zig.name;
  throw errors.noCompiler(failures.slice(0, -1), failures.at(-1) ?? '');
}

/** @param failures what the machine's own compilers said */
async function zigAtLast(source: WheelSource, staging: string, failures: readonly string[], context: StepContext): Promise<Compiler> {
  try {
    return await fetchZig(source, staging, context);
  } catch (error) {
    throw error instanceof WhiskerError ? errors.noCompiler(failures, error.message) : error;
  }
}

/** @throws WorkFailed where TensorFlow's libraries could not be loaded */
function requireGlibc(found: string | undefined): void {
  const [major = 0, minor = 0] = (found ?? '').split('.').map(Number);
  if (major < GLIBC[0] || (major === GLIBC[0] && minor < GLIBC[1])) throw errors.oldLibrary(found === undefined ? 'another C library' : `glibc ${found}`);
}

const downloadOf = ({ tensorflow, extra }: Plan): number => tensorflow.download + (extra?.download ?? 0);
const diskOf = ({ tensorflow, extra }: Plan): number => tensorflow.disk + (extra?.disk ?? 0);

/** The most that lies on the disk at once: the wheels and what is unpacked from them; or the wheels twice, while pip copies them. */
function diskFor(plan: Plan, { downloads }: WheelSource): number {
  return downloads ? Math.max(2 * downloadOf(plan), downloadOf(plan) + diskOf(plan)) : diskOf(plan);
}

function announcement(plan: Plan, source: WheelSource, folder: string): string {
  const what = `Setting up TensorFlow ${plan.tensorflow.version}${plan.device === 'gpu' ? ' and CUDA' : ''}, which computes, in ${folder} for all checkouts, once`;
  const download = source.downloads ? `${inBytes(downloadOf(plan))} to download, ` : `the wheels are those of ${source.name}, `;
  return `${what}: ${download}about ${inBytes(diskOf(plan))} on disk.${plan.caution === undefined ? '' : ` Note that ${plan.caution}.`}`;
}
