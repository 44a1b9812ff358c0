import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readFeatures, writeFeatures, type FeatureTable } from './feature-table.js';

/** The features of some of a set's pictures, in the order of the set. Those that cannot be read are left out. */
export interface FeaturePart extends FeatureTable {
  /** The places of the first picture and of the one after the last. */
  readonly from: number;
  readonly end: number;
}

const stemOf = (path: string): string => basename(path, '.safetensors');
const keyOf = (key: string, { from, end }: Pick<FeaturePart, 'from' | 'end'>): string => `${key} ${from}-${end}`;

/** Writes a part beside the file of the whole set: `unlabelled.0-1536.safetensors`. @throws the system's error */
export const writePart = (path: string, key: string, part: FeaturePart): Promise<void> =>
  writeFeatures(join(dirname(path), `${stemOf(path)}.${part.from}-${part.end}.safetensors`), keyOf(key, part), part);

/** Returns the parts of a set that was stopped, from its first picture on without a gap. Removes those that do not fit. */
export async function readParts(path: string, key: string): Promise<readonly FeaturePart[]> {
  const parts: FeaturePart[] = [];
  for (const { file, ...place } of await findParts(path)) {
    const table = place.from === (parts.at(-1)?.end ?? 0) ? await readFeatures(file, keyOf(key, place)) : null;
    if (table === null) await rm(file, { force: true });
    else parts.push({ ...place, ...table });
  }
  return parts;
}

/** Removes the parts of a set. */
export async function removeParts(path: string): Promise<void> {
  for (const { file } of await findParts(path)) await rm(file, { force: true });
}

async function findParts(path: string) {
  const names = await readdir(dirname(path)).catch((): string[] => []);
  const found = names.flatMap((name) => {
    const [, stem, from, end] = /^(.+)\.(\d+)-(\d+)\.safetensors$/.exec(name) ?? [];
    return stem === stemOf(path) ? [{ file: join(dirname(path), name), from: Number(from), end: Number(end) }] : [];
  });
  return found.sort((a, b) => a.from - b.from);
}
