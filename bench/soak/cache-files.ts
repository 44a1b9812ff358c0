import { mkdirSync, openSync, closeSync, readdirSync, readSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Chance } from './chance.js';

/** What may happen to a cache file while pipelines use it, and what only between them: whoever found a block good trusts it. */
const ANY_TIME = ['cut', 'gone'] as const;
const BETWEEN = ['cut', 'gone', 'bytes', 'bytes', 'longer', 'other', 'folder'] as const;

/** Damages the files in a cache's folder; how many. */
export function damageCaches(folder: string, inUse: boolean, chance: Chance): number {
  const files = readdirSync(folder).filter((name) => name.endsWith('.pictures')).map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
  for (const path of files) damage(path, chance.pick(inUse ? ANY_TIME : BETWEEN), chance);
  return files.length;
}

function damage(path: string, way: (typeof BETWEEN)[number], chance: Chance): void {
  const { size } = statSync(path);
  if (way === 'cut') truncateSync(path, chance.whole(0, size));
  else if (way === 'longer') truncateSync(path, size + chance.whole(1, 10_000));
  else if (way === 'bytes') for (let count = chance.whole(1, 30); count > 0; count--) spoil(path, chance.whole(0, Math.max(0, size - 1)));
  else {
    rmSync(path);
    if (way === 'folder') mkdirSync(path);
    if (way === 'other') writeFileSync(path, 'this is somebody else\'s\n');
  }
}

function spoil(path: string, position: number): void {
  const descriptor = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  if (readSync(descriptor, byte, 0, 1, position) === 1) writeSync(descriptor, Buffer.from([byte[0] ^ 255]), 0, 1, position);
  closeSync(descriptor);
}
