import { join } from 'node:path';
import type { Answer, CacheBlock, DecodePool, DecodeTask } from '../workers/index.js';
import { isBeyondDoubt } from './bad-share.js';
import type { BatchBuilder, OpenPlace } from './batch-builder.js';
import type { PixelCache } from './cache/pixel-cache.js';
import type { Meter } from './meter.js';
import type { Quarantine } from './quarantine.js';
import type { Settings } from './settings.js';
import type { ViewPlan } from './views/view-plan.js';

/** What the decode stage of a stream works with. */
export interface DecodeStage {
  readonly settings: Settings;
  readonly viewPlan: ViewPlan;
  readonly pool: DecodePool;
  readonly quarantine: Quarantine;
  readonly cache: PixelCache | null;
  readonly meter: Meter;
  /** Aborted when the stream ends. */
  readonly signal: AbortSignal;
}

/** Settings that decide how a picture is decoded. */
export type DecodeSettings = Pick<Settings, 'root' | 'size' | 'pixelLimit' | 'background' | 'decoder'>;

type Target = Pick<DecodeTask, 'decodedSize' | 'views' | 'target' | 'offsets'>;

export const taskFor = ({ root, size, pixelLimit, background, decoder }: DecodeSettings, path: string, target: Target, cache?: CacheBlock): DecodeTask =>
  ({ path: join(root, path), ...(root !== '' && { root }), size, pixelLimit, background, decoder, ...target, ...(cache !== undefined && { cache }) });

/**
 * Decodes the first usable candidate of a place into its batch. Gives up when no candidate is usable, or when so many in a row
 * are bad that the share of bad samples must exceed the limit: replacements come in a random order, even if the samples do not.
 * @returns the builder when this was the batch's last place, else null
 */
export async function fillPlace(stage: DecodeStage, { builder, place }: OpenPlace): Promise<BatchBuilder | null> {
  const { settings, viewPlan: { decodedSize, viewsAt }, quarantine, signal } = stage;
  const { epoch, first } = builder.sampled;
  const views = viewsAt({ epoch, position: first + place });
  const target = { decodedSize, views, target: builder.buffer.memory, offsets: builder.offsetsOf(place) };
  const bad: number[] = [];
  for (const index of builder.sampled.candidates(place)) {
    if (!quarantine.has(index)) {
      const { refused } = await decode(stage, index, target);
      if (refused === null) return builder.finish(place, index, bad);
      // After the end of the stream nothing more is reported.
      if (!signal.aborted) quarantine.add(index, refused);
    }
    bad.push(index);
    if (isBeyondDoubt(bad.length - 1, bad.length - 1, settings.maxBad)) break;
  }
  return builder.finish(place, null, bad);
}

async function decode({ settings, pool, cache, meter, signal }: DecodeStage, index: number, target: Target): Promise<Answer> {
  const releaseCache = cache?.use();
  meter.decoding++;
  try {
    const task = taskFor(settings, settings.samples[index].path, target, cache?.blockOf(index));
    // A worker that still decodes after the end of this stream reads and writes the cache by its descriptor's number.
    const answer = await pool.decode(cache === null ? task : { ...task, retainCache: () => cache.use() }, signal);
    meter.add(answer);
    return answer;
  } finally {
    meter.decoding--;
    releaseCache?.();
  }
}
