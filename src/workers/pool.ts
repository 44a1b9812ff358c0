import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { pipelineOptions, reasonOf } from '../config/index.js';
import { Errors } from './errors.js';
import type { DecodePool, DecodeTask } from './types.js';

interface Job {
  readonly task: DecodeTask;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (answer: string | null) => void;
  readonly reject: (thrown: unknown) => void;
}

/** A job that was in a worker when it died. */
interface Suspect {
  readonly job: Job;
  /** Workers that died while they did this job and no other. */
  readonly deaths: number;
}

/** Messages that a worker holds at once: while libvips decodes one's picture, the worker reads the other's file. */
const MESSAGES_A_WORKER = 2;
/** A message of several pictures costs little more than one of one. It is to take about so long, and no longer. */
const MESSAGE_MS = 8;
const PICTURES_A_MESSAGE = 16;

/** Tests run the sources, but a worker thread runs what was built of them. */
const built = new URL(import.meta.url.endsWith('.ts') ? '../../dist/workers/decode.js' : './decode.js', import.meta.url);

/**
 * Starts threads that decode pictures; they are loading when this returns. An idle pool does not keep the process alive.
 * @param options `workers`: threads, 1 to 64. libvips works on libuv's threads, of which a process has 4 unless
 * UV_THREADPOOL_SIZE says otherwise before it starts: more workers than those only take turns.
 * @throws WrongCommand when `workers` is out of range
 */
export function createDecodePool({ workers }: { readonly workers: number }): DecodePool {
  return new WorkerPool(workers, built);
}

/**
 * Keeps the queue itself and hands piscina only what its threads can take at once, so that what waits can be taken back,
 * small pictures can travel together, and a picture that ended a thread can be tried again alone.
 */
export class WorkerPool implements DecodePool {
  readonly #threads: Piscina;
  readonly #ready: Promise<void>;
  #queue: Job[] = [];
  /** One of those in a worker ended it. Each is tried again alone, where it shows which; that one, once more. */
  #suspects: readonly Suspect[] = [];
  readonly #running = new Set<Promise<void>>();
  #suspectRuns = false;
  #flushing = false;
  #msPerPicture = MESSAGE_MS;
  /** Why nothing can be decoded any more. */
  #ended: Error | undefined;
  #closing: Promise<void> | undefined;

  /** @param file what the threads run: exports the decode function, and `ready` */
  constructor(readonly workers: number, file: URL) {
    const { min, max } = pipelineOptions.workers;
    if (!Number.isInteger(workers) || workers < min || workers > max) throw Errors.workers(workers);
    this.#threads = new Piscina({
      filename: fileURLToPath(file),
      minThreads: workers,
      maxThreads: workers,
      concurrentTasksPerWorker: MESSAGES_A_WORKER,
      recordTiming: false,
    });
    // A thread could not load its file. While others live they do the work; without any, messages would wait for ever.
    this.#threads.on('error', (error: unknown) => {
      if (this.#threads.threads.length > 0) return;
      this.#end(Errors.cannotStart(reasonOf(error)));
      void this.#threads.destroy();
    });
    this.#ready = this.#threads.run(undefined, { name: 'ready' }).then(
      () => undefined,
      (error: unknown) => this.#end(Errors.cannotStart(reasonOf(error))),
    );
  }

  async decode(task: DecodeTask, signal?: AbortSignal): Promise<string | null> {
    await this.#ready;
    if (this.#ended !== undefined) throw this.#ended;
    return new Promise((resolve, reject) => {
      this.#queue.push({ task, signal, resolve, reject });
      this.#flush();
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#ready;
    this.#end(Errors.closed());
    await Promise.all(this.#running);
    await this.#threads.destroy();
  }

  #end(reason: Error): void {
    this.#ended ??= reason;
    for (const { reject } of [...this.#queue, ...this.#suspects.map(({ job }) => job)]) reject(this.#ended);
    this.#queue = [];
    this.#suspects = [];
  }

  /** Sends once all that is being asked for in this turn stands in the queue: a message that was answered asks for as many anew. */
  #flush(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    process.nextTick(() => {
      this.#flushing = false;
      this.#send();
    });
  }

  #send(): void {
    this.#queue = this.#queue.filter(wanted);
    this.#suspects = this.#suspects.filter(({ job }) => wanted(job));
    if (this.#suspectRuns) return;
    const [suspect, ...others] = this.#suspects;
    if (suspect !== undefined) {
      if (this.#running.size > 0) return;
      this.#suspects = others;
      this.#suspectRuns = true;
      this.#run([suspect.job], suspect.deaths);
      return;
    }
    for (let free = this.workers * MESSAGES_A_WORKER - this.#running.size; free > 0 && this.#queue.length > 0; free--) {
      const fair = Math.ceil(this.#queue.length / free);
      const quick = Math.max(1, Math.floor(MESSAGE_MS / this.#msPerPicture));
      this.#run(this.#queue.splice(0, Math.min(fair, quick, PICTURES_A_MESSAGE)), null);
    }
  }

  /** @param deaths the suspect's, which runs alone; null where none is suspected */
  #run(jobs: readonly Job[], deaths: number | null): void {
    const running = this.#answer(jobs, deaths).finally(() => {
      this.#running.delete(running);
      if (deaths !== null) this.#suspectRuns = false;
      this.#flush();
    });
    this.#running.add(running);
  }

  async #answer(jobs: readonly Job[], deaths: number | null): Promise<void> {
    const began = performance.now();
    try {
      const answers: readonly (string | null)[] = await this.#threads.run(jobs.map(({ task }) => task));
      const ms = (performance.now() - began) / jobs.length;
      this.#msPerPicture += (ms - this.#msPerPicture) / 8;
      for (const [place, { resolve }] of jobs.entries()) resolve(answers[place]);
    } catch (error) {
      this.#suspect(jobs, deaths === null ? 0 : deaths + 1, reasonOf(error));
    }
  }

  /** The worker died with these jobs in it; piscina has started another. */
  #suspect(jobs: readonly Job[], deaths: number, reason: string): void {
    for (const job of jobs) {
      if (this.#ended !== undefined) job.reject(this.#ended);
      else if (deaths === 2) job.resolve(`decoding it ended the worker twice (${reason})`);
      else this.#suspects = [...this.#suspects, { job, deaths }];
    }
  }
}

/** Rejects a job that was taken back before it began. */
function wanted({ signal, reject }: Job): boolean {
  if (signal?.aborted !== true) return true;
  reject(signal.reason);
  return false;
}
