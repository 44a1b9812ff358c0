import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf } from '../config/index.js';
import { isInside, writeAtomically } from '../disk/index.js';
import type { Cache } from './cache.js';
import type { Machine } from './machine.js';

/** Version of an engine's layout and of our addon (src/engine/addon). A change of either needs another number. */
const FORMAT = 3;
const NAME = 'engine.json';

/** The contents of `engine.json`, the last file that is written into an engine. */
const manifestShape = z.object({
  format: z.literal(FORMAT),
  /** The device it was built for. A GPU engine also runs on the CPU. */
  device: z.enum(['cpu', 'gpu']),
  /** TensorFlow's version. */
  tensorflow: z.string(),
  platform: z.string(),
  arch: z.string(),
  /** Its origin and its compiler, for people. */
  source: z.string(),
  /** Path of the addon, relative to the engine. */
  addon: z.string(),
  /** Path of the addon that is loaded before it; present when both are ours (src/engine/addon). */
  companion: z.string().exactOptional(),
  /** Size in bytes of every file. */
  files: z.record(z.string(), z.number()),
});
export type Manifest = Readonly<z.infer<typeof manifestShape>>;

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
  let content: unknown;
  try {
    content = JSON.parse(await readFile(join(folder, NAME), 'utf8'));
  } catch (error) {
    return { broken: codeOf(error) === 'ENOENT' ? `${NAME} is missing` : `${NAME} cannot be read` };
  }
  const { data: manifest } = manifestShape.safeParse(content);
  if (manifest === undefined) return { broken: `${NAME} is from another version of whisker` };
  const unlisted = [manifest.addon, manifest.companion].find((name) => name !== undefined && !Object.hasOwn(manifest.files, name));
  if (unlisted !== undefined) return { broken: `${NAME} does not list ${unlisted}` };
  for (const [name, size] of Object.entries(manifest.files)) {
    if (!isInside(folder, name)) return { broken: `${NAME} names the file ${name}, which is not in its folder` };
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
