import { availableParallelism } from 'node:os';
import { formatRate, type TrainOptions } from '../../config/index.js';
import type { Dataset } from '../../dataset/index.js';
import { probe, type Fixed, type Probed } from './probe.js';

/** A number of threads, and pictures a second with it. */
export interface Threads {
  readonly threads: number;
  readonly rate: number;
}

/** Whose threads: `uv` are libuv's, on which libvips decodes, measured with the loader alone; `engine` TensorFlow's, with the step at work. */
export type ThreadPool = keyof Fixed;
export type ThreadsFound = Readonly<Record<ThreadPool, Threads[]>>;

/** A gain that is worth another number than the usual one. */
const WORTH = 1.05;
/** Seconds for a process to start, to measure and to end. */
const A_PROCESS = 5;
/** Steps that a process takes: to warm up, and to be measured. */
const STEPS = 8;

/** The numbers of libuv threads worth a look: Node's own, a thread a core, and the one that this process has; none where nothing is decoded on them. */
export function uvThreadCandidates({ samples }: Pick<Dataset, 'samples'>, { decoder }: TrainOptions, env: NodeJS.ProcessEnv): number[] {
  const usesLibvips = decoder === 'sharp' || samples.some(({ path }) => !/\.jpe?g$/i.test(path));
  return usesLibvips ? [...new Set([4, Math.max(4, availableParallelism()), Number(env['UV_THREADPOOL_SIZE'] ?? 4)])].sort((a, b) => a - b) : [];
}

/** Those of TensorFlow's: a thread a core, and a core less, which is then the decoders'. */
export const engineThreadCandidates = (cores = availableParallelism()): number[] => (cores < 2 ? [] : [cores - 1, cores]);

/** Seconds that the measurement of so many numbers takes. @param step seconds of a step */
export const secondsFor = (numbers: readonly number[], step: number): number => numbers.length * (A_PROCESS + STEPS * step);

/**
 * Measures each of `numbers`, as long as there is time.
 * @param left seconds that there still are
 */
export async function measureThreads(whose: ThreadPool, numbers: readonly number[], probed: Probed, left: () => number, found: Threads[], telling: (threads: number) => void): Promise<void> {
  for (const [index, threads] of numbers.entries()) {
    if (left() < A_PROCESS) return;
    telling(threads);
    const came = await probe({ [whose]: threads }, probed, left() / (numbers.length - index));
    if (came !== null) found.push({ threads, rate: came });
  }
}

/** The number that is worth writing down; undefined where the usual one does as well. */
export function betterThreads(usual: number, found: readonly Threads[]): number | undefined {
  const own = found.find(({ threads }) => threads === usual);
  const [best] = found.toSorted((left, right) => right.rate - left.rate);
  return own !== undefined && best !== undefined && best.rate > own.rate * WORTH ? best.threads : undefined;
}

/** `4: 410 images/s   10: 530 images/s`. */
export const threadsInWords = (found: readonly Threads[]): string => found.map((one) => `${one.threads}: ${formatRate(one.rate)} images/s`).join('   ');
