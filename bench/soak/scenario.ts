import { DECODERS, type Decoder } from './picture-set.js';
import type { Random } from './random.js';

/** Settings of one pipeline: its creation, its use and its end. */
export interface Scenario {
  readonly cache: 'off' | 'ram' | 'disk';
  readonly decoder: Decoder;
  readonly concurrency: number;
  readonly prefetch: number;
  readonly consumer: 'subscriber' | 'loop';
  /** `end` means that the stream ends by itself, after `batches`. */
  readonly ending: 'abort' | 'close' | 'leave' | 'end';
  /** Batches after which the pipeline is ended, unless `maxMs` have passed before. */
  readonly batches: number;
  readonly maxMs: number;
  /** Batches that the consumer holds while it takes the next one, if there are enough buffers. */
  readonly heldBatches: number;
  /** Share of batches after which the consumer stands still for a while. */
  readonly stallShare: number;
  /** Changes of picture files per second. */
  readonly fileChanges: number;
  /** Changes of concurrency or prefetch per second. */
  readonly boundChanges: number;
  readonly killsWorkers: boolean;
  /** Whether the file of the disk cache is truncated or removed while it is in use. */
  readonly damagesCache: boolean;
  /** Whether the pipeline has a pool of its own, which ends with it. */
  readonly ownPool: boolean;
}

export function randomScenario(random: Random): Scenario {
  const calm = random.chance(0.15);
  return {
    cache: random.pick(['off', 'ram', 'disk', 'disk']),
    decoder: random.chance(0.85) ? 'auto' : random.pick(DECODERS),
    concurrency: random.pick([1, 2, 5, 16, 64, 300]),
    prefetch: random.integer(1, 6),
    consumer: random.pick(['subscriber', 'loop']),
    ending: random.pick(['abort', 'abort', 'close', 'leave', 'end']),
    batches: random.pick([0, 1, 2, 3, 5, 10, 20, 40, 100]),
    maxMs: random.pick([0, 1, 5, 20, 100, 300, 1000, 3000]) * (0.5 + random.next()),
    heldBatches: random.integer(0, 4),
    stallShare: random.pick([0, 0.01, 0.1]),
    fileChanges: calm ? 0 : random.pick([2, 10, 60]),
    boundChanges: calm ? 0 : random.pick([0, 2, 20]),
    killsWorkers: !calm && random.chance(0.6),
    damagesCache: !calm && random.chance(0.2),
    ownPool: random.chance(0.06),
  };
}

/** Returns a scenario in which nothing happens. */
export const quietScenario = (batches: number, cache: Scenario['cache']): Scenario => ({
  cache, batches, decoder: 'auto', concurrency: 64, prefetch: 3, consumer: 'loop', ending: 'end', maxMs: Infinity, heldBatches: 1,
  stallShare: 0, fileChanges: 0, boundChanges: 0, killsWorkers: false, damagesCache: false, ownPool: false,
});
