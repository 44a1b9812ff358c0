import { WAITS } from './facts.js';
import type { Measured } from './search.js';

/** What a picture costs, ms: a worker's time to read it, and to decode and resize it; and the way to a worker and back. */
export interface Costs {
  readonly readMs: number;
  readonly decodeMs: number;
  readonly handOverMs: number;
}

/** What was found out of a machine and its pictures. */
export interface Found {
  /** The answer. */
  readonly best: Measured;
  /** Pictures a second that the step would take if they were always there; null where it was not measured. */
  readonly need: number | null;
  /** Pictures a second that the loader makes by itself, with the most that was tried. */
  readonly alone: number;
  readonly costs: Costs;
  /** Bytes of all decoded pictures: what a cache of them takes. */
  readonly cacheBytes: number;
}

/** What is slow, and what would help. */
export interface Finding {
  readonly bottleneck: 'disk' | 'decoding' | 'step';
  /** In a sentence. */
  readonly sentence: string;
  readonly help: string;
}

/** A loader that makes so many times what the step needs is not what is slow. */
const AMPLE = 1.25;

/** Says which part of the flow is the slow one. Pure. */
export function findingOf({ best, need, alone, costs, cacheBytes }: Found): Finding {
  const { readMs, decodeMs } = costs;
  const { workers, concurrency } = best.setting;
  const enough = `${counted(workers, 'worker')} and ${counted(concurrency, 'lane')}`;
  const waiting = best.waiting ?? 0;
  if (need !== null && waiting > WAITS && alone > need * AMPLE) {
    return {
      bottleneck: 'step',
      sentence: `The step needs ${rate(need)} images/s and the loader makes ${rate(alone)} by itself, but beside each other, on the same cores, the step waits ${(waiting * 100).toFixed(1)} % of the time.`,
      help: 'What would help: more cores, or a GPU for the step.',
    };
  }
  if (need !== null && waiting <= WAITS) {
    return {
      bottleneck: 'step',
      sentence: `The step needs ${rate(need)} images/s, the loader makes ${rate(alone)}: ${enough} are enough.`,
      help: 'Only a quicker step would help: a GPU, or a smaller --size or --width.',
    };
  }
  const bottleneck = readMs > decodeMs ? 'disk' : 'decoding';
  const what = bottleneck === 'disk' ? 'reading them from the disk' : 'decoding them';
  const part = `${ms(Math.max(readMs, decodeMs))} of the ${ms(readMs + decodeMs)} ms that a picture costs`;
  const cache = `--cache ram or disk keeps decoded pictures for later epochs (${size(cacheBytes)})`;
  return {
    bottleneck,
    sentence: need === null
      ? `The loader makes ${rate(best.rate)} images/s with ${enough}; what takes longest is ${what}: ${part}.`
      : `The step needs ${rate(need)} images/s and gets ${rate(best.rate)}: the loader is slower, and what takes longest is ${what}: ${part}.`,
    help: `What would help: ${bottleneck === 'disk' ? 'a faster disk; ' : 'more cores, or pictures stored in a smaller size; '}${cache}.`,
  };
}

const counted = (value: number, noun: string): string => `${value} ${noun}${value === 1 ? '' : 's'}`;
const rate = (value: number): string => (value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en'));
const ms = (value: number): string => value.toPrecision(2);
const size = (bytes: number): string => (bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`);
