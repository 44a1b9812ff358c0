import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { readNewestEvent } from '../events/index.js';
import type { Baseline } from '../tui/index.js';

/**
 * Returns the result of the supervised run next to the run in `folder`, where both belong to a comparison (`sgan-1` and
 * `supervised-1`, by recipe and seed) and have the same split. Null without such a run, or while it is not done.
 */
export async function baselineOf(folder: string): Promise<Baseline | null> {
  const own = resolve(folder);
  const name = basename(own);
  const seed = /^.+-(\d+)$/.exec(name)?.[1];
  if (seed === undefined || name.startsWith('supervised-')) return null;
  const other = join(dirname(own), `supervised-${seed}`);
  try {
    const [end, ownSplit, otherSplit] = await Promise.all([
      readNewestEvent(join(other, 'events.jsonl')), readFile(join(own, 'split.json')), readFile(join(other, 'split.json')),
    ]);
    if (end?.type !== 'run-end' || end.outcome !== 'done' || end.best === undefined || !ownSplit.equals(otherSplit)) return null;
    return { name: 'supervised', accuracy: end.best.val.accuracy };
  } catch {
    // A dashboard works without a baseline.
    return null;
  }
}
