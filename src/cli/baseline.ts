import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { readNewestEvent } from '../events/index.js';
import type { Baseline } from '../tui/index.js';

/**
 * The supervised run beside the run in `folder`, where that is one of a comparison (`sgan-1`, by recipe and seed) and the other
 * (`supervised-1`) is done on the same split: what it came to on the validation set. Null where there is none.
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
    // No such run, or one that cannot be read: nothing that a dashboard would have to tell.
    return null;
  }
}
