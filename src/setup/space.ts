import { errors } from './errors.js';
import type { Machine } from './machine.js';

/** Bytes that must stay free on a disk after set-up. */
const MARGIN = 100e6;

/** @throws WorkFailed with the bytes needed and the bytes free */
export async function requireSpace(machine: Pick<Machine, 'freeBytes'>, folder: string, bytes: number): Promise<void> {
  const needed = bytes + MARGIN;
  const free = await machine.freeBytes(folder);
  if (free < needed) throw errors.diskTooFull(folder, needed, free);
}
