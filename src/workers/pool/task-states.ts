import type { Attempt, DecodeTask } from '../types.js';

/** Pictures that a worker decodes in one piscina task. */
export interface TaskBatch<Task = WorkerTask> {
  readonly tasks: readonly Task[];
  /** Memory of the batch's `TaskStates`. */
  readonly states: SharedArrayBuffer;
}

/** A task as it is sent to a worker. */
export type WorkerTask = Omit<DecodeTask, 'retainCache'>;

/**
 * States of a task. Each step is one atomic exchange, so only one side takes it.
 *
 *     waiting -> begun -> writing -> written -> done      by the worker (from `begun` on, any state may become `done`)
 *     waiting -> withdrawn                                by the main thread
 *     begun, written -> abandoned                         by the main thread; the worker may not write any more, and makes it `done`
 */
const WAITING = 0;
const BEGUN = 1;
const WRITING = 2;
const WRITTEN = 3;
const DONE = 4;
const WITHDRAWN = 5;
const ABANDONED = 6;

/** Words of the batch: the thread that runs it, and whether that thread has exited by itself. */
const THREAD = 0;
const EXITED = 1;
const HEADER_WORDS = 2;
/** Words of a task: its state, its times, and the length of its refusal in bytes or one of the two values that mean none. */
const TASK_WORDS = 4;
const READ_US = 1;
const DECODE_US = 2;
const REFUSAL = 3;
const FROM_FILE = -1;
const FROM_CACHE = -2;
/** Added to the length of a refusal that is a system error. */
const SYSTEM_ERROR = 1 << 16;
/** Room for a refusal. A longer one is cut. */
const TEXT_BYTES = 480;

/** A worker copies a picture in a few ms. After this long it does something else, or is gone. */
const COPY_MS = 1000;

/**
 * Memory about the tasks of a batch that the main thread shares with the worker: a state and an answer for each task.
 *
 * A worker asks it before it begins a task and before it writes to a target. The main thread cancels tasks in it. So a cancelled
 * task is never written, and the answers of a batch outlive its worker.
 */
export class TaskStates {
  readonly #words: Int32Array;
  readonly #texts: Buffer;

  constructor(readonly memory: SharedArrayBuffer) {
    const count = (memory.byteLength - HEADER_WORDS * 4) / (TASK_WORDS * 4 + TEXT_BYTES);
    const words = HEADER_WORDS + count * TASK_WORDS;
    this.#words = new Int32Array(memory, 0, words);
    this.#texts = Buffer.from(memory, words * 4);
  }

  static for(count: number): TaskStates {
    return new TaskStates(new SharedArrayBuffer(HEADER_WORDS * 4 + count * (TASK_WORDS * 4 + TEXT_BYTES)));
  }

  /** Called by the worker: it runs this batch now. */
  runIn(thread: number): void {
    Atomics.store(this.#words, THREAD, thread);
  }

  /** Called by a worker that exits by itself. A thread that is ended from outside does not come to this. */
  exit(): void {
    Atomics.store(this.#words, EXITED, 1);
  }

  /** Called by the worker. Returns false when the task is cancelled. */
  begin(index: number): boolean {
    return this.#exchange(index, WAITING, BEGUN);
  }

  /** Called by the worker: copies pixels to the target. Returns false, and does not copy, when the task is cancelled. */
  write(index: number, copy: () => void): boolean {
    if (!this.#exchange(index, BEGUN, WRITING)) return false;
    try {
      copy();
    } finally {
      this.#exchange(index, WRITING, WRITTEN);
      Atomics.notify(this.#words, at(index));
    }
    return true;
  }

  /** Called by the worker. Whoever sees the answer sees what the worker wrote before. */
  answer(index: number, { refused, from, readMs, decodeMs, systemError = false }: Attempt): void {
    const word = at(index);
    this.#words[word + READ_US] = readMs * 1000;
    this.#words[word + DECODE_US] = decodeMs * 1000;
    const bytes = refused === null ? 0 : this.#texts.write(refused, index * TEXT_BYTES, TEXT_BYTES);
    this.#words[word + REFUSAL] = refused === null ? (from === 'file' ? FROM_FILE : FROM_CACHE) : bytes | (systemError ? SYSTEM_ERROR : 0);
    Atomics.store(this.#words, word, DONE);
  }

  /** The thread that runs or ran the batch. Null as long as none has begun it. */
  get thread(): number | null {
    return Atomics.load(this.#words, THREAD) || null;
  }

  /** Whether the thread has exited by itself. */
  get exited(): boolean {
    return Atomics.load(this.#words, EXITED) === 1;
  }

  isWaiting(index: number): boolean {
    return this.#state(index) === WAITING;
  }

  /** Whether a worker has begun the task and not finished it, cancelled or not. */
  isBusy(index: number): boolean {
    const state = this.#state(index);
    return state === BEGUN || state === WRITING || state === WRITTEN || state === ABANDONED;
  }

  /** Returns the worker's answer, or null as long as there is none. */
  answerOf(index: number): Attempt | null {
    if (this.#state(index) !== DONE) return null;
    const word = at(index);
    const text = this.#words[word + REFUSAL];
    const start = index * TEXT_BYTES;
    return {
      refused: text < 0 ? null : this.#texts.toString('utf8', start, start + (text & ~SYSTEM_ERROR)),
      from: text === FROM_CACHE ? 'cache' : 'file',
      readMs: this.#words[word + READ_US] / 1000,
      decodeMs: this.#words[word + DECODE_US] / 1000,
      ...(text >= SYSTEM_ERROR && { systemError: true }),
    };
  }

  /** Cancels a task. Nothing writes to its target afterwards: if the worker is copying, this waits until it has copied. */
  cancel(index: number): void {
    if (this.#exchange(index, WAITING, WITHDRAWN) || this.#exchange(index, BEGUN, ABANDONED)) return;
    Atomics.wait(this.#words, at(index), WRITING, COPY_MS);
    if (!this.#exchange(index, WRITTEN, ABANDONED)) this.#exchange(index, WRITING, ABANDONED);
  }

  #state(index: number): number {
    return Atomics.load(this.#words, at(index));
  }

  #exchange(index: number, from: number, to: number): boolean {
    return Atomics.compareExchange(this.#words, at(index), from, to) === from;
  }
}

const at = (index: number): number => HEADER_WORDS + index * TASK_WORDS;
