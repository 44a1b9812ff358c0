import { errors } from './errors.js';
import { permutation, type Permutation } from './permutation.js';
import type { Settings } from './settings.js';
import type { Position } from './types.js';

/** What the order of the samples depends on. */
export type SamplerOptions = Pick<Settings, 'batchSize' | 'remainder' | 'order' | 'seed'> & { readonly total: number };

/** One batch to come: which samples stand where, if all of them can be read. */
export interface SampledBatch extends Position {
  /** Its number since the stream began, from 0. */
  readonly sequence: number;
  readonly count: number;
  /**
   * The samples for one place (0 .. count - 1) of the batch, best first: the order's own, then its replacements. Every
   * sample comes at least once. Depends on nothing but (seed, epoch, place): not on which other pictures are bad.
   */
  candidates(place: number): Iterable<number>;
}

/** Which samples stand in which batch: a pure function of its options. */
export interface Sampler {
  readonly batchSize: number;
  /** Batches in an epoch. */
  readonly batches: number;
  /**
   * How many batches lie before a position, from the first epoch on. An epoch's very end is the next one's beginning.
   * @throws WrongCommand when it is no position
   */
  batchesBefore(position: Partial<Position>): number;
  /** The batches that have at least `first` and fewer than `last` before them; `last` may be Infinity. */
  between(first: number, last: number): Iterable<SampledBatch>;
}

/** Batches of an epoch over `total` samples, with what is left over dropped or not. */
export function batchesOf(total: number, batchSize: number, remainder: SamplerOptions['remainder'] = 'drop'): number {
  const batches = total / Math.min(batchSize, total);
  return remainder === 'drop' ? Math.floor(batches) : Math.ceil(batches);
}

export function createSampler({ total, batchSize: asked, remainder, order, seed }: SamplerOptions): Sampler {
  const batchSize = Math.min(asked, total);
  const batches = batchesOf(total, asked, remainder);

  const ordersOf = (epoch: number): Permutations => ({
    epoch,
    main: order === 'shuffled' ? permutation(total, seed, epoch) : (place) => place,
    spares: permutation(total, seed, epoch, 'spares'),
  });

  return {
    batchSize,
    batches,
    batchesBefore: (position) => batchesBefore(position, batches),
    * between(first, last) {
      let orders: Permutations | undefined;
      for (let at = first; at < last; at++) {
        const batch = at % batches;
        const epoch = (at - batch) / batches;
        if (orders?.epoch !== epoch) orders = ordersOf(epoch);
        const { main, spares } = orders;
        const begin = batch * batchSize;
        yield {
          sequence: at - first, epoch, batch, count: Math.min(batchSize, total - begin),
          * candidates(place) {
            yield main(begin + place);
            for (let i = 0; i < total; i++) yield spares((begin + place + i) % total);
          },
        };
      }
    },
  };
}

/**
 * The same, of any stream with so many batches in an epoch.
 * @throws WrongCommand when it is no position
 */
export function batchesBefore({ epoch = 0, batch = 0 }: Partial<Position>, batches: number): number {
  const whole = Number.isSafeInteger(epoch) && Number.isInteger(batch);
  if (!whole || epoch < 0 || batch < 0 || batch > batches) throw errors.position({ epoch, batch }, batches);
  return epoch * batches + batch;
}

interface Permutations {
  readonly epoch: number;
  readonly main: Permutation;
  readonly spares: Permutation;
}
