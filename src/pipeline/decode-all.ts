import { join } from 'node:path';
import { lastValueFrom, of, toArray } from 'rxjs';
import { inLanes } from './in-lanes.js';
import { checkLimits } from './options.js';
import type { Batch, PipelineOptions, Quarantined } from './types.js';

export type DecodeAllOptions = Pick<PipelineOptions, 'root' | 'samples' | 'size' | 'pixelLimit' | 'background' | 'pool' | 'lanes' | 'signal'>;

/** A whole set, decoded. */
export interface DecodedSet {
  /** All samples in their order, as the one batch of epoch 0. `release()` does nothing. Bad ones are black. */
  readonly batch: Batch;
  /** Every sample that cannot be used, in order. */
  readonly bad: readonly Quarantined[];
}

/**
 * Decodes every sample of a small set, such as the labelled one, into one piece of memory (`samples * size * size * 3`
 * bytes), and finds all bad ones before anything is done with the good.
 * @throws WrongCommand when an option is out of range; the signal's reason when it is aborted
 */
export async function decodeAll(options: DecodeAllOptions): Promise<DecodedSet> {
  checkLimits(options);
  const { root, samples, size, pixelLimit, background, pool, lanes, signal } = options;
  signal?.throwIfAborted();
  const bytes = size * size * 3;
  const target = new SharedArrayBuffer(samples.length * bytes);
  const decode = async (index: number): Promise<{ readonly index: number; readonly reason: string | null }> => {
    const path = join(root, samples[index].path);
    return { index, reason: await pool.decode({ path, size, pixelLimit, background, target, offset: index * bytes }, signal) };
  };
  const answers = await lastValueFrom(of(samples.keys()).pipe(inLanes(lanes, decode), toArray()));
  signal?.throwIfAborted();
  const bad = answers
    .sort((left, right) => left.index - right.index)
    .flatMap(({ index, reason }) => (reason === null ? [] : [{ path: samples[index].path, reason }]));
  const batch: Batch = {
    epoch: 0,
    batch: 0,
    batches: 1,
    count: samples.length,
    pixels: new Uint8Array(target),
    labels: Int32Array.from(samples, (sample) => sample.class ?? -1),
    indices: Int32Array.from(samples.keys()),
    release: () => undefined,
  };
  return { batch, bad };
}
