import { lastValueFrom, of, toArray } from 'rxjs';
import type { Answer, DecodePool } from '../workers/index.js';
import { batchBytes, viewOffsets, viewsOf } from './batch-layout.js';
import { checkLimits, checkNames, checkTypes } from './check.js';
import { taskFor } from './decode.js';
import { errors } from './errors.js';
import { mapConcurrent } from './operators/map-concurrent.js';
import { withDefaults } from './settings.js';
import { planViews } from './views/view-plan.js';
import type { Batch, PipelineOptions, Quarantined } from './types.js';

export type DecodeAllOptions =
  & Pick<PipelineOptions, 'root' | 'samples' | 'size' | 'views' | 'policies' | 'seed' | 'pixelLimit' | 'background' | 'decoder' | 'concurrency' | 'signal'>
  & {
    readonly pool: DecodePool;
    /** Called after each picture with how many are done. */
    readonly onDecoded?: (done: number) => void;
  };

/** All pictures of a set, decoded. */
export interface DecodedSet {
  /** All samples in their order, as the only batch of epoch 0. Bad pictures are black. `release()` does nothing. */
  readonly batch: Batch;
  /** Samples that cannot be used, in order. */
  readonly bad: readonly Quarantined[];
}

/**
 * Decodes every sample of a small set into one piece of memory (`samples * size * size * 3` bytes per view), and finds all bad
 * ones.
 * @throws WrongCommand when an option is wrong; the signal's reason when it is aborted
 */
export async function decodeAll({ onDecoded, ...options }: DecodeAllOptions): Promise<DecodedSet> {
  checkNames(options);
  checkTypes(options);
  checkLimits(options, ['size']);
  if (options.pool === undefined) throw errors.option('pool', undefined, 'what createDecodePool makes');
  const settings = withDefaults(options);
  const { samples, size, pool, concurrency, signal } = settings;
  signal?.throwIfAborted();
  const count = samples.length;
  const shape = { pictureBytes: size * size * 3, views: settings.views.length };
  const target = new SharedArrayBuffer(batchBytes(count, shape));
  let done = 0;
  const { decodedSize, viewsAt } = planViews(settings);
  const decode = async (index: number): Promise<Answer & { readonly index: number }> => {
    const views = { decodedSize, views: viewsAt({ epoch: 0, position: index }), target, offsets: viewOffsets(index, count, shape) };
    const answer = await pool.decode(taskFor(settings, samples[index].path, views), signal);
    onDecoded?.(++done);
    return { index, ...answer };
  };
  const answers = await lastValueFrom(of(samples.keys()).pipe(mapConcurrent(of(concurrency), decode), toArray()));
  signal?.throwIfAborted();
  const bad = answers
    .sort((left, right) => left.index - right.index)
    .flatMap(({ index, refused }) => (refused === null ? [] : [{ path: samples[index].path, reason: refused }]));
  const views = viewsOf(target, count, shape);
  const batch: Batch = {
    epoch: 0, batch: 0, batches: 1, count, views,
    pixels: views[0],
    labels: Int32Array.from(samples, (sample) => sample.class ?? -1),
    indices: Int32Array.from(samples.keys()),
    release: () => undefined,
  };
  return { batch, bad };
}
