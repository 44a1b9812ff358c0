import { errors } from '../engine/errors.js';
import type { Machine } from './machine.js';

/** What a disk should have left when set-up is done: some hundred megabytes for everybody else. */
const MARGIN = 100e6;

/** @throws WorkFailed that names what is needed and what there is */
export async function requireSpace(machine: Pick<Machine, 'freeBytes'>, folder: string, bytes: number): Promise<void> {
  const needed = bytes + MARGIN;
  const free = await machine.freeBytes(folder);
  if (free < needed) throw errors.diskTooFull(folder, needed, free);
}
