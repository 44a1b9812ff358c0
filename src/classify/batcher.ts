import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Content } from './read-picture.js';

/** A picture whose bytes are at hand, or at a path. */
export interface ReadyPicture {
  readonly name: string;
  readonly content: Content;
}

/** Place of a picture's pixels. */
export interface PixelPlace {
  readonly target: SharedArrayBuffer;
  /** First byte. */
  readonly offset: number;
}

export interface BatcherOptions {
  /** Pictures in a pass, at most. */
  readonly batch: number;
  /** Pictures in decode at once. */
  readonly concurrency: number;
  /** Bytes of a picture's pixels. */
  readonly pictureBytes: number;
  /** Decodes a picture to a place. @returns null, or why it cannot be decoded */
  readonly decode: (picture: ReadyPicture, place: PixelPlace, signal: AbortSignal | undefined) => Promise<string | null>;
  /** Returns the logits of the pictures, a row for each. `pixels` may be written again when the promise settles. */
  readonly predict: (pixels: Uint8Array) => Promise<Float32Array>;
}

/** The logits of a picture, or why it cannot be decoded. */
export type Answer = Float32Array | string;

/** Pictures that are computed in the same pass. */
interface Group {
  readonly pictures: readonly ReadyPicture[];
  readonly signal: AbortSignal | undefined;
  /** The slot of each decoded picture, or why it has none. */
  readonly decoded: (number | string)[];
  /** Pictures whose decoding has begun. */
  begun: number;
  undecoded: number;
  /** Whether the promise is not settled. */
  open: boolean;
  readonly resolve: (answers: readonly Answer[]) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Milliseconds that decoded pictures wait for those in decode, to be computed in one pass with them. A pass of EfficientNet-Lite0 costs about
 * 14 ms beside its pictures, and twelve small photographs are decoded in 5 ms.
 */
const GATHER_MS = 10;

/**
 * Decodes groups of pictures in the order in which they come, and computes as many groups in a pass as it has room for.
 *
 *     waiting -> decoding (each picture has a slot) -> ready -> computing (its pixels are copied, its slots are free)
 *
 * There are slots for two passes: one is decoded while the other is computed. A group gets its slots before any later one, so
 * the first group is always completed.
 */
export class Batcher {
  readonly #pixels: SharedArrayBuffer;
  /** Pixels of the pass. */
  readonly #pass: Uint8Array;
  readonly #free: number[];
  #waiting: Group[] = [];
  #ready: Group[] = [];
  #decoding = 0;
  #computing = false;
  /** The end of the latest pass. */
  #computed: Promise<void> = Promise.resolve();
  #gathering: NodeJS.Timeout | undefined;

  constructor(private readonly options: BatcherOptions) {
    const { batch, concurrency, pictureBytes } = options;
    const slots = 2 * Math.max(batch, concurrency);
    this.#pixels = new SharedArrayBuffer(slots * pictureBytes);
    this.#pass = new Uint8Array(batch * pictureBytes);
    this.#free = [...Array(slots).keys()].reverse();
  }

  /**
   * Returns the answer for each picture.
   * @param pictures at most `batch`
   * @throws the signal's reason; what `decode` or `predict` throws
   */
  run(pictures: readonly ReadyPicture[], signal: AbortSignal | undefined): Promise<readonly Answer[]> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const abort = (): void => this.#drop(group, signal?.reason);
      const settled = (): void => {
        group.open = false;
        signal?.removeEventListener('abort', abort);
      };
      const group: Group = {
        pictures, signal, decoded: [], begun: 0, undecoded: pictures.length, open: true,
        resolve: (answers) => (settled(), resolve(answers)),
        reject: (reason) => (settled(), reject(reason)),
      };
      signal?.addEventListener('abort', abort);
      this.#waiting.push(group);
      this.#decodeMore();
    });
  }

  /** Waits until nothing is computed. No call may be open. */
  async finished(): Promise<void> {
    clearTimeout(this.#gathering);
    await this.#computed;
  }

  #decodeMore(): void {
    const { concurrency } = this.options;
    while (this.#decoding < concurrency) {
      const group = this.#waiting[0];
      const slot = group === undefined ? undefined : this.#free.pop();
      if (group === undefined || slot === undefined) return;
      const index = group.begun++;
      if (group.begun === group.pictures.length) this.#waiting.shift();
      void this.#decode(group, index, slot);
    }
  }

  async #decode(group: Group, index: number, slot: number): Promise<void> {
    const { decode, pictureBytes } = this.options;
    this.#decoding++;
    try {
      const refused = await decode(group.pictures[index], { target: this.#pixels, offset: slot * pictureBytes }, group.signal);
      if (refused !== null || !group.open) this.#free.push(slot);
      if (group.open) this.#decoded(group, index, refused ?? slot);
    } catch (error) {
      this.#free.push(slot);
      this.#drop(group, error);
    } finally {
      this.#decoding--;
      this.#decodeMore();
      this.#computeSoon();
    }
  }

  #decoded(group: Group, index: number, result: number | string): void {
    group.decoded[index] = result;
    if (--group.undecoded === 0) this.#ready.push(group);
  }

  /** Settles a group that is not wanted any more, and frees its slots. What is in decode frees its own. */
  #drop(group: Group, reason: unknown): void {
    if (!group.open) return;
    group.reject(reason);
    this.#waiting = this.#waiting.filter((other) => other !== group);
    const ready = this.#ready.filter((other) => other !== group);
    // The slots of a group in a pass are free already.
    if (group.undecoded > 0 || ready.length < this.#ready.length) this.#release(group);
    this.#ready = ready;
    this.#decodeMore();
  }

  #release({ decoded }: Group): void {
    for (const slot of decoded) if (typeof slot === 'number') this.#free.push(slot);
  }

  /** Computes what is ready: at once where a pass is full or nothing else is in decode, else after `GATHER_MS`. */
  #computeSoon(): void {
    if (this.#computing || this.#ready.length === 0) return;
    const ready = this.#ready.reduce((sum, { pictures }) => sum + pictures.length, 0);
    const compute = (): void => void (this.#computed = this.#compute());
    if (ready >= this.options.batch || this.#decoding === 0) compute();
    else this.#gathering ??= setTimeout(compute, GATHER_MS);
  }

  async #compute(): Promise<void> {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    const groups = this.#takeReady();
    // Those that were gathered may have been aborted.
    if (groups.length === 0) return;
    this.#computing = true;
    try {
      const count = this.#copyPixels(groups);
      this.#decodeMore();
      const logits = count === 0 ? new Float32Array(0) : await this.options.predict(this.#pass.subarray(0, count * this.options.pictureBytes));
      answer(groups, logits, count);
      // An engine without a queue answers in the same turn of the event loop. Requests need another one.
      await nextTurn();
    } catch (error) {
      for (const group of groups) if (group.open) group.reject(error);
    } finally {
      this.#computing = false;
      this.#computeSoon();
    }
  }

  /** Takes the first groups that fit into a pass. Refused pictures count, so that a list is divided in the same way each time. */
  #takeReady(): readonly Group[] {
    let room = this.options.batch;
    const fits = this.#ready.findIndex(({ pictures }) => (room -= pictures.length) < 0);
    return this.#ready.splice(0, fits === -1 ? this.#ready.length : fits);
  }

  /** Copies the pixels of groups to the pass, and frees their slots. @returns how many pictures there are */
  #copyPixels(groups: readonly Group[]): number {
    const { pictureBytes } = this.options;
    let count = 0;
    for (const group of groups) {
      for (const slot of group.decoded) if (typeof slot === 'number') this.#pass.set(new Uint8Array(this.#pixels, slot * pictureBytes, pictureBytes), count++ * pictureBytes);
      this.#release(group);
    }
    return count;
  }
}

/** Gives each group the rows of its pictures. */
function answer(groups: readonly Group[], logits: Float32Array, count: number): void {
  const outputs = logits.length / count;
  let row = 0;
  for (const { decoded, resolve } of groups) resolve(decoded.map((slot) => (typeof slot === 'string' ? slot : logits.slice(row * outputs, ++row * outputs))));
}
