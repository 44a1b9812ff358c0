import type { LabelledSample } from '../dataset/index.js';
import type { Quarantined } from '../pipeline/index.js';
import { errors } from './errors.js';
import { decodeInChunks, type PictureSettings } from './pictures.js';

/** Some pictures of a part with their classes. */
export interface EvalChunk {
  /** uint8 RGB, NHWC. */
  readonly pixels: Uint8Array;
  readonly labels: Int32Array;
  /** Pictures of the part up to the end of these, those that cannot be read too. */
  readonly done: number;
}

export interface EvalSetOptions {
  /** For people: `validation`. */
  readonly name: string;
  readonly root: string;
  readonly samples: readonly LabelledSample[];
  /** Pictures at a time. */
  readonly chunk: number;
  /** Decoded pictures are kept for the next pass where all of them take no more bytes than this. */
  readonly keepWithin: number;
  /** Share of unreadable pictures (0 to 1) past which a pass fails. */
  readonly maxBad: number;
  /** Told of each unreadable picture once. */
  readonly onBad: (picture: Quarantined) => void;
}

/** Labelled pictures that a classifier is judged by, in the order of the split, as often as wanted. */
export class EvalSet {
  readonly #bad = new Map<string, Quarantined>();
  #kept: readonly EvalChunk[] | undefined;

  constructor(private readonly settings: PictureSettings, private readonly options: EvalSetOptions) {}

  /** Pictures in all, those that cannot be read too. */
  get total(): number {
    return this.options.samples.length;
  }

  /**
   * One pass. Pictures that cannot be read are left out.
   * @throws WorkFailed when too many are; the signal's reason
   */
  async *chunks(signal: AbortSignal): AsyncGenerator<EvalChunk, void, undefined> {
    if (this.#kept !== undefined) {
      yield* this.#kept;
      return;
    }
    const { samples, root, chunk, keepWithin } = this.options;
    const keep = samples.length * this.settings.size ** 2 * 3 <= keepWithin;
    const kept: EvalChunk[] = [];
    let readable = 0;
    for await (const { pixels, kept: indices, bad, end: done } of decodeInChunks(samples.map(({ path }) => path), root, chunk, this.settings, signal)) {
      for (const { index, reason } of bad) this.#setAside({ path: samples[index].path, reason });
      if (indices.length === 0) continue;
      readable += indices.length;
      const part = { pixels, labels: Int32Array.from(indices, (index) => samples[index].class), done };
      if (keep) kept.push(part);
      yield part;
    }
    if (readable === 0) throw errors.tooManyBad([...this.#bad.values()], samples.length, this.options.name, this.options.maxBad);
    if (keep) this.#kept = kept;
  }

  #setAside(picture: Quarantined): void {
    if (this.#bad.has(picture.path)) return;
    this.#bad.set(picture.path, picture);
    this.options.onBad(picture);
    const { samples, name, maxBad } = this.options;
    if (this.#bad.size > samples.length * maxBad) throw errors.tooManyBad([...this.#bad.values()], samples.length, name, maxBad);
  }
}
