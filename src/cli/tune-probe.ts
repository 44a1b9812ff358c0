import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { resolveOptions, type TrainOptions } from '../config/index.js';
import type { Dataset } from '../dataset/index.js';
import type { Setting } from '../pipeline/index.js';
import { Bench } from './tune-bench.js';

/** Pictures that a probe is told of. */
const MOST_PICTURES = 5000;
/** libvips decodes on libuv's threads, whose number stands fixed from the beginning of a process: others are measured in processes of their own. */
const VARIABLE = 'UV_THREADPOOL_SIZE';

const question = z.object({
  dataset: z.object({ root: z.string(), samples: z.array(z.object({ path: z.string(), class: z.number().nullable() })) }),
  words: z.record(z.string(), z.union([z.string(), z.boolean()])),
  setting: z.object({ workers: z.number(), lanes: z.number(), slots: z.number() }),
  seconds: z.number(),
});
const answer = z.object({ rate: z.number() });

/** How many libuv threads came to what. */
export interface Threads {
  readonly threads: number;
  /** Pictures a second, the loader alone. */
  readonly rate: number;
}

/** The numbers of libuv threads worth a look: Node's own, a thread a core, and the one that this process has. */
export const threadsWorthALook = (env: NodeJS.ProcessEnv): number[] => [...new Set([4, Math.max(4, availableParallelism()), Number(env[VARIABLE] ?? 4)])].sort((a, b) => a - b);

/** Whether any picture may go through libvips: its own threads count for those alone. */
export const usesLibvips = ({ samples }: Pick<Dataset, 'samples'>, { decoder }: TrainOptions): boolean =>
  decoder === 'sharp' || samples.some(({ path }) => !/\.jpe?g$/i.test(path));

/** What a process of its own may need beside its measurement, seconds: to start, and to end. */
const AROUND_SECONDS = 3;

/**
 * Measures the loader alone, in a process of so many libuv threads.
 * @param limit seconds in which it ends
 * @returns null where that process ends without an answer
 */
export async function probe(
  threads: number, dataset: Pick<Dataset, 'root' | 'samples'>, options: TrainOptions, setting: Setting, signal: AbortSignal, limit: number,
): Promise<Threads | null> {
  const every = Math.ceil(dataset.samples.length / MOST_PICTURES);
  const samples = dataset.samples.filter((_, index) => index % every === 0);
  const { size, batch, seed, background, decoder } = options;
  const words = { size, batch, seed, background, decoder, 'max-bad': options['max-bad'], 'pixel-limit': options['pixel-limit'], 'picture-seconds': options['picture-seconds'] };
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    env: { ...process.env, [VARIABLE]: String(threads) }, stdio: ['pipe', 'pipe', 'ignore'], signal: AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(limit * 1000))]), killSignal: 'SIGKILL',
  });
  // Why it could not be started or was ended shows in that there is no answer.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const ended = once(child, 'close').catch(() => undefined);
  child.stdin.end(JSON.stringify({ dataset: { root: dataset.root, samples }, setting, seconds: Math.max(1, limit - AROUND_SECONDS), words: Object.fromEntries(Object.entries(words).map(([name, value]) => [name, String(value)])) }));
  await ended;
  signal.throwIfAborted();
  try {
    return { threads, rate: answer.parse(JSON.parse(out)).rate };
  } catch {
    return null;
  }
}

/** What such a process does: reads the question, measures, and writes the answer. */
async function respond(): Promise<void> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += String(chunk);
  const { dataset, words, setting, seconds } = question.parse(JSON.parse(text));
  const { perRecipe: _, ...options } = resolveOptions({ words });
  const bench = new Bench({ dataset, options, rehearsal: null, signal: AbortSignal.timeout(Math.ceil(seconds * 1000)) });
  const { rate } = await bench.alone(setting, seconds);
  await bench.close();
  process.stdout.write(JSON.stringify({ rate }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await respond();
