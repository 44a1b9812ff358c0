import type { PipelineState } from 'whisker-ml/pipeline';
import { assert } from './violation.js';

interface Limits {
  readonly concurrency: number;
  readonly prefetch: number;
}

type Use = Pick<PipelineState, 'decoding' | 'buffersTaken'>;

/** Checks that a pipeline keeps its limits while they change. What was begun under a wider limit may be finished. */
export class Bounds {
  #allowed: Limits;

  constructor(private limits: Limits) {
    this.#allowed = limits;
  }

  /** Called before the limits are changed, with what is in use now. */
  set(limits: Partial<Limits>, use: Use): void {
    this.check(use);
    this.limits = { ...this.limits, ...limits };
    const { concurrency, prefetch } = this.limits;
    this.#allowed = { concurrency: Math.max(concurrency, use.decoding), prefetch: Math.max(prefetch, use.buffersTaken) };
  }

  /** @throws Violation */
  check({ decoding, buffersTaken }: Use): void {
    const { concurrency, prefetch } = this.limits;
    assert(decoding <= this.#allowed.concurrency, () => `${decoding} pictures are being decoded, with a concurrency of ${concurrency} (before: ${this.#allowed.concurrency})`);
    assert(buffersTaken <= this.#allowed.prefetch, () => `${buffersTaken} buffers are taken, with a prefetch of ${prefetch} (before: ${this.#allowed.prefetch})`);
    this.#allowed = { concurrency: Math.max(concurrency, decoding), prefetch: Math.max(prefetch, buffersTaken) };
  }
}
