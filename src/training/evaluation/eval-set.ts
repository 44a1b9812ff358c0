import type { LabelledSample } from '../../dataset/index.js';
import type { Quarantined } from '../../pipeline/index.js';
import { errors } from '../errors.js';
import { decodeInChunks, type PictureSettings } from './pictures.js';

/** Some pictures of a set, with their classes. */
export interface EvalChunk {
  /** uint8 RGB, NHWC. */
  readonly pixels: Uint8Array;
  readonly labels: Int32Array;
  /** The place of each picture in the set. */
  readonly indices: readonly number[];
  /** Pictures of the set up to the last of these, with those that cannot be read. */
  readonly done: number;
}

export interface EvalSetOptions {
  /** Its name in errors: `validation`. */
  readonly name: string;
  readonly root: string;
  readonly samples: readonly LabelledSample[];
  /** Pictures in a chunk. */
  readonly chunk: number;
  /** Bytes that the decoded set may take to be kept for the next pass. */
  readonly keepWithin: number;
  /** Share of unreadable pictures, 0 to 1, above which a pass fails. */
  readonly maxBad: number;
  /** Called once for each unreadable picture. */
  readonly onBad: (picture: Quarantined) => void;
}

/** Labelled pictures for evaluation, in the order of the split. They can be read again and again. */
export class EvalSet {
  readonly #bad = new Map<string, Quarantined>();
  #decoded: readonly EvalChunk[] | undefined;

  constructor(private readonly settings: PictureSettings, private readonly options: EvalSetOptions) {}

  /** All pictures, with those that cannot be read. */
  get total(): number {
    return this.options.samples.length;
  }

  /**
   * Reads the set once. Pictures that cannot be read are left out.
   * @param start `from`: the place of the first picture, where a chunk ended before; `bad`: pictures before it that could not be read
   * @throws WorkFailed when too many cannot be read; the signal's reason
   */
  async *chunks(signal: AbortSignal, { from, bad: badBefore } = { from: 0, bad: 0 }): AsyncGenerator<EvalChunk, void, undefined> {
    if (this.#decoded !== undefined) {
      yield* this.#decoded.filter(({ done }) => done > from);
      return;
    }
    const { root, chunk: size, keepWithin } = this.options;
    const samples = this.options.samples.slice(from);
    const keep = from === 0 && samples.length * this.settings.size ** 2 * 3 <= keepWithin;
    const decoded: EvalChunk[] = [];
    let readable = from - badBefore;
    for await (const { pixels, indices, bad, end } of decodeInChunks(samples.map(({ path }) => path), root, size, this.settings, signal)) {
      for (const { index, reason } of bad) this.#report({ path: samples[index].path, reason }, badBefore);
      if (indices.length === 0) continue;
      const done = from + end;
      readable += indices.length;
      const chunk = { pixels, labels: Int32Array.from(indices, (index) => samples[index].class), indices, done };
      if (keep) decoded.push(chunk);
      yield chunk;
    }
    if (readable === 0) throw errors.tooManyBad([...this.#bad.values()], this.total, this.options.name, this.options.maxBad);
    if (keep) this.#decoded = decoded;
  }

  #report(picture: Quarantined, badBefore: number): void {
    if (this.#bad.has(picture.path)) return;
    this.#bad.set(picture.path, picture);
    this.options.onBad(picture);
    const { samples, name, maxBad } = this.options;
    if (badBefore + this.#bad.size > samples.length * maxBad) throw errors.tooManyBad([...this.#bad.values()], samples.length, name, maxBad);
  }
}
