import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../config/index.js';
import { writeAtomically } from '../disk/index.js';
import type { Cache } from './cache.js';
import type { Machine } from './machine.js';

/** Version of an engine's layout and of our addon (src/engine/addon). A change of either needs another number. */
const FORMAT = 3;
const NAME = 'engine.json';

/** The contents of `engine.json`, the last file that is written into an engine. */
export interface Manifest {
  readonly format: typeof FORMAT;
  /** The device it was built for. A GPU engine also runs on the CPU. */
  readonly device: 'cpu' | 'gpu';
  /** TensorFlow's version. */
  readonly tensorflow: string;
  readonly platform: string;
  readonly arch: string;
  /** Its origin and its compiler, for people. */
  readonly source: string;
  /** Path of the addon, relative to the engine. */
  readonly addon: string;
  /** Path of the addon that is loaded before it; present when both are ours (src/engine/addon). */
  readonly companion?: string;
  /** Size in bytes of every file. */
  readonly files: Readonly<Record<string, number>>;
}

export interface InstalledEngine {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Measures the files in `folder` and writes their manifest, which completes the engine. */
export async function writeManifest(folder: string, facts: Omit<Manifest, 'format' | 'files'>): Promise<Manifest> {
  const files: Record<string, number> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    files[path.slice(folder.length + 1)] = (await stat(path)).size;
  }
  const manifest: Manifest = { format: FORMAT, ...facts, files };
  await writeAtomically(join(folder, NAME), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** Returns the engine in `folder`, or a few words about what is wrong with it. */
export async function readEngine(folder: string): Promise<InstalledEngine | { readonly broken: string }> {
  let manifest: unknown;
  try {
    manifest = JSON.parse(await readFile(join(folder, NAME), 'utf8'));
  } catch (error) {
    return { broken: codeOf(error) === 'ENOENT' ? `${NAME} is missing` : `${NAME} cannot be read` };
  }
  if (!isManifest(manifest)) return { broken: `${NAME} is from another version of whisker` };
  for (const [name, size] of Object.entries(manifest.files)) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found === undefined) return { broken: `${name} is missing` };
    if (found.size !== size) return { broken: `${name} has ${found.size} bytes instead of ${size}` };
  }
  return { folder, manifest };
}

/** Returns the engines in the cache that this machine can load, and the folders of incomplete ones. */
export async function findEngines(cache: Cache, machine: Pick<Machine, 'platform' | 'arch'>): Promise<{
  readonly engines: readonly InstalledEngine[];
  readonly broken: readonly { readonly folder: string; readonly reason: string }[];
}> {
  const engines: InstalledEngine[] = [];
  const broken: { folder: string; reason: string }[] = [];
  const names = await readdir(cache.engines).catch(() => []);
  for (const name of names.sort()) {
    if (!name.endsWith(`-${machine.platform}-${machine.arch}`)) continue;
    const folder = join(cache.engines, name);
    const found = await readEngine(folder);
    if ('broken' in found) broken.push({ folder, reason: found.broken });
    else engines.push(found);
  }
  return { engines, broken };
}

/** Returns the bytes of an engine on disk. */
export const sizeOf = ({ manifest }: InstalledEngine): number => Object.values(manifest.files).reduce((sum, size) => sum + size, 0);

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  const { format, device, tensorflow, platform, arch, source, addon, companion, files } = value as Partial<Record<keyof Manifest, unknown>>;
  return (
    format === FORMAT &&
    (device === 'cpu' || device === 'gpu') &&
    [tensorflow, platform, arch, source, addon].every((text) => typeof text === 'string') &&
    (companion === undefined || typeof companion === 'string') &&
    typeof files === 'object' && files !== null && Object.values(files).every((size) => typeof size === 'number')
  );
}
