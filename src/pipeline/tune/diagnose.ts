import { formatBytes, formatPercent, formatRate, pluralize } from '../../config/index.js';
import { WAITING_SHARE } from './facts.js';
import type { Measurement } from './search.js';

/** What a picture costs, ms: a worker's time to read, and to decode and resize it, and the transfer to the worker and back. */
export interface PictureCosts {
  readonly readMs: number;
  readonly decodeMs: number;
  readonly transferMs: number;
}

/** What was measured of a machine and its pictures. */
export interface Measurements {
  readonly best: Measurement;
  /** Pictures read that the step takes a second when they are always there; null when it was not measured. */
  readonly stepRate: number | null;
  /** Pictures that the loader reads a second without a step, at the highest setting. */
  readonly loaderRate: number;
  readonly costs: PictureCosts;
  /** Bytes of all decoded pictures, which a cache needs. */
  readonly cacheBytes: number;
}

/** Which part is the slowest, and what would help. */
export interface Diagnosis {
  readonly slowest: 'disk' | 'decoding' | 'step';
  readonly sentence: string;
  readonly help: string;
}

/** A loader that makes this many times what the step needs is fast enough. */
const AMPLE = 1.25;

export function diagnose({ best, stepRate, loaderRate, costs, cacheBytes }: Measurements): Diagnosis {
  const { readMs, decodeMs } = costs;
  const { workers, concurrency } = best.setting;
  const enough = `${pluralize(workers, 'worker')} and a concurrency of ${concurrency}`;
  const waiting = best.waiting ?? 0;
  if (stepRate !== null && waiting > WAITING_SHARE && loaderRate > stepRate * AMPLE) {
    return {
      slowest: 'step',
      sentence: `The step takes ${formatRate(stepRate)} images/s and the loader alone reads ${formatRate(loaderRate)}, but when they share the cores, the step waits ${formatPercent(waiting, 1)} of the time.`,
      help: 'What would help: more cores, or a GPU for the step.',
    };
  }
  if (stepRate !== null && waiting <= WAITING_SHARE) {
    return {
      slowest: 'step',
      sentence: `The step takes ${formatRate(stepRate)} images/s, the loader reads ${formatRate(loaderRate)}: ${enough} are enough.`,
      help: 'Only a faster step would help: a GPU, or a smaller --size or --width.',
    };
  }
  const slowest = readMs > decodeMs ? 'disk' : 'decoding';
  const work = slowest === 'disk' ? 'reading from the disk' : 'decoding';
  const part = `${ms(Math.max(readMs, decodeMs))} of the ${ms(readMs + decodeMs)} ms that a picture costs`;
  return {
    slowest,
    sentence: stepRate === null
      ? `The loader reads ${formatRate(best.rate)} images/s with ${enough}. Most of the time goes into ${work}: ${part}.`
      : `The step takes ${formatRate(stepRate)} images/s, and the loader reads ${formatRate(best.rate)}: it is slower. Most of its time goes into ${work}: ${part}.`,
    help:
      `What would help: ${slowest === 'disk' ? 'a faster disk; ' : 'more cores, or pictures stored in a smaller size; '}` +
      `--cache ram or disk keeps decoded pictures for later epochs (${formatBytes(cacheBytes)}).`,
  };
}

const ms = (value: number): string => value.toPrecision(2);
