import type { Claims } from './task-states.js';
import type { DecodeTask } from '../types.js';

/** What tasks of a packet have in common. */
type Settings = Omit<DecodeTask, 'path' | 'target' | 'offsets' | 'cache' | 'retainCache'>;

/**
 * A list of tasks as it is posted to every worker, a column a field: it is copied for each of them, and this costs a quarter
 * of what a list of tasks does. Which worker does which is settled by the claims, not by who got the message.
 */
export interface Packet {
  readonly settings: Settings;
  readonly paths: readonly string[];
  readonly targets: readonly SharedArrayBuffer[];
  readonly offsets: readonly (readonly number[])[];
  readonly caches: readonly DecodeTask['cache'][] | null;
  /** The memory of its claims. */
  readonly claims: SharedArrayBuffer;
  /** Whether a worker that begins one of them must have nothing else in work. */
  readonly alone: boolean;
}

/** @param tasks of the same settings, at least one */
export function pack(tasks: readonly DecodeTask[], alone: boolean, claims: Claims): Packet {
  return {
    settings: settingsOf(tasks[0]),
    paths: tasks.map(({ path }) => path),
    targets: tasks.map(({ target }) => target),
    offsets: tasks.map(({ offsets }) => offsets),
    caches: tasks.some(({ cache }) => cache !== undefined) ? tasks.map(({ cache }) => cache) : null,
    claims: claims.memory,
    alone,
  };
}

export function taskAt({ settings, paths, targets, offsets, caches }: Packet, place: number): DecodeTask {
  const cache = caches?.[place];
  return { ...settings, path: paths[place], target: targets[place], offsets: offsets[place], ...(cache !== undefined && { cache }) };
}

/** How many of the first tasks can travel in one packet. */
export function together(tasks: readonly DecodeTask[]): number {
  const other = tasks.findIndex((task) => !alike(tasks[0], task));
  return other < 0 ? tasks.length : other;
}

function settingsOf({ size, pixelLimit, background, decoder, views }: DecodeTask): Settings {
  return { size, pixelLimit, background, decoder, views };
}

function alike(left: DecodeTask, right: DecodeTask): boolean {
  return left.size === right.size && left.pixelLimit === right.pixelLimit && left.background === right.background && left.decoder === right.decoder;
}
