import { mkdirSync, openSync, closeSync, readdirSync, readSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from './random.js';

/** Damage to a cache file while pipelines use it. They trust a block that they have found good. */
const DAMAGE_IN_USE = ['cut', 'gone'] as const;
/** Damage to a cache file that no pipeline uses. */
const DAMAGE = ['cut', 'gone', 'bytes', 'bytes', 'longer', 'other', 'folder'] as const;

/** Damages the files of a cache's folder. Returns how many there are. */
export function damageCaches(folder: string, inUse: boolean, random: Random): number {
  const files = readdirSync(folder).filter((name) => name.endsWith('.pictures')).map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
  for (const path of files) damage(path, random.pick(inUse ? DAMAGE_IN_USE : DAMAGE), random);
  return files.length;
}

function damage(path: string, kind: (typeof DAMAGE)[number], random: Random): void {
  const { size } = statSync(path);
  if (kind === 'cut') truncateSync(path, random.integer(0, size));
  else if (kind === 'longer') truncateSync(path, size + random.integer(1, 10_000));
  else if (kind === 'bytes') for (let count = random.integer(1, 30); count > 0; count--) flipByte(path, random.integer(0, Math.max(0, size - 1)));
  else {
    rmSync(path);
    if (kind === 'folder') mkdirSync(path);
    if (kind === 'other') writeFileSync(path, 'this is somebody else\'s\n');
  }
}

function flipByte(path: string, position: number): void {
  const descriptor = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  if (readSync(descriptor, byte, 0, 1, position) === 1) writeSync(descriptor, Buffer.from([byte[0] ^ 255]), 0, 1, position);
  closeSync(descriptor);
}
