import { reasonOf } from '../../config/index.js';
import { errors } from '../errors.js';
import type { Executor, ExecutorEvents, Job } from '../pool/executor.js';
import { blameFor } from '../pool/refusal.js';
import type { DecodeTask } from '../types.js';
import { Child } from './child.js';
import { NOT_WRITTEN } from './host-loop.js';
import type { FromHost, HostOptions, HostTask, Outcome } from './messages.js';
import type { Slot } from './shared-buffer.js';
import { Slots } from './slots.js';

const CHECK_MS = 1000;
/** Checks that the host may stay silent beyond the time limit of a picture: it may be starting, or get no processor time. */
const SPARE_CHECKS = 15;
/** Times in a row that the host may end with nothing begun, before no other is started. */
const MAX_FAILURES = 5;
const RESTART_MS = 50;

export interface ProcessExecutorOptions extends HostOptions {
  /** Main module of the host. */
  readonly host: URL;
  /** Checks that the host may stay silent. @default derived from `decodeTimeout` */
  readonly silentChecks?: number;
}

interface Running {
  readonly job: Job;
  readonly slot: Slot;
}

/**
 * Decodes in a process of its own, the host, and starts another when it dies. The host has a pool of threads, which deals with
 * threads that die or hang. Only this process writes to targets, so a cancelled job needs no answer from the host.
 */
export class ProcessExecutor implements Executor {
  readonly checkMs = CHECK_MS;
  readonly #slots: Slots;
  readonly #silentChecks: number;
  /** Jobs that the host has, by the ids of their slots. A cancelled job stays until the host is through with it. */
  readonly #running = new Map<number, Running>();
  /** Ids of the jobs that are not reported and not cancelled. */
  readonly #ids = new Map<Job, number>();
  /** Ids of cancelled jobs, which are sent to the host at the end of this turn. */
  #cancelled: number[] = [];
  /** Whether the host has only one job, to find out which picture kills it. */
  #exclusive = false;
  #child: Child | null = null;
  #workers: number;
  #died = 0;
  /** Hosts in a row that ended before they had begun a picture. */
  #failures = 0;
  /** Checks since the host's last message. Time in which this process stood still does not count. */
  #silent = 0;
  #closed = false;

  /** @throws WorkFailed when the shared buffer cannot be created */
  constructor(private readonly options: ProcessExecutorOptions, private readonly events: ExecutorEvents) {
    this.#workers = options.workers;
    this.#silentChecks = options.silentChecks ?? Math.ceil((options.decodeTimeout * 1000) / CHECK_MS) + SPARE_CHECKS;
    try {
      this.#slots = new Slots();
    } catch (error) {
      throw errors.sharedBuffer(reasonOf(error));
    }
    this.#startChild();
  }

  get idle(): boolean {
    return this.#running.size === 0;
  }

  /** The host's process id, the jobs that it has, and how many hosts died. */
  state() {
    return { pid: this.#child?.pid, sent: this.#running.size, died: this.#died };
  }

  start(jobs: readonly Job[], exclusive: boolean): number {
    if (this.#child === null || this.#slots.resizing || (!this.idle && (exclusive || this.#exclusive))) return 0;
    const tasks: HostTask[] = [];
    for (const job of jobs) {
      const slot = this.#slots.take(bytesOf(job.task));
      if (slot === null) break;
      this.#running.set(slot.id, { job, slot });
      this.#ids.set(job, slot.id);
      const { path, bytes, size, decodedSize, views, pixelLimit, background, decoder } = job.task;
      tasks.push({ path, ...(bytes && { bytes }), size, decodedSize, views, pixelLimit, background, decoder, slot });
    }
    if (tasks.length > 0) {
      this.#exclusive = exclusive;
      this.#child.send({ kind: 'decode', tasks });
    } else if (this.idle) void this.#resizeSlots(bytesOf(jobs[0].task));
    return tasks.length;
  }

  cancel(job: Job): void {
    const id = this.#ids.get(job);
    if (id === undefined) return;
    this.#ids.delete(job);
    if (this.#cancelled.push(id) > 1) return;
    process.nextTick(() => {
      this.#child?.send({ kind: 'cancel', ids: this.#cancelled });
      this.#cancelled = [];
    });
  }

  drain(): void {
    this.#child?.send({ kind: 'close' });
  }

  check(): void {
    if (this.idle) this.#silent = 0;
    else if (++this.#silent > this.#silentChecks) this.#child?.kill('it stopped answering');
  }

  setWorkers(workers: number): void {
    this.#workers = workers;
    this.#child?.send({ kind: 'workers', count: workers });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#child?.stop();
    await this.#slots.close();
  }

  #startChild(): void {
    if (this.#closed) return;
    this.#silent = 0;
    this.#child = new Child({ ...this.options, workers: this.#workers, descriptor: this.#slots.buffer.descriptor }, {
      message: (message) => this.#received(message),
      died: (reason) => this.#childDied(reason),
    });
    this.events.ready();
  }

  async #resizeSlots(bytes: number): Promise<void> {
    try {
      await this.#slots.resize(bytes);
      this.events.ready();
    } catch (error) {
      this.events.failed(errors.sharedBuffer(reasonOf(error)));
    }
  }

  #received(message: FromHost): void {
    this.#silent = 0;
    if (message.kind === 'failed') this.events.failed(errors.host(message.reason));
    if (message.kind !== 'answers') return;
    this.#failures = 0;
    for (const outcome of message.outcomes) this.#answered(outcome);
    this.events.ready();
  }

  #answered([id, readMs, decodeMs, refused, systemError = false]: Outcome): void {
    const running = this.#running.get(id);
    if (running === undefined) return;
    const { job, slot } = running;
    this.#running.delete(id);
    this.#slots.release(slot);
    if (!this.#ids.delete(job)) return;
    if (refused === undefined) return this.events.lost(job, { begun: false, blame: 0, reason: 'the host was closed' });
    try {
      if (refused?.startsWith(NOT_WRITTEN)) throw new Error(refused.slice(NOT_WRITTEN.length));
      if (refused === null) this.#copyPixels(job.task, slot);
      this.events.answered(job, { refused, from: 'file', readMs, decodeMs, ...(systemError && { systemError }) });
    } catch (error) {
      this.events.lost(job, { begun: false, blame: 0, reason: reasonOf(error) });
      this.events.failed(errors.sharedBuffer(reasonOf(error)));
    }
  }

  #copyPixels({ target, offsets, size }: DecodeTask, slot: Slot): void {
    for (const [index, offset] of offsets.entries()) this.#slots.buffer.read(new Uint8Array(target, offset, viewBytes(size)), slot, index);
  }

  #childDied(reason: string): void {
    this.#died++;
    this.#child = null;
    const lost = [...this.#running.values()].map(({ job, slot }) => ({ job, slot, begun: this.#slots.buffer.isBusy(slot) }));
    const anyBegun = lost.some(({ begun }) => begun);
    this.#running.clear();
    for (const { job, slot, begun } of lost) {
      this.#slots.release(slot);
      if (this.#ids.delete(job)) this.events.lost(job, { begun, blame: begun && this.#exclusive ? blameFor(reason) : 0, reason });
    }
    this.#failures = anyBegun ? 0 : this.#failures + 1;
    if (this.#failures > MAX_FAILURES) this.events.failed(errors.cannotStart(reason));
    else if (this.#failures === 0) this.#startChild();
    else setTimeout(() => this.#startChild(), RESTART_MS * this.#failures).unref();
  }
}

const viewBytes = (size: number): number => size * size * 3;
const bytesOf = ({ size, views }: DecodeTask): number => viewBytes(size) * views.length;
