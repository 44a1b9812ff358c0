import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Filling } from './filling.js';
import type { Quarantine } from './quarantine.js';
import type { RamCache } from './ram-cache.js';
import { beyondDoubt } from './share.js';
import type { PipelineOptions } from './types.js';

/** Counts of what was done, for the pipeline's state. */
export interface Tally {
  decoded: number;
  fromCache: number;
  slotsTaken: number;
}

/** What filling places works with: one a pipeline. */
export interface DecodeStage {
  readonly options: PipelineOptions;
  readonly quarantine: Quarantine;
  readonly cache: RamCache | null;
  readonly tally: Tally;
}

/**
 * Fills one place of a batch with the first of its samples that can be used. Gives up when none can, or when so many in a
 * row are bad that the share allowed is passed beyond doubt: replacements come in a random order, whatever the samples' is.
 */
export async function fillPlace(stage: DecodeStage, filling: Filling, place: number, signal: AbortSignal): Promise<Filling> {
  const bad: number[] = [];
  for (const index of filling.plan.samplesFor(place)) {
    if (await standsAt(stage, filling, place, index, signal)) return filling.settle(place, index, bad);
    bad.push(index);
    if (beyondDoubt(bad.length - 1, bad.length - 1, stage.options.maxBad)) break;
  }
  return filling.settle(place, null, bad);
}

async function standsAt(stage: DecodeStage, filling: Filling, place: number, index: number, signal: AbortSignal): Promise<boolean> {
  const { options, quarantine, cache, tally } = stage;
  if (quarantine.has(index)) return false;
  if (cache?.copyTo(filling.pixelsOf(place), index)) {
    tally.fromCache++;
    // A stream out of memory alone would otherwise never let timers, input or an abort have their turn.
    await nextTurn();
    return true;
  }
  const { root, samples, size, pixelLimit, background, pool } = options;
  const path = join(root, samples[index].path);
  const task = { path, size, pixelLimit, background, target: filling.slot.memory, offset: filling.offsetOf(place) };
  const reason = await pool.decode(task, signal);
  if (reason !== null) {
    if (!signal.aborted) quarantine.setAside(index, reason);
    return false;
  }
  tally.decoded++;
  cache?.keep(index, filling.pixelsOf(place));
  return true;
}
