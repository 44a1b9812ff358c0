import { getEventListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { createPipeline, type Batch, type DecodePool, type Pipeline, type Position } from 'whisker-ml/pipeline';
import { Bounds } from './bounds.js';
import type { Counts } from './counts.js';
import { disturb } from './disturb.js';
import { fingerprintsOf } from './fingerprint.js';
import { Oracle } from './oracle.js';
import type { PictureFiles } from './picture-files.js';
import type { Random } from './random.js';
import type { Scenario } from './scenario.js';
import { assert, Violation } from './violation.js';

/** Environment of all pipelines of a soak. */
export interface Environment {
  readonly files: PictureFiles;
  readonly counts: Counts;
  readonly cacheDir: string;
  readonly batchSize: number;
  readonly seed: number;
  /** Pictures that earlier pipelines have quarantined. A new pipeline knows those that are still bad. */
  readonly quarantined: Set<number>;
}

const CHECK_MS = 10;
/** A stream stands still if no batch comes for this long although a buffer is free. */
const STILL_MS = 60_000;
/** Nothing of a pipeline may be busy this long after its end. The machine may be busy with something else. */
const END_MS = 10_000;

/** A batch that is not released yet. */
interface HeldBatch {
  readonly batch: Batch;
  readonly fingerprints: readonly string[];
}

/** Runs one pipeline from its creation to its end, and checks everything that it does. */
export class PipelineRun {
  readonly #oracle: Oracle;
  readonly #pipeline: Pipeline;
  readonly #bounds: Bounds;
  readonly #stop = new AbortController();
  readonly #held: HeldBatch[] = [];
  readonly #pictureBytes: number;
  #error: unknown;
  #ended = false;
  #leave: () => void = () => undefined;
  #stalledUntil = 0;
  #lastBatchAt = performance.now();

  constructor(
    private readonly environment: Environment, private readonly scenario: Scenario, private readonly start: Position,
    private readonly random: Random, pool: DecodePool,
  ) {
    const { files: { pictures, history }, batchSize, seed, cacheDir, quarantined, counts } = environment;
    const knownBad = new Set([...quarantined].filter((picture) => history.content(picture) === null));
    const { cache, decoder, concurrency, prefetch } = scenario;
    this.#pictureBytes = pictures.size * pictures.size * 3;
    this.#oracle = new Oracle({
      total: pictures.samples.length, batchSize, seed, start, since: history.now, history, knownBad,
      fingerprintOf: (picture, version) => pictures.fingerprintOf(decoder, picture, version),
      labelOf: (picture) => pictures.samples[picture].class ?? -1,
    });
    this.#bounds = new Bounds({ concurrency, prefetch });
    this.#pipeline = createPipeline({
      root: pictures.root, samples: pictures.samples, size: pictures.size, batchSize, remainder: 'keep', seed, cache, cacheDir, decoder, concurrency, prefetch, maxBad: 0.7,
      knownBad: new Set([...knownBad].map((picture) => pictures.samples[picture].path)),
      signal: this.#stop.signal,
      ...(!scenario.ownPool && { pool }),
      onQuarantine: ({ path, reason }) => this.#guarded(() => this.#quarantine(Number.parseInt(path, 10), reason)),
      onNotice: (sentence) => void (/a new one replaces it/.test(sentence) && counts.cachesReplaced++),
    });
  }

  /**
   * @returns the position where the next pipeline goes on
   * @throws Violation
   */
  async run(): Promise<Position> {
    const { ending, maxMs, batches, consumer } = this.scenario;
    this.environment.counts.pipelines++;
    const checks = setInterval(() => this.#guarded(() => this.#check()), CHECK_MS);
    const timer = ending === 'end' || maxMs === Infinity ? undefined : setTimeout(() => this.#end(), maxMs);
    const { epoch, batch } = this.start;
    const perEpoch = this.#pipeline.batches;
    const last = { epoch: epoch + Math.floor((batch + batches) / perEpoch), batch: (batch + batches) % perEpoch };
    try {
      const end = ending === 'end' ? last : undefined;
      await (consumer === 'loop' ? this.#loop(end) : this.#subscribe(end));
      if (this.#error === undefined) this.#guarded(() => this.#checkEnd());
      this.#ended = true;
      await this.#waitUntilIdle();
    } finally {
      clearInterval(checks);
      clearTimeout(timer);
      await this.#pipeline.close();
    }
    if (this.#error !== undefined) throw this.#error;
    this.#count();
    return this.#oracle.next;
  }

  async #loop(end: Position | undefined): Promise<void> {
    const iterator = this.#pipeline.from(this.start, end)[Symbol.asyncIterator]();
    this.#leave = () => void iterator.return?.();
    for await (const batch of { [Symbol.asyncIterator]: () => iterator }) {
      this.#receive(batch);
      if (this.#error !== undefined || (this.#ended && this.scenario.ending === 'leave')) break;
      if (this.#stalled()) await wait(this.#stalledUntil - performance.now());
      this.#releaseSome();
    }
  }

  #subscribe(end: Position | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const subscription = this.#pipeline.from(this.start, end).subscribe({
        next: (batch) => {
          this.#receive(batch);
          this.#releaseSome();
        },
        error: reject,
        complete: resolve,
      });
      this.#leave = () => {
        subscription.unsubscribe();
        resolve();
      };
      // A batch that came during the subscription may have ended the stream.
      if (this.#ended) this.#leave();
    });
  }

  #receive(batch: Batch): void {
    const { counts } = this.environment;
    this.#lastBatchAt = performance.now();
    const fingerprints = fingerprintsOf(batch.pixels, this.#pictureBytes);
    this.#held.push({ batch, fingerprints });
    this.#guarded(() => {
      assert(!this.#ended, () => `batch ${batch.batch} of epoch ${batch.epoch} came after the stream was ended by ${this.scenario.ending}`);
      this.#oracle.check({ ...batch, fingerprints });
    });
    counts.batches++;
    counts.pictures += batch.count;
    if (this.#oracle.checked >= this.scenario.batches && this.scenario.ending !== 'end') this.#end();
    else if (this.random.chance(this.scenario.stallShare)) {
      counts.stalls++;
      this.#stalledUntil = performance.now() + this.random.integer(1, 400);
    }
  }

  /** Releases all batches but those that the scenario holds. */
  #releaseSome(): void {
    const held = Math.min(this.scenario.heldBatches, this.#pipeline.state().prefetch - 1);
    while (this.#held.length > held && !this.#stalled() && !this.#ended) this.#release();
  }

  #release(): void {
    const held = this.#held.shift();
    if (held === undefined) return;
    this.#guarded(() => this.#checkUnchanged(held));
    held.batch.release();
    if (this.random.chance(0.05)) held.batch.release();
  }

  #checkUnchanged({ batch, fingerprints }: HeldBatch): void {
    const now = fingerprintsOf(batch.pixels, this.#pictureBytes);
    const place = fingerprints.findIndex((fingerprint, index) => now[index] !== fingerprint);
    assert(place < 0, () => `the pixels at place ${place} of batch ${batch.batch} of epoch ${batch.epoch} changed before it was released`);
  }

  #quarantine(picture: number, reason: string): void {
    const { delivered, buffersTaken } = this.#pipeline.state();
    this.#oracle.quarantine(picture, reason, delivered + buffersTaken);
    this.environment.quarantined.add(picture);
  }

  #check(): void {
    if (this.#ended) return;
    const state = this.#pipeline.state();
    this.#bounds.check(state);
    const waits = !this.#stalled() && this.#held.length < state.prefetch;
    assert(!waits || performance.now() - this.#lastBatchAt < STILL_MS, () => `no batch came for ${STILL_MS / 1000} s: ${JSON.stringify(state)}`);
    disturb(this.#pipeline, this.#bounds, this.environment, this.scenario, this.random, CHECK_MS);
    this.#releaseSome();
  }

  #stalled(): boolean {
    return performance.now() < this.#stalledUntil;
  }

  /** Ends the stream as the scenario says. */
  #end(): void {
    if (this.#ended) return;
    const { counts } = this.environment;
    const { ending } = this.scenario;
    this.#ended = true;
    if (ending === 'abort') {
      counts.aborts++;
      this.#stop.abort();
    } else if (ending === 'close') {
      counts.closes++;
      void this.#pipeline.close();
    } else {
      counts.leaves++;
      this.#leave();
    }
  }

  /** Checks that right after the end all credits are back and no listener is left. */
  #checkEnd(): void {
    const { ending, batches } = this.scenario;
    assert(this.#ended || ending === 'end', () => `the stream ended by itself before ${ending}`);
    if (ending === 'end') assert(this.#oracle.checked === batches, () => `${this.#oracle.checked} batches came instead of ${batches}`);
    const { buffersTaken, buffersDecoding } = this.#pipeline.state();
    assert(buffersTaken === 0 && buffersDecoding === 0, () => `after ${ending} ${buffersTaken} buffers were taken and ${buffersDecoding} being decoded`);
    const listeners = getEventListeners(this.#stop.signal, 'abort').length;
    assert(listeners === 0, () => `after ${ending} ${listeners} listeners were left on its signal`);
  }

  /** Waits until no picture is being decoded, and checks that the held batches have not changed. */
  async #waitUntilIdle(): Promise<void> {
    const { counts } = this.environment;
    const began = performance.now();
    while (this.#pipeline.state().decoding > 0 && performance.now() - began < END_MS) await wait(1);
    const { decoding } = this.#pipeline.state();
    this.#guarded(() => assert(decoding === 0, () => `${END_MS / 1000} s after ${this.scenario.ending} ${decoding} pictures were still being decoded`));
    counts.slowestEndMs = Math.max(counts.slowestEndMs, Math.round(performance.now() - began));
    while (this.#held.length > 0) this.#release();
  }

  #count(): void {
    const { counts } = this.environment;
    const { decoded, fromCache } = this.#pipeline.state();
    counts.decoded += decoded;
    counts.fromCache += fromCache;
    counts.replaced += this.#oracle.replaced;
    counts.quarantined += this.#oracle.quarantined;
  }

  /** Ends the stream at the first violation. It does not throw, because the pipeline calls it. */
  #guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#error ??= error instanceof Violation ? new Violation(`${error.message} (${JSON.stringify({ start: this.start, ...this.scenario })})`) : error;
      this.#ended = true;
      this.#stop.abort();
    }
  }
}
