import type { PipelineState } from 'whisker/pipeline';
import { hold } from './violation.js';

interface Limits {
  readonly concurrency: number;
  readonly prefetch: number;
}

type Use = Pick<PipelineState, 'decoding' | 'buffersTaken'>;

/** Holds a pipeline to its concurrency and buffers while they change: what was begun under a wider bound is finished under it. */
export class Bounds {
  #allowed: Limits;

  constructor(private limits: Limits) {
    this.#allowed = limits;
  }

  /** They are about to be changed, from what is used now. */
  set(limits: Partial<Limits>, use: Use): void {
    this.check(use);
    this.limits = { ...this.limits, ...limits };
    const { concurrency, prefetch } = this.limits;
    this.#allowed = { concurrency: Math.max(concurrency, use.decoding), prefetch: Math.max(prefetch, use.buffersTaken) };
  }

  /** @throws Violation */
  check({ decoding, buffersTaken }: Use): void {
    const { concurrency, prefetch } = this.limits;
    hold(decoding <= this.#allowed.concurrency, () => `${decoding} pictures are in decode, with ${concurrency} concurrency (before: ${this.#allowed.concurrency})`);
    hold(buffersTaken <= this.#allowed.prefetch, () => `${buffersTaken} prefetch are taken of ${prefetch} (before: ${this.#allowed.prefetch})`);
    this.#allowed = { concurrency: Math.max(concurrency, decoding), prefetch: Math.max(prefetch, buffersTaken) };
  }
}
