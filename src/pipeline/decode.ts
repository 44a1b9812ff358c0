import { join } from 'node:path';
import type { Answer, CacheBlock, DecodePool, DecodeTask } from '../workers/index.js';
import type { PixelCache } from './cache.js';
import type { BatchBuilder } from './batch-builder.js';
import type { Meter } from './meter.js';
import type { Quarantine } from './quarantine.js';
import type { Settings } from './settings.js';
import { isBeyondDoubt } from './bad-share.js';

/** What filling places works with: one a pipeline. */
export interface DecodeStage {
  readonly settings: Settings;
  readonly pool: DecodePool;
  readonly quarantine: Quarantine;
  readonly cache: PixelCache | null;
  readonly meter: Meter;
}

/** How a picture is decoded, wherever it goes. */
export type DecodeSettings = Pick<Settings, 'root' | 'size' | 'pixelLimit' | 'background' | 'decoder'>;

/** Where a picture goes. */
type Place = Pick<DecodeTask, 'target' | 'offsets'>;

export const taskFor = (settings: DecodeSettings, path: string, { target, offsets }: Place, cache?: CacheBlock): DecodeTask => {
  const { root, size, pixelLimit, background, decoder } = settings;
  return { path: join(root, path), size, pixelLimit, background, decoder, views: ['none'], target, offsets, ...(cache !== undefined && { cache }) };
};

/**
 * Fills one place of a batch with the first of its samples that can be used. Gives up when none can, or when so many in a
 * row are bad that the share allowed is passed beyond doubt: replacements come in a random order, whatever the samples' is.
 * @returns the batch when this was its last place, else null
 */
export async function fillPlace(stage: DecodeStage, filling: BatchBuilder, place: number, signal: AbortSignal): Promise<BatchBuilder | null> {
  const bad: number[] = [];
  for (const index of filling.sampled.candidates(place)) {
    if (!stage.quarantine.has(index)) {
      const { refused } = await decode(stage, index, { target: filling.buffer.memory, offsets: [filling.offsetOf(place)] }, signal);
      if (refused === null) return filling.finish(place, index, bad);
      // Whoever ended the stream is told of nothing more.
      if (!signal.aborted) stage.quarantine.add(index, refused);
    }
    bad.push(index);
    if (isBeyondDoubt(bad.length - 1, bad.length - 1, stage.settings.maxBad)) break;
  }
  return filling.finish(place, null, bad);
}

async function decode({ settings, pool, cache, meter }: DecodeStage, index: number, place: Place, signal: AbortSignal): Promise<Answer> {
  const letGo = cache?.use();
  meter.busy++;
  try {
    const task = taskFor(settings, settings.samples[index].path, place, cache?.blockOf(index));
    // A worker that is still at it when this stream has ended reads and writes by the descriptor's number.
    const answer = await pool.decode(cache === null ? task : { ...task, retainCache: () => cache.use() }, signal);
    meter.answered(answer);
    return answer;
  } finally {
    meter.busy--;
    letGo?.();
  }
}
