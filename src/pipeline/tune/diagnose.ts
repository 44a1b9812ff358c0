import { formatBytes, formatPercent, formatRate, pluralize } from '../../config/index.js';
import { WAITING_SHARE } from './facts.js';
import type { Measurement } from './search.js';

/** What a picture costs, ms: a worker's time to read it, and to decode and resize it; and the way to a worker and back. */
export interface PictureCosts {
  readonly readMs: number;
  readonly decodeMs: number;
  readonly transferMs: number;
}

/** What was found out of a machine and its pictures. */
export interface Measurements {
  /** The answer. */
  readonly best: Measurement;
  /** Pictures a second that the step would take if they were always there; null where it was not measured. */
  readonly stepRate: number | null;
  /** Pictures a second that the loader makes by itself, with the most that was tried. */
  readonly loaderRate: number;
  readonly costs: PictureCosts;
  /** Bytes of all decoded pictures: what a cache of them takes. */
  readonly cacheBytes: number;
}

/** What is slow, and what would help. */
export interface Diagnosis {
  readonly slowest: 'disk' | 'decoding' | 'step';
  /** In a sentence. */
  readonly sentence: string;
  readonly help: string;
}

/** A loader that makes so many times what the step needs is not what is slow. */
const AMPLE = 1.25;

/** Says which part of the flow is the slow one. Pure. */
export function diagnose({ best, stepRate, loaderRate, costs, cacheBytes }: Measurements): Diagnosis {
  const { readMs, decodeMs } = costs;
  const { workers, concurrency } = best.setting;
  const enough = `${pluralize(workers, 'worker')} and a concurrency of ${concurrency}`;
  const waiting = best.waiting ?? 0;
  if (stepRate !== null && waiting > WAITING_SHARE && loaderRate > stepRate * AMPLE) {
    return {
      slowest: 'step',
      sentence: `The step needs ${formatRate(stepRate)} images/s and the loader makes ${formatRate(loaderRate)} by itself, but beside each other, on the same cores, the step waits ${formatPercent(waiting, 1)} of the time.`,
      help: 'What would help: more cores, or a GPU for the step.',
    };
  }
  if (stepRate !== null && waiting <= WAITING_SHARE) {
    return {
      slowest: 'step',
      sentence: `The step needs ${formatRate(stepRate)} images/s, the loader makes ${formatRate(loaderRate)}: ${enough} are enough.`,
      help: 'Only a quicker step would help: a GPU, or a smaller --size or --width.',
    };
  }
  const slowest = readMs > decodeMs ? 'disk' : 'decoding';
  const what = slowest === 'disk' ? 'reading them from the disk' : 'decoding them';
  const part = `${ms(Math.max(readMs, decodeMs))} of the ${ms(readMs + decodeMs)} ms that a picture costs`;
  const cache = `--cache ram or disk keeps decoded pictures for later epochs (${formatBytes(cacheBytes)})`;
  return {
    slowest,
    sentence: stepRate === null
      ? `The loader makes ${formatRate(best.rate)} images/s with ${enough}; what takes longest is ${what}: ${part}.`
      : `The step needs ${formatRate(stepRate)} images/s and gets ${formatRate(best.rate)}: the loader is slower, and what takes longest is ${what}: ${part}.`,
    help: `What would help: ${slowest === 'disk' ? 'a faster disk; ' : 'more cores, or pictures stored in a smaller size; '}${cache}.`,
  };
}

const ms = (value: number): string => value.toPrecision(2);
