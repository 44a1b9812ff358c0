import type { PipelineOptions, Quarantined } from './types.js';

type QuarantineOptions = Pick<PipelineOptions, 'samples' | 'knownBad' | 'onQuarantine'>;

/** The samples that cannot be used, each with a reason. */
export class Quarantine {
  readonly #reasons = new Map<number, string>();
  readonly #options: QuarantineOptions;
  /** Samples that were known to be bad from the start. */
  readonly known: readonly number[];

  constructor(options: QuarantineOptions) {
    this.#options = options;
    const { samples, knownBad } = options;
    if (knownBad !== undefined && knownBad.size > 0) {
      for (const [index, { path }] of samples.entries()) if (knownBad.has(path)) this.#reasons.set(index, 'it was quarantined before');
    }
    this.known = [...this.#reasons.keys()];
  }

  /** Samples quarantined since the start. */
  get found(): number {
    return this.#reasons.size - this.known.length;
  }

  has(index: number): boolean {
    return this.#reasons.has(index);
  }

  /** Quarantines a sample and reports it, once. */
  add(index: number, reason: string): void {
    if (this.has(index)) return;
    this.#reasons.set(index, reason);
    this.#options.onQuarantine?.({ path: this.#options.samples[index].path, reason });
  }

  /** Returns all of them, those that were known from the start last. */
  list(): readonly Quarantined[] {
    const list = [...this.#reasons].map(([index, reason]) => ({ path: this.#options.samples[index].path, reason }));
    return [...list.slice(this.known.length), ...list.slice(0, this.known.length)];
  }
}
