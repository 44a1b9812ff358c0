import { availableParallelism } from 'node:os';
import { formatRate, listed, type TrainOptions } from '../../config/index.js';
import { isJpeg, type Dataset } from '../../dataset/index.js';
import { equalPartOf, medianOf, rateNoise } from '../../pipeline/index.js';
import { MIN_SECONDS } from './measurement.js';
import { BenchProcess, type ThreadCounts, type ProcessRequest } from './process.js';
import { rangeInWords } from './show.js';

/** A number of threads, and the pictures read a second with it in each round. */
export interface ThreadRates {
  readonly threads: number;
  readonly rates: number[];
}

/** `uv`: libuv's threads; `engine`: TensorFlow's. */
export type ThreadPool = keyof ThreadCounts;

/** Part by which a number must be faster than the default one to replace it, however small the noise. */
const WORTHWHILE = 0.05;
/** Rounds in which all numbers are measured, in turns: time is reserved for the fewest, and more follow while there is time. */
const ROUNDS = [2, 3] as const;
/** Seconds in which the processes start, all at the same time. */
const START_SECONDS = 5;
/** Steps of a measurement, with the first one, which does not count. */
const STEPS = 5;

/** Returns the numbers of libuv threads to try: Node's default, one for each core, and this process's own. None when libvips decodes nothing. */
export function uvThreadCandidates({ samples }: Pick<Dataset, 'samples'>, { decoder }: TrainOptions, env: NodeJS.ProcessEnv): number[] {
  const usesLibvips = decoder === 'sharp' || samples.some(({ path }) => !isJpeg(path));
  return usesLibvips ? [...new Set([4, Math.max(4, availableParallelism()), Number(env['UV_THREADPOOL_SIZE'] ?? 4)])].sort((a, b) => a - b) : [];
}

/** Returns the numbers of TensorFlow threads to try: one for each core, and one less, which leaves a core to the decoders. */
export const engineThreadCandidates = (cores = availableParallelism()): number[] => (cores < 2 ? [] : [cores - 1, cores]);

/** Returns the seconds that measuring these numbers takes at least. @param step seconds of a step */
export const secondsToMeasure = (numbers: readonly number[], step: number): number =>
  numbers.length === 0 ? 0 : START_SECONDS + ROUNDS[0] * numbers.length * Math.max(2 * MIN_SECONDS, STEPS * step);

/**
 * Measures the numbers in turns into `found`, while there is time. Each has a process of its own, which rests while another measures.
 * @param left returns the seconds left
 * @param onStart called before each measurement
 */
export async function measureThreads(pool: ThreadPool, numbers: readonly number[], request: ProcessRequest, left: () => number, found: ThreadRates[], onStart: (threads: number) => void): Promise<void> {
  if (numbers.length === 0 || left() < START_SECONDS) return;
  const processes = numbers.map((threads) => new BenchProcess({ [pool]: threads }, request));
  try {
    onStart(numbers[0]);
    await Promise.all(processes.map((one) => one.ready(left())));
    for (let round = 0; round < ROUNDS[1]; round++) {
      for (const [index, threads] of numbers.entries()) {
        request.signal.throwIfAborted();
        if (left() <= 0) return;
        onStart(threads);
        const rate = await processes[index].measure(left());
        const known = found.find((one) => one.threads === threads);
        if (rate !== null && known !== undefined) known.rates.push(rate);
        else if (rate !== null) found.push({ threads, rates: [rate] });
      }
    }
  } finally {
    await Promise.all(processes.map((one) => one.close()));
    request.signal.throwIfAborted();
  }
}

/**
 * Returns the number that clearly beats the default; undefined when there is none.
 * @param noise as of `rateNoise`, for numbers that were measured once
 */
export function betterThreads(byDefault: number, found: readonly ThreadRates[], noise: number | null): number | undefined {
  const own = found.find(({ threads }) => threads === byDefault);
  const [best] = found.toSorted((left, right) => medianOf(right.rates) - medianOf(left.rates));
  if (own === undefined || best === undefined) return undefined;
  return medianOf(best.rates) > medianOf(own.rates) * (1 + Math.max(WORTHWHILE, noisePart(own, best, found, noise))) ? best.threads : undefined;
}

/** Returns the part by which two numbers may differ through noise alone. */
const noisePart = (one: ThreadRates, other: ThreadRates, found: readonly ThreadRates[], noise: number | null): number =>
  equalPartOf(rateNoise(found) ?? noise, one.rates.length, other.rates.length);

/** Returns a line for each number: `   4: read 410 images/s (405 to 418 in 3 rounds)`. */
export const threadLines = (found: readonly ThreadRates[]): string[] =>
  found.map(({ threads, rates }) => `  ${String(threads).padStart(2)}: read ${formatRate(medianOf(rates))} images/s${rangeInWords(rates)}`);

/** Returns which numbers are the same as the default within the noise; nothing where another one is chosen. */
export function describeThreads(whose: string, byDefault: number, found: readonly ThreadRates[], noise: number | null): string[] {
  const own = found.find(({ threads }) => threads === byDefault);
  if (own === undefined || betterThreads(byDefault, found, noise) !== undefined) return [];
  const same = found.filter((one) => Math.abs(medianOf(one.rates) / medianOf(own.rates) - 1) <= noisePart(own, one, found, noise));
  if (same.length < 2) return [];
  const numbers = same.map(({ threads }) => threads).toSorted((left, right) => left - right);
  return [`${whose} threads ${listed(numbers, 'and')} are the same within the noise`];
}
