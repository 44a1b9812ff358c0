import { permutation, type Position } from 'whisker-ml/pipeline';
import type { History } from './history.js';
import { assert } from './violation.js';

/**
 * Rules for the batches of a stream. Every batch of every pipeline is checked against them, while pictures vanish, are damaged,
 * change and come back.
 *
 * 1. Positions have no gap. The first batch is the one that was asked for, and each batch follows the one before, over the ends of
 *    epochs and of pipelines.
 * 2. Each place has the first usable one of its candidates: its own sample in the epoch's order, then its replacements. Every candidate
 *    before it was known to be bad when the pipeline was created, or was quarantined before this batch.
 * 3. A picture's pixels are those that a plain decode makes of a version that its file had at some time since the pipeline was
 *    created. Its label is its own. The pixels do not change until the batch is released, not even after an abort.
 * 4. A picture is quarantined once, and only if its file was unusable at some time since the pipeline was created. Killed workers are
 *    no excuse.
 * 5. A picture that was known to be bad, or quarantined before the batch's buffer was taken, is in no batch. When it comes back, the
 *    next pipeline uses it again.
 */
export interface Expected {
  /** Number of pictures. */
  readonly total: number;
  readonly batchSize: number;
  readonly seed: number;
  readonly start: Position;
  /** The history's clock when the pipeline was created. */
  readonly since: number;
  readonly history: Pick<History, 'since'>;
  readonly knownBad: ReadonlySet<number>;
  /** Returns the fingerprint of a version of a picture. */
  readonly fingerprintOf: (picture: number, version: number) => string;
  readonly labelOf: (picture: number) => number;
}

/** A batch with the fingerprint of each of its pictures. */
export interface SeenBatch extends Position {
  readonly batches: number;
  readonly count: number;
  readonly indices: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
  readonly fingerprints: readonly string[];
}

interface Orders {
  readonly epoch: number;
  readonly main: (place: number) => number;
  readonly replacements: (place: number) => number;
}

/** Checks one stream of one pipeline. */
export class Oracle {
  /** For each quarantined picture, the first batch of the stream that must be without it. */
  readonly #quarantined = new Map<number, number>();
  readonly #batches: number;
  #next: Position;
  #checked = 0;
  #orders: Orders | undefined;
  /** Pictures that replaced others. */
  replaced = 0;

  constructor(private readonly expected: Expected) {
    this.#batches = Math.ceil(expected.total / expected.batchSize);
    this.#next = this.#normalize(expected.start);
  }

  /** Position at which the next pipeline must start. */
  get next(): Position {
    return this.#next;
  }

  /** Number of batches that were checked. */
  get checked(): number {
    return this.#checked;
  }

  /** Number of pictures that were quarantined. */
  get quarantined(): number {
    return this.#quarantined.size;
  }

  /**
   * Notes that the pipeline has quarantined a picture.
   * @param buffersTaken buffers that this stream has taken so far
   * @throws Violation of rule 4
   */
  quarantine(picture: number, reason: string, buffersTaken: number): void {
    const { history, since, knownBad } = this.expected;
    assert(!this.#quarantined.has(picture), () => `picture ${picture} was quarantined twice, the second time because ${reason}`);
    assert(!knownBad.has(picture), () => `picture ${picture}, known to be bad, was quarantined because ${reason}`);
    assert(history.since(picture, since).has(null), () => `picture ${picture} was quarantined though nothing was wrong with it: ${reason}`);
    this.#quarantined.set(picture, buffersTaken);
  }

  /** @throws Violation of rules 1, 2, 3 and 5 */
  check(batch: SeenBatch): void {
    const { total, batchSize } = this.expected;
    const { epoch, batch: number } = this.#next;
    const where = `batch ${batch.batch} of epoch ${batch.epoch}`;
    assert(batch.epoch === epoch && batch.batch === number, () => `${where} came instead of batch ${number} of epoch ${epoch}`);
    const count = Math.min(batchSize, total - number * batchSize);
    assert(batch.batches === this.#batches && batch.count === count && batch.indices.length === count,
      () => `${where} of ${batch.batches} has ${batch.count} pictures instead of ${count}`);
    for (let place = 0; place < count; place++) this.#checkPlace(batch, place, where);
    this.#checked++;
    this.#next = this.#normalize({ epoch, batch: number + 1 });
  }

  #checkPlace({ batch, indices, labels, fingerprints }: SeenBatch, place: number, where: string): void {
    const { total, knownBad, history, since, fingerprintOf, labelOf, batchSize } = this.expected;
    const [picture, fingerprint] = [indices[place], fingerprints[place]];
    const at = `place ${place} of ${where}`;
    assert(Number.isInteger(picture) && picture >= 0 && picture < total, () => `${at} has the index ${picture}`);
    assert(!knownBad.has(picture), () => `${at} has picture ${picture}, which was known to be bad`);
    const firstWithout = this.#quarantined.get(picture) ?? Infinity;
    assert(this.#checked < firstWithout, () => `${at} has picture ${picture}, which was quarantined before the buffer was taken`);
    const { main, replacements } = this.#ordersOf(this.#next.epoch);
    const position = batch * batchSize + place;
    let candidate = main(position);
    for (let tried = 0; candidate !== picture; tried++) {
      const skipped = candidate;
      assert(knownBad.has(skipped) || this.#quarantined.has(skipped), () => `${at} has picture ${picture} instead of ${skipped}, which was not quarantined`);
      assert(tried < total, () => `${at} has picture ${picture}, which is none of its candidates`);
      candidate = replacements((position + tried) % total);
    }
    if (picture !== main(position)) this.replaced++;
    const versions = [...history.since(picture, since)].filter((version) => version !== null);
    assert(versions.some((version) => fingerprintOf(picture, version) === fingerprint),
      () => `${at} has pixels (${fingerprint}) that picture ${picture} did not have since the start (${versions.map((version) => fingerprintOf(picture, version)).join(', ')})`);
    assert(labels[place] === labelOf(picture), () => `${at} has the label ${labels[place]} instead of ${labelOf(picture)}`);
  }

  #ordersOf(epoch: number): Orders {
    const { total, seed } = this.expected;
    if (this.#orders?.epoch !== epoch) this.#orders = { epoch, main: permutation(total, seed, epoch), replacements: permutation(total, seed, epoch, 'replacements') };
    return this.#orders;
  }

  #normalize({ epoch, batch }: Position): Position {
    return batch === this.#batches ? { epoch: epoch + 1, batch: 0 } : { epoch, batch };
  }
}
