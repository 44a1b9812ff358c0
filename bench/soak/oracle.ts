import { permutation, type Position } from 'whisker/pipeline';
import type { History } from './history.js';
import { hold } from './violation.js';

/**
 * The rules that every batch of every pipeline is held to, though pictures vanish, rot, change and come back meanwhile.
 *
 * 1. Positions have no gap: the first batch is the one asked for, and each is the one after that before it, over the ends
 *    of epochs and over everything that ended a pipeline.
 * 2. At each place stands the first of the place's samples (its own in the epoch's order, then its spares) that is not set
 *    aside: every one before it was known to be bad when the pipeline was made, or was told of before this batch.
 * 3. Its pixels are those which a plain decode made of a version that stood in its file at some time since the pipeline was
 *    made; its label is its own. They stay so until the batch is released, after an abort too.
 * 4. A picture is told of once, and only if its file could not be used at some time since the pipeline was made. That its
 *    workers were killed excuses nothing.
 * 5. What was known to be bad, or told of before the batch's buffer was taken, is in no batch: a picture that comes back is
 *    used again by the next pipeline.
 */
export interface Expected {
  /** Pictures in all. */
  readonly total: number;
  readonly batchSize: number;
  readonly seed: number;
  readonly start: Position;
  /** The history's clock when the pipeline was made. */
  readonly since: number;
  readonly history: Pick<History, 'since'>;
  readonly knownBad: ReadonlySet<number>;
  /** The fingerprint of the pixels of a version of a picture. */
  readonly printOf: (picture: number, version: number) => string;
  readonly labelOf: (picture: number) => number;
}

/** A batch, and the fingerprint of each of its pictures. */
export interface Seen extends Position {
  readonly batches: number;
  readonly count: number;
  readonly indices: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
  readonly prints: readonly string[];
}

/** Holds one stream of one pipeline to the rules. */
export class Oracle {
  /** Of each picture told of: the first batch, counted from the stream's start, that must be without it. */
  readonly #told = new Map<number, number>();
  readonly #batches: number;
  #next: Position;
  #seen = 0;
  #orders: { readonly epoch: number; readonly main: (place: number) => number; readonly spares: (place: number) => number } | undefined;
  /** Pictures that stood in for others. */
  replaced = 0;

  constructor(private readonly expected: Expected) {
    this.#batches = Math.ceil(expected.total / expected.batchSize);
    this.#next = this.#wrapped(expected.start);
  }

  /** Where a pipeline that goes on from here must start. */
  get next(): Position {
    return this.#next;
  }

  get seen(): number {
    return this.#seen;
  }

  get told(): number {
    return this.#told.size;
  }

  /**
   * A picture was set aside.
   * @param begun buffers that were ever taken for this stream by now
   * @throws Violation of rule 4
   */
  tell(picture: number, reason: string, begun: number): void {
    const { history, since, knownBad } = this.expected;
    hold(!this.#told.has(picture), () => `picture ${picture} was told of twice, the second time because ${reason}`);
    hold(!knownBad.has(picture), () => `picture ${picture}, known to be bad, was told of because ${reason}`);
    hold(history.since(picture, since).has(null), () => `picture ${picture} was told of though nothing was wrong with it: ${reason}`);
    this.#told.set(picture, begun);
  }

  /** @throws Violation of rules 1, 2, 3 and 5 */
  see(batch: Seen): void {
    const { total, batchSize } = this.expected;
    const { epoch, batch: number } = this.#next;
    const where = `batch ${batch.batch} of epoch ${batch.epoch}`;
    hold(batch.epoch === epoch && batch.batch === number, () => `${where} came where batch ${number} of epoch ${epoch} had to`);
    const count = Math.min(batchSize, total - number * batchSize);
    hold(batch.batches === this.#batches && batch.count === count && batch.indices.length === count,
      () => `${where} of ${batch.batches} has ${batch.count} pictures in place of ${count}`);
    for (let place = 0; place < count; place++) this.#check(batch, place, where);
    this.#seen++;
    this.#next = this.#wrapped({ epoch, batch: number + 1 });
  }

  #check({ batch, indices, labels, prints }: Seen, place: number, where: string): void {
    const { total, knownBad, history, since, printOf, labelOf, batchSize } = this.expected;
    const [picture, print] = [indices[place], prints[place]];
    const at = `place ${place} of ${where}`;
    hold(Number.isInteger(picture) && picture >= 0 && picture < total, () => `${at} has the index ${picture}`);
    hold(!knownBad.has(picture), () => `${at} has picture ${picture}, which was known to be bad`);
    const without = this.#told.get(picture) ?? Infinity;
    hold(this.#seen < without, () => `${at} has picture ${picture}, which had been told of before the buffer was taken`);
    const { main, spares } = this.#ordersOf(this.#next.epoch);
    const own = batch * batchSize + place;
    let candidate = main(own);
    for (let spare = 0; candidate !== picture; spare++) {
      const passed = candidate;
      hold(knownBad.has(passed) || this.#told.has(passed), () => `${at} has picture ${picture} in place of ${passed}, which nobody was told of`);
      hold(spare < total, () => `${at} has picture ${picture}, which is none of its samples`);
      candidate = spares((own + spare) % total);
    }
    if (picture !== main(own)) this.replaced++;
    const versions = [...history.since(picture, since)].filter((version) => version !== null);
    hold(versions.some((version) => printOf(picture, version) === print),
      () => `${at} has other pixels (${print}) than picture ${picture} ever had meanwhile (${versions.map((version) => printOf(picture, version)).join(', ')})`);
    hold(labels[place] === labelOf(picture), () => `${at} has the label ${labels[place]} in place of ${labelOf(picture)}`);
  }

  #ordersOf(epoch: number): { readonly main: (place: number) => number; readonly spares: (place: number) => number } {
    const { total, seed } = this.expected;
    if (this.#orders?.epoch !== epoch) this.#orders = { epoch, main: permutation(total, seed, epoch), spares: permutation(total, seed, epoch, 'replacements') };
    return this.#orders;
  }

  #wrapped({ epoch, batch }: Position): Position {
    return batch === this.#batches ? { epoch: epoch + 1, batch: 0 } : { epoch, batch };
  }
}
