import { reasonOf } from '../../config/index.js';
import { Aborts } from '../pool/aborts.js';
import { Child } from './child.js';
import type { FromHost, HostOptions, Outcome } from './messages.js';
import { errors } from '../errors.js';
import { Handover, type Errand } from './transfer.js';
import { FATAL_DEATHS, fatal, weightOf } from '../pool/refusal.js';
import { NOT_SHELVED } from './shelved.js';
import type { Attempt, DecodePool, DecodeTask } from '../types.js';

/** How often the host is looked after while it has something to do; it tells that it lives as often. */
const LOOK_MS = 1000;
/** How much longer than a picture may take the host may be silent, in looks: it starts, or gets no processor. */
const PATIENCE_LOOKS = 15;
/** How often the host may end with nothing begun, one time after the other, before no more is tried; and how long after. */
const PATIENCE = 5;
const AGAIN_MS = 50;

export interface IsolatedPoolOptions extends HostOptions {
  /** The host's main module. */
  readonly host: URL;
  /** @default by `decodeTimeout` */
  readonly silentLooks?: number;
}

/**
 * Decodes in a process of its own (host.ts), and starts another when that dies. What it had begun and not finished is then
 * tried again, each alone, where it shows which it was; that one, once more. All else is simply sent again. Targets are
 * written to by this thread alone, so what is taken back is let go at once.
 */
export class IsolatedPool implements DecodePool {
  readonly workers: number;
  readonly #handover: Handover;
  /** Those that are not settled. */
  readonly #errands = new Set<Errand>();
  readonly #aborts = new Aborts<Errand>((errands, reason) => this.#abort(errands, reason));
  readonly #silentLooks: number;
  /** Those that wait to be sent; the second ones each alone. */
  #queue: Errand[] = [];
  #suspects: Errand[] = [];
  /** Whether what the host has is a suspect. */
  #alone = false;
  #child: Child | null = null;
  #flushing = false;
  #died = 0;
  #retried = 0;
  /** Hosts that ended before they had begun anything, since one last did. */
  #failures = 0;
  /** Looks at a host that has something to do, since it last told of anything: time in which this process stood still is none. */
  #silent = 0;
  /** Looks after the host, as long as there may be something in work; and keeps the process alive while it is replaced. */
  #watch: NodeJS.Timeout | undefined;
  /** Why nothing can be decoded any more. */
  #ended: Error | undefined;
  #closing: Promise<void> | undefined;
  #settledAll: (() => void) | undefined;

  /** @throws WorkFailed when the file that the pixels go through cannot be made */
  constructor(private readonly options: IsolatedPoolOptions) {
    this.workers = options.workers;
    this.#silentLooks = options.silentLooks ?? Math.ceil((options.decodeTimeout * 1000) / LOOK_MS) + PATIENCE_LOOKS;
    try {
      this.#handover = new Handover();
    } catch (error) {
      throw errors.shelf(reasonOf(error));
    }
    this.#start();
  }

  decode(task: DecodeTask, signal?: AbortSignal): Promise<Attempt> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) return reject(this.#ended);
      if (signal?.aborted === true) return reject(signal.reason);
      const errand: Errand = { task, signal, resolve, reject, spot: null, deaths: 0 };
      this.#errands.add(errand);
      this.#aborts.add(errand);
      this.#queue.push(errand);
      this.#watch ??= setInterval(() => this.#look(), LOOK_MS);
      this.#flush();
    });
  }

  /** Pictures asked for that the host has not, and those that it has; hosts that died; pictures that it was retried with. */
  state() {
    return { pid: this.#child?.pid, waiting: [...this.#errands].filter(({ spot }) => spot === null).length, sent: this.#handover.size, died: this.#died, retried: this.#retried };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#end(errors.closed());
    this.#child?.send({ kind: 'close' });
    if (this.#errands.size > 0) await new Promise<void>((resolve) => (this.#settledAll = resolve));
    clearInterval(this.#watch);
    await this.#child?.stop();
    await this.#handover.close();
  }

  /** Rejects what the host has not; the rest is finished. */
  #end(reason: Error): void {
    this.#ended ??= reason;
    for (const errand of this.#errands) if (errand.spot === null) this.#reject(errand, this.#ended);
    this.#queue = [];
    this.#suspects = [];
    this.#rest();
  }

  #abort(errands: readonly Errand[], reason: unknown): void {
    for (const errand of errands) this.#reject(errand, reason);
    const tickets = errands.flatMap(({ spot }) => spot?.ticket ?? []);
    if (tickets.length > 0) this.#child?.send({ kind: 'cancel', tickets });
    this.#rest();
  }

  #resolve(errand: Errand, answer: Attempt): void {
    if (this.#settle(errand)) errand.resolve(answer);
  }

  #reject(errand: Errand, reason: unknown): void {
    if (this.#settle(errand)) errand.reject(reason);
  }

  #settle(errand: Errand): boolean {
    if (!this.#errands.delete(errand)) return false;
    this.#aborts.delete(errand);
    if (this.#errands.size === 0) this.#settledAll?.();
    return true;
  }

  /** Sends once all that is being asked for in this turn stands in the queue. */
  #flush(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    process.nextTick(() => {
      this.#flushing = false;
      this.#post();
    });
  }

  #post(): void {
    if (this.#ended !== undefined || this.#child === null || this.#handover.dividing) return;
    this.#suspects = this.#suspects.filter((errand) => this.#errands.has(errand));
    this.#queue = this.#queue.filter((errand) => this.#errands.has(errand));
    const suspected = this.#suspects.length > 0;
    if (this.#handover.size > 0 && (suspected || this.#alone)) return;
    const waiting = suspected ? this.#suspects.splice(0, 1) : this.#queue;
    const orders = this.#handover.take(waiting);
    this.#alone = suspected && orders.length > 0;
    if (suspected) this.#suspects.unshift(...waiting);
    if (orders.length > 0) this.#child.send({ kind: 'decode', orders });
    else if (waiting.length > 0 && this.#handover.size === 0) void this.#divideFor(waiting[0]);
  }

  async #divideFor(errand: Errand): Promise<void> {
    try {
      await this.#handover.divideFor(errand);
      this.#flush();
    } catch (error) {
      this.#end(errors.shelf(reasonOf(error)));
    }
  }

  #start(): void {
    if (this.#ended !== undefined) return;
    this.#silent = 0;
    this.#child = new Child({ ...this.options, descriptor: this.#handover.descriptor }, {
      told: (message) => this.#told(message),
      died: (reason) => this.#lost(reason),
    });
    this.#flush();
  }

  #told(message: FromHost): void {
    this.#silent = 0;
    if (message.kind === 'failed') this.#end(errors.host(message.reason));
    if (message.kind !== 'answers') return;
    this.#failures = 0;
    for (const outcome of message.outcomes) this.#answered(outcome);
    this.#rest();
    if (this.#queue.length + this.#suspects.length > 0) this.#flush();
  }

  #answered([ticket, readMs, decodeMs, refused, trouble = false]: Outcome): void {
    const back = this.#handover.back(ticket);
    if (back === null || !this.#errands.has(back.errand)) return;
    const { errand, spot } = back;
    if (refused === undefined) return this.#reject(errand, this.#ended ?? errors.closed());
    try {
      if (refused?.startsWith(NOT_SHELVED)) throw new Error(refused.slice(NOT_SHELVED.length));
      if (refused === null) this.#handover.fetch(errand, spot);
      this.#resolve(errand, { refused, from: 'file', readMs, decodeMs, ...(trouble && { systemError: true }) });
    } catch (error) {
      this.#end(errors.shelf(reasonOf(error)));
    }
  }

  /** The host died. */
  #lost(reason: string): void {
    this.#died++;
    this.#child = null;
    const lost = this.#handover.backFromDead();
    const again: Errand[] = [];
    for (const { errand, begun } of lost) {
      if (!this.#errands.has(errand)) continue;
      if (begun) this.#retried++;
      if (begun && this.#alone) errand.deaths += weightOf(reason);
      if (errand.deaths >= FATAL_DEATHS) this.#resolve(errand, fatal(reason));
      else if (this.#ended !== undefined) this.#reject(errand, this.#ended);
      else (begun || this.#alone ? this.#suspects : again).push(errand);
    }
    this.#queue = [...again, ...this.#queue];
    this.#rest();
    this.#failures = lost.some(({ begun }) => begun) ? 0 : this.#failures + 1;
    if (this.#failures > PATIENCE) this.#end(errors.cannotStart(reason));
    else if (this.#failures === 0) this.#start();
    else setTimeout(() => this.#start(), AGAIN_MS * this.#failures).unref();
  }

  #look(): void {
    if (this.#handover.size === 0) this.#silent = 0;
    else if (++this.#silent > this.#silentLooks) this.#child?.kill('it stopped answering');
  }

  #rest(): void {
    if (this.#errands.size > 0 || this.#handover.size > 0) return;
    clearInterval(this.#watch);
    this.#watch = undefined;
  }
}
