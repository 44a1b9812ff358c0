import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../config/index.js';
import { writeAtomically } from '../disk/index.js';
import type { Cache } from './cache.js';
import type { Machine } from './machine.js';

/** Told apart from engines that another version of whisker laid out otherwise, or whose addon (src/engine/addon) was another. */
const FORMAT = 3;
const NAME = 'engine.json';

/** What an engine says of itself in `engine.json`, the last file that is written into it. */
export interface Manifest {
  readonly format: typeof FORMAT;
  /** What it was built for; a GPU's engine also runs on the CPU. */
  readonly device: 'cpu' | 'gpu';
  /** TensorFlow's version. */
  readonly tensorflow: string;
  readonly platform: string;
  readonly arch: string;
  /** Where it came from, and what compiled it: for people. */
  readonly source: string;
  /** The addon that Node loads, relative to the engine. */
  readonly addon: string;
  /** The addon that is loaded before it, where both are ours and compiled here (src/engine/addon). */
  readonly companion?: string;
  /** Every file with its size in bytes. */
  readonly files: Readonly<Record<string, number>>;
}

export interface InstalledEngine {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Measures what lies in `folder` and writes its manifest: from then on the engine is whole. */
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

/** The engine in `folder`, or in a few words why it is none. */
export async function readEngine(folder: string): Promise<InstalledEngine | { readonly broken: string }> {
  let manifest: unknown;
  try {
    manifest = JSON.parse(await readFile(join(folder, NAME), 'utf8'));
  } catch (error) {
    return { broken: codeOf(error) === 'ENOENT' ? `${NAME} is missing` : `${NAME} cannot be read` };
  }
  if (!isManifest(manifest)) return { broken: `${NAME} is not one of this version of whisker` };
  for (const [name, size] of Object.entries(manifest.files)) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found === undefined) return { broken: `${name} is missing` };
    if (found.size !== size) return { broken: `${name} has ${found.size} bytes instead of ${size}` };
  }
  return { folder, manifest };
}

/** Engines in the cache that this machine can load, and folders that should have been one. */
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

/** Bytes of an engine on disk. */
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
