import { fork } from 'node:child_process';
import { on, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { TrainOptions } from '../../config/index.js';
import type { Dataset } from '../../dataset/index.js';
import type { Setting } from '../../pipeline/index.js';
import { LoaderBench } from './bench.js';

/** Largest number of pictures that the process gets. */
const MAX_PICTURES = 5000;

/** The first message to the process. It answers when it can measure. */
const question = z.object({
  dataset: z.object({
    root: z.string(), samples: z.array(z.object({ path: z.string(), class: z.number().nullable() })), classes: z.array(z.string()), fingerprint: z.string(),
  }),
  words: z.record(z.string(), z.union([z.string(), z.boolean()])),
  setting: z.object({ workers: z.number(), concurrency: z.number(), prefetch: z.number() }),
  withStep: z.boolean(),
});
/** Every other message asks for a measurement of at most so many seconds. */
const request = z.object({ seconds: z.number() });
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

/** A process with these threads that measures whenever it is asked, and rests in between. */
export class BenchProcess {
  readonly #child;
  readonly #ended: Promise<null>;

  constructor({ uv, engine }: ThreadCounts, { dataset, options, setting, signal }: ProcessRequest) {
    const every = Math.ceil(dataset.samples.length / MAX_PICTURES);
    const { root, classes, fingerprint } = dataset;
    // A split has so few labelled pictures that the step takes all of them.
    const keepsLabelled = dataset.samples.filter((one) => one.class !== null).length <= options.labels;
    const samples = dataset.samples.filter((one, index) => index % every === 0 || (keepsLabelled && one.class !== null));
    const { recipeOptions, ...shared } = options;
    const words = { ...shared, ...recipeOptions, ...(engine !== undefined && { 'engine-threads': engine }) };
    const asked: z.infer<typeof question> = {
      dataset: { root, samples, classes: [...classes], fingerprint }, setting, withStep: engine !== undefined,
      words: Object.fromEntries(Object.entries(words).flatMap(([name, value]) => (value === null ? [] : [[name, typeof value === 'boolean' ? value : String(value)]]))),
    };
    this.#child = fork(fileURLToPath(import.meta.url), {
      env: { ...process.env, ...(uv !== undefined && { UV_THREADPOOL_SIZE: String(uv) }) }, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [],
      signal, killSignal: 'SIGKILL',
    });
    // A process that fails gives no answer, so its error needs no other handling.
    this.#child.on('error', () => undefined);
    this.#ended = once(this.#child, 'exit').then(() => null, () => null);
    this.#child.send(asked, () => undefined);
  }

  /** Resolves when the process can measure; false when it has ended. @param limit seconds after which it is ended */
  async ready(limit: number): Promise<boolean> {
    return (await this.#next(limit)) !== null;
  }

  /** Returns the pictures a second; null when the process has ended. @param limit seconds after which it is ended */
  async measure(limit: number): Promise<number | null> {
    this.#child.send({ seconds: limit } satisfies z.infer<typeof request>, () => undefined);
    return answer.safeParse(await this.#next(limit)).data?.rate ?? null;
  }

  async close(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async #next(limit: number): Promise<unknown> {
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), limit * 1000);
    const done = new AbortController();
    const message = once(this.#child, 'message', { signal: done.signal }).then(([value]: unknown[]) => value, () => null);
    try {
      return await Promise.race([message, this.#ended]);
    } finally {
      clearTimeout(timer);
      done.abort();
    }
  }
}

/** The process's side. */
async function respond(): Promise<void> {
  process.on('disconnect', () => process.exit());
  // Messages that come while it loads wait here.
  const messages = on(process, 'message');
  const { dataset, words, setting, withStep } = question.parse((await messages.next()).value?.[0]);
  const { resolveOptions, streamedViews } = await import('../../training/index.js');
  const options = resolveOptions({ words });
  const { signal } = new AbortController();
  const stepProbe = withStep ? await loadStepProbe(dataset, options, signal) : null;
  const bench = new LoaderBench({ dataset, options, views: streamedViews(options), stepProbe, signal });
  process.send?.('ready');
  for await (const [message] of messages) {
    const { seconds } = request.parse(message);
    const { rate } = await (stepProbe === null ? bench.measureLoader(setting, seconds) : bench.measureSetting(setting, seconds));
    process.send?.({ rate } satisfies z.infer<typeof answer>);
  }
}

async function loadStepProbe(dataset: Dataset, options: TrainOptions, signal: AbortSignal) {
  const [{ loadEngine }, { createStepProbe }] = await Promise.all([import('../../engine/index.js'), import('../../training/index.js')]);
  const engine = await loadEngine(options.engine, { report: () => undefined, signal, precision: options.precision, threads: options['engine-threads'] });
  return createStepProbe({ dataset, options, engine, signal });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await respond();
