import { getEventListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { createPipeline, type Batch, type DecodePool, type Pipeline, type Position } from 'whisker/pipeline';
import { Bounds } from './bounds.js';
import { damageCaches } from './cache-files.js';
import type { Chance } from './chance.js';
import { Oracle } from './oracle.js';
import { printsOf } from './print.js';
import type { Shape } from './shape.js';
import type { Tally } from './tally.js';
import { hold, Violation } from './violation.js';
import type { World } from './world.js';

/** What all pipelines of a soak have in common. */
export interface Ground {
  readonly world: World;
  readonly tally: Tally;
  readonly cacheDir: string;
  readonly batchSize: number;
  readonly seed: number;
  /** Pictures of which earlier pipelines told, if they are still bad when a pipeline is made, are known to it. */
  readonly toldOf: Set<number>;
}

const LOOK_MS = 10;
/** A stream from which nothing comes for so long though there is a free buffer stands still. */
const STILL_MS = 60_000;
/** So long after its end nothing of a pipeline may be at work; the machine may be busy with something else. */
const END_MS = 10_000;

interface Held {
  readonly batch: Batch;
  readonly prints: readonly string[];
}

/** One pipeline, from its making to its end, at which it looks all the time. */
export class Stretch {
  readonly #oracle: Oracle;
  readonly #pipeline: Pipeline;
  readonly #bounds: Bounds;
  readonly #stop = new AbortController();
  readonly #held: Held[] = [];
  readonly #pictureBytes: number;
  #fault: unknown;
  #ended = false;
  #leave: () => void = () => undefined;
  #stalledUntil = 0;
  #lastCame = performance.now();

  constructor(private readonly ground: Ground, private readonly shape: Shape, private readonly start: Position, private readonly chance: Chance, pool: DecodePool) {
    const { world: { album, history }, batchSize, seed, cacheDir, toldOf, tally } = ground;
    const knownBad = new Set([...toldOf].filter((picture) => history.content(picture) === null));
    const { cache, decoder, concurrency, prefetch } = shape;
    this.#pictureBytes = album.size * album.size * 3;
    this.#oracle = new Oracle({
      total: album.samples.length, batchSize, seed, start, since: history.now, history, knownBad,
      printOf: (picture, version) => album.printOf(decoder, picture, version),
      labelOf: (picture) => album.samples[picture].class ?? -1,
    });
    this.#bounds = new Bounds({ concurrency, prefetch });
    this.#pipeline = createPipeline({
      root: album.root, samples: album.samples, size: album.size, batchSize, remainder: 'keep', seed, cache, cacheDir, decoder, concurrency, prefetch, maxBad: 0.7,
      knownBad: new Set([...knownBad].map((picture) => album.samples[picture].path)),
      signal: this.#stop.signal,
      ...(!shape.ownPool && { pool }),
      onQuarantine: ({ path, reason }) => this.#guarded(() => this.#tell(Number.parseInt(path, 10), reason)),
      onNotice: (sentence) => void (/made anew/.test(sentence) && tally.cachesMadeAnew++),
    });
  }

  /** @returns where the next pipeline goes on. @throws Violation */
  async run(): Promise<Position> {
    const { tally } = this.ground;
    const { ending, ms, batches } = this.shape;
    tally.pipelines++;
    const look = setInterval(() => this.#guarded(() => this.#look()), LOOK_MS);
    const moment = ending === 'end' || ms === Infinity ? undefined : setTimeout(() => this.#end(), ms);
    const { epoch, batch } = this.start;
    const end = { epoch, batch: batch + batches };
    const perEpoch = this.#pipeline.batches;
    const last = { epoch: epoch + Math.floor(end.batch / perEpoch), batch: end.batch % perEpoch };
    try {
      await (this.shape.taker === 'loop' ? this.#loop(ending === 'end' ? last : undefined) : this.#subscribe(ending === 'end' ? last : undefined));
      if (this.#fault === undefined) this.#guarded(() => this.#checkEnd());
      this.#ended = true;
      await this.#rest();
    } finally {
      clearInterval(look);
      clearTimeout(moment);
      await this.#pipeline.close();
    }
    if (this.#fault !== undefined) throw this.#fault;
    this.#count();
    return this.#oracle.next;
  }

  async #loop(end: Position | undefined): Promise<void> {
    const iterator = this.#pipeline.from(this.start, end)[Symbol.asyncIterator]();
    this.#leave = () => void iterator.return?.();
    for await (const batch of { [Symbol.asyncIterator]: () => iterator }) {
      this.#came(batch);
      if (this.#fault !== undefined || (this.#ended && this.shape.ending === 'leave')) break;
      if (this.#stalled()) await wait(this.#stalledUntil - performance.now());
      this.#ease();
    }
  }

  #subscribe(end: Position | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const subscription = this.#pipeline.from(this.start, end).subscribe({
        next: (batch) => {
          this.#came(batch);
          this.#ease();
        },
        error: reject,
        complete: resolve,
      });
      this.#leave = () => {
        subscription.unsubscribe();
        resolve();
      };
      // It may have been ended by a batch that came while it was being subscribed to.
      if (this.#ended) this.#leave();
    });
  }

  #came(batch: Batch): void {
    const { tally } = this.ground;
    this.#lastCame = performance.now();
    const prints = printsOf(batch.pixels, this.#pictureBytes);
    this.#held.push({ batch, prints });
    this.#guarded(() => {
      // An iterator that is left may have one more that was asked for; a stream has not.
      hold(!this.#ended, () => `batch ${batch.batch} of epoch ${batch.epoch} came after the stream was ended by ${this.shape.ending}`);
      this.#oracle.see({ ...batch, prints });
    });
    tally.batches++;
    tally.pictures += batch.count;
    if (this.#oracle.seen >= this.shape.batches && this.shape.ending !== 'end') this.#end();
    else if (this.chance.often(this.shape.stalls)) {
      tally.stalls++;
      this.#stalledUntil = performance.now() + this.chance.whole(1, 400);
    }
  }

  /** Releases what is not to be kept. */
  #ease(): void {
    const keep = Math.min(this.shape.keeps, this.#pipeline.state().prefetch - 1);
    while (this.#held.length > keep && !this.#stalled() && !this.#ended) this.#release();
  }

  #release(): void {
    const one = this.#held.shift();
    if (one === undefined) return;
    this.#guarded(() => this.#unchanged(one));
    one.batch.release();
    if (this.chance.often(0.05)) one.batch.release();
  }

  #unchanged({ batch, prints }: Held): void {
    const now = printsOf(batch.pixels, this.#pictureBytes);
    const place = prints.findIndex((print, at) => now[at] !== print);
    hold(place < 0, () => `the pixels at place ${place} of batch ${batch.batch} of epoch ${batch.epoch} changed before it was released`);
  }

  #tell(picture: number, reason: string): void {
    const { delivered, buffersTaken } = this.#pipeline.state();
    this.#oracle.tell(picture, reason, delivered + buffersTaken);
    this.ground.toldOf.add(picture);
  }

  /** Now and then: whether all is within its bounds; and changes something. */
  #look(): void {
    if (this.#ended) return;
    const { shape, chance, ground } = this;
    this.#bounds.check(this.#pipeline.state());
    const waits = !this.#stalled() && this.#held.length < this.#pipeline.state().prefetch;
    hold(!waits || performance.now() - this.#lastCame < STILL_MS, () => `no batch came for ${STILL_MS / 1000} s: ${JSON.stringify(this.#pipeline.state())}`);
    const share = LOOK_MS / 1000;
    for (let count = shape.changesOfWorld * share; count > 0; count--) if (chance.often(Math.min(1, count))) ground.world.change(chance);
    if (chance.often(shape.changesOfBounds * share)) this.#changeBounds();
    if (shape.cutsCache && chance.often(share)) ground.tally.cacheDamages += damageCaches(ground.cacheDir, true, chance);
    this.#ease();
  }

  #changeBounds(): void {
    const { tally } = this.ground;
    if (this.chance.often(0.5)) {
      const concurrency = this.chance.pick([1, 2, 3, 8, 30, 100, 1024]);
      tally.laneChanges++;
      this.#bounds.set({ concurrency }, this.#pipeline.state());
      this.#pipeline.setConcurrency(concurrency);
    } else {
      const prefetch = this.chance.pick([1, 2, 3, 5, 12]);
      tally.prefetchChanges++;
      this.#bounds.set({ prefetch }, this.#pipeline.state());
      this.#pipeline.setPrefetch(prefetch);
    }
  }

  #stalled(): boolean {
    return performance.now() < this.#stalledUntil;
  }

  /** Ends the stream in its way. */
  #end(): void {
    if (this.#ended) return;
    const { tally } = this.ground;
    const { ending } = this.shape;
    this.#ended = true;
    if (ending === 'abort') {
      tally.aborts++;
      this.#stop.abort();
    } else if (ending === 'close') {
      tally.closes++;
      void this.#pipeline.close();
    } else {
      tally.leaves++;
      this.#leave();
    }
  }

  /** Right after the end: every credit is back, and no listener is left. */
  #checkEnd(): void {
    const { ending, batches } = this.shape;
    hold(this.#ended || ending === 'end', () => `the stream ended by itself before ${ending}`);
    if (ending === 'end') hold(this.#oracle.seen === batches, () => `${this.#oracle.seen} batches came of ${batches}`);
    const { buffersTaken, buffersDecoding } = this.#pipeline.state();
    hold(buffersTaken === 0 && buffersDecoding === 0, () => `after ${ending} ${buffersTaken} buffers were taken and ${buffersDecoding} being decoded`);
    const listeners = getEventListeners(this.#stop.signal, 'abort').length;
    hold(listeners === 0, () => `after ${ending} ${listeners} listeners were left on its signal`);
  }

  /** Waits until nothing is at work any more. What is held then must be as it was. */
  async #rest(): Promise<void> {
    const { tally } = this.ground;
    const began = performance.now();
    while (this.#pipeline.state().decoding > 0 && performance.now() - began < END_MS) await wait(1);
    const { decoding } = this.#pipeline.state();
    this.#guarded(() => hold(decoding === 0, () => `${END_MS / 1000} s after ${this.shape.ending} ${decoding} pictures were still in decode`));
    tally.slowestEndMs = Math.max(tally.slowestEndMs, Math.round(performance.now() - began));
    while (this.#held.length > 0) this.#release();
  }

  #count(): void {
    const { tally } = this.ground;
    const { decoded, fromCache } = this.#pipeline.state();
    tally.decoded += decoded;
    tally.fromCache += fromCache;
    tally.replaced += this.#oracle.replaced;
    tally.toldOf += this.#oracle.told;
  }

  /** The first thing that is wrong ends the stream; what the pipeline itself calls must not throw. */
  #guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#fault ??= error instanceof Violation ? new Violation(`${error.message} (${JSON.stringify({ start: this.start, ...this.shape })})`) : error;
      this.#ended = true;
      this.#stop.abort();
    }
  }
}
