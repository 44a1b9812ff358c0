import type { PipelineOptions, Quarantined } from './types.js';

/** The samples that cannot be used, and why. Each is told of once. */
export class Quarantine {
  readonly #reasons = new Map<number, string>();
  readonly #options: Pick<PipelineOptions, 'samples' | 'knownBad' | 'onQuarantine'>;
  /** Samples that were known to be bad from the start. */
  readonly known: readonly number[];

  constructor(options: Pick<PipelineOptions, 'samples' | 'knownBad' | 'onQuarantine'>) {
    this.#options = options;
    const { samples, knownBad } = options;
    if (knownBad !== undefined && knownBad.size > 0) {
      for (const [index, { path }] of samples.entries()) if (knownBad.has(path)) this.#reasons.set(index, 'it was set aside before');
    }
    this.known = [...this.#reasons.keys()];
  }

  /** Samples set aside since the start. */
  get found(): number {
    return this.#reasons.size - this.known.length;
  }

  has(index: number): boolean {
    return this.#reasons.has(index);
  }

  add(index: number, reason: string): void {
    if (this.has(index)) return;
    this.#reasons.set(index, reason);
    this.#options.onQuarantine?.({ path: this.#options.samples[index].path, reason });
  }

  /** All of them, those with a reason of their own first. */
  list(): readonly Quarantined[] {
    const list = [...this.#reasons].map(([index, reason]) => ({ path: this.#options.samples[index].path, reason }));
    return [...list.slice(this.known.length), ...list.slice(0, this.known.length)];
  }
}
