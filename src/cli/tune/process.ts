import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { TrainOptions } from '../../config/index.js';
import type { Dataset } from '../../dataset/index.js';
import type { Setting } from '../../pipeline/index.js';
import { LoaderBench } from './bench.js';

/** Largest number of pictures that the process gets. */
const MAX_PICTURES = 5000;

const question = z.object({
  dataset: z.object({
    root: z.string(), samples: z.array(z.object({ path: z.string(), class: z.number().nullable() })), classes: z.array(z.string()), fingerprint: z.string(),
  }),
  words: z.record(z.string(), z.union([z.string(), z.boolean()])),
  setting: z.object({ workers: z.number(), concurrency: z.number(), prefetch: z.number() }),
  withStep: z.boolean(),
  seconds: z.number(),
});
const answer = z.object({ rate: z.number() });

/** Numbers of threads. A process cannot change them, so each number is measured in a process of its own. */
export interface ThreadCounts {
  /** libuv's threads, on which libvips decodes. The loader is measured alone. */
  readonly uv?: number;
  /** TensorFlow's threads. The step is measured with the loader. */
  readonly engine?: number;
}

export interface ProcessRequest {
  readonly dataset: Dataset;
  readonly options: TrainOptions;
  readonly setting: Setting;
  readonly signal: AbortSignal;
}

/** Seconds that a process needs to start and to end. */
const START_SECONDS = 3;

/**
 * Returns the pictures a second of a process with these threads; null when the process ends without an answer.
 * @param limit seconds after which it is ended
 */
export async function measureInProcess({ uv, engine }: ThreadCounts, { dataset, options, setting, signal }: ProcessRequest, limit: number): Promise<number | null> {
  const every = Math.ceil(dataset.samples.length / MAX_PICTURES);
  const { root, classes, fingerprint } = dataset;
  // A split has so few labelled pictures that the step takes all of them.
  const keepsLabelled = dataset.samples.filter((one) => one.class !== null).length <= options.labels;
  const samples = dataset.samples.filter((one, index) => index % every === 0 || (keepsLabelled && one.class !== null));
  const { recipeOptions, ...shared } = options;
  const words = { ...shared, ...recipeOptions, ...(engine !== undefined && { 'engine-threads': engine }) };
  const asked: z.infer<typeof question> = {
    dataset: { root, samples, classes: [...classes], fingerprint }, setting, withStep: engine !== undefined, seconds: Math.max(1, limit - START_SECONDS),
    words: Object.fromEntries(Object.entries(words).flatMap(([name, value]) => (value === null ? [] : [[name, typeof value === 'boolean' ? value : String(value)]]))),
  };
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    env: { ...process.env, ...(uv !== undefined && { UV_THREADPOOL_SIZE: String(uv) }) }, stdio: ['pipe', 'pipe', 'ignore'],
    signal: AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(limit * 1000))]), killSignal: 'SIGKILL',
  });
  // A process that fails gives no answer, so its error needs no other handling.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const ended = once(child, 'close').catch(() => undefined);
  child.stdin.end(JSON.stringify(asked));
  await ended;
  signal.throwIfAborted();
  try {
    return answer.parse(JSON.parse(out)).rate;
  } catch {
    return null;
  }
}

/** The process's side: reads the question, measures, and writes the answer. */
async function respond(): Promise<void> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += String(chunk);
  const { dataset, words, setting, withStep, seconds } = question.parse(JSON.parse(text));
  const end = performance.now() + seconds * 1000;
  const { resolveOptions, streamedViews } = await import('../../training/index.js');
  const options = resolveOptions({ words });
  const signal = AbortSignal.timeout(Math.ceil(seconds * 1000));
  const stepProbe = withStep ? await loadStepProbe(dataset, options, signal) : null;
  const bench = new LoaderBench({ dataset, options, views: streamedViews(options), stepProbe, signal });
  const left = (): number => (end - performance.now()) / 1000;
  const { rate } = await (stepProbe === null ? bench.measureLoader(setting, left()) : bench.measureSetting(setting, left()));
  await bench.close();
  process.stdout.write(JSON.stringify({ rate }));
}

async function loadStepProbe(dataset: Dataset, options: TrainOptions, signal: AbortSignal) {
  const [{ loadEngine }, { createStepProbe }] = await Promise.all([import('../../engine/index.js'), import('../../training/index.js')]);
  const engine = await loadEngine(options.engine, { report: () => undefined, signal, precision: options.precision, threads: options['engine-threads'] });
  return createStepProbe({ dataset, options, engine, signal });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await respond();
