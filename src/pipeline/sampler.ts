import { errors } from './errors.js';
import { permutation, type Permutation } from './permutation.js';
import type { Settings } from './settings.js';
import type { Position } from './types.js';

export type SamplerOptions = Pick<Settings, 'batchSize' | 'remainder' | 'order' | 'seed'> & { readonly total: number };

/** One batch to decode: its position, and the samples that can stand in it. */
export interface SampledBatch extends Position {
  /** Number since the stream's start, from 0. */
  readonly sequence: number;
  /** Place of its first picture in the epoch. */
  readonly first: number;
  /** Pictures in the batch. */
  readonly count: number;
  /**
   * Returns the samples for one place (0 .. count - 1) of the batch, best first: the epoch's own, then its replacements.
   * Contains every sample at least once. Depends on (seed, epoch, place) only, not on which other pictures are bad.
   */
  candidates(place: number): Iterable<number>;
}

/** Decides which samples stand in which batch: a pure function of its options. */
export interface Sampler {
  readonly batchSize: number;
  /** Batches in an epoch. */
  readonly batches: number;
  /** Returns the batches number `first` up to, but not including, `last`, which may be Infinity. */
  between(first: number, last: number): Iterable<SampledBatch>;
}

/** Returns the number of batches in an epoch of `total` samples. */
export function batchesOf(total: number, batchSize: number, remainder: SamplerOptions['remainder'] = 'drop'): number {
  const batches = total / Math.min(batchSize, total);
  return remainder === 'drop' ? Math.floor(batches) : Math.ceil(batches);
}

export function createSampler({ total, batchSize: requested, remainder, order, seed }: SamplerOptions): Sampler {
  const batchSize = Math.min(requested, total);
  const batches = batchesOf(total, requested, remainder);

  const permutationsOf = (epoch: number): Permutations => ({
    epoch,
    own: order === 'shuffled' ? permutation(total, seed, epoch) : (place) => place,
    replacement: permutation(total, seed, epoch, 'replacements'),
  });

  return {
    batchSize,
    batches,
    * between(first, last) {
      let permutations: Permutations | undefined;
      for (let number = first; number < last; number++) {
        const batch = number % batches;
        const epoch = (number - batch) / batches;
        if (permutations?.epoch !== epoch) permutations = permutationsOf(epoch);
        const { own, replacement } = permutations;
        const begin = batch * batchSize;
        yield {
          sequence: number - first, epoch, batch, first: begin, count: Math.min(batchSize, total - begin),
          * candidates(place) {
            yield own(begin + place);
            for (let i = 0; i < total; i++) yield replacement((begin + place + i) % total);
          },
        };
      }
    },
  };
}

/**
 * Returns how many batches come before a position, counted from epoch 0, in a stream with `batches` batches an epoch. The end
 * of an epoch equals the start of the next.
 * @throws WrongCommand when there is no such position
 */
export function batchesBefore({ epoch = 0, batch = 0 }: Partial<Position>, batches: number): number {
  const whole = Number.isSafeInteger(epoch) && Number.isInteger(batch);
  if (!whole || epoch < 0 || batch < 0 || batch > batches) throw errors.position({ epoch, batch }, batches);
  return epoch * batches + batch;
}

interface Permutations {
  readonly epoch: number;
  /** The samples in the epoch's own order. */
  readonly own: Permutation;
  readonly replacement: Permutation;
}
