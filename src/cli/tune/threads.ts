import { availableParallelism } from 'node:os';
import { formatRate, type TrainOptions } from '../../config/index.js';
import { isJpeg, type Dataset } from '../../dataset/index.js';
import { equalPartOf } from '../../pipeline/index.js';
import { measureInProcess, type ThreadCounts, type ProcessRequest } from './process.js';

/** A number of threads, and the pictures read a second with it. */
export interface ThreadRate {
  readonly threads: number;
  readonly rate: number;
}

/** `uv`: libuv's threads; `engine`: TensorFlow's. */
export type ThreadPool = keyof ThreadCounts;
export type ThreadRates = Readonly<Record<ThreadPool, ThreadRate[]>>;

/** Part by which a number must be faster than the default one to replace it, however small the noise. */
const WORTHWHILE = 0.05;
/** Seconds for a process to start, to measure and to end. */
const PROCESS_SECONDS = 5;
/** Steps in a process, with those that warm it up. */
const STEPS = 8;

/** Returns the numbers of libuv threads to try: Node's default, one for each core, and this process's own. None when libvips decodes nothing. */
export function uvThreadCandidates({ samples }: Pick<Dataset, 'samples'>, { decoder }: TrainOptions, env: NodeJS.ProcessEnv): number[] {
  const usesLibvips = decoder === 'sharp' || samples.some(({ path }) => !isJpeg(path));
  return usesLibvips ? [...new Set([4, Math.max(4, availableParallelism()), Number(env['UV_THREADPOOL_SIZE'] ?? 4)])].sort((a, b) => a - b) : [];
}

/** Returns the numbers of TensorFlow threads to try: one for each core, and one less, which leaves a core to the decoders. */
export const engineThreadCandidates = (cores = availableParallelism()): number[] => (cores < 2 ? [] : [cores - 1, cores]);

/** Returns the seconds that measuring these numbers takes. @param step seconds of a step */
export const secondsToMeasure = (numbers: readonly number[], step: number): number => numbers.length * (PROCESS_SECONDS + STEPS * step);

/**
 * Measures each number into `found`, while there is time.
 * @param left returns the seconds left
 * @param onStart called before each measurement
 */
export async function measureThreads(whose: ThreadPool, numbers: readonly number[], request: ProcessRequest, left: () => number, found: ThreadRate[], onStart: (threads: number) => void): Promise<void> {
  for (const [index, threads] of numbers.entries()) {
    if (left() < PROCESS_SECONDS) return;
    onStart(threads);
    const rate = await measureInProcess({ [whose]: threads }, request, left() / (numbers.length - index));
    if (rate !== null) found.push({ threads, rate });
  }
}

/**
 * Returns the number that clearly beats the default; undefined when there is none.
 * @param noise as of `rateNoise`. Each number was measured once, so it must differ by more
 */
export function betterThreads(byDefault: number, found: readonly ThreadRate[], noise: number | null): number | undefined {
  const own = found.find(({ threads }) => threads === byDefault);
  const [best] = found.toSorted((left, right) => right.rate - left.rate);
  return own !== undefined && best !== undefined && best.rate > own.rate * (1 + Math.max(WORTHWHILE, equalPartOf(noise, 1, 1))) ? best.threads : undefined;
}

/** Returns `4: read 410 images/s   10: read 530 images/s`. */
export const threadsInWords = (found: readonly ThreadRate[]): string => found.map((one) => `${one.threads}: read ${formatRate(one.rate)} images/s`).join('   ');
