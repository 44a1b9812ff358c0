import type { PipelineState } from 'whisker/pipeline';
import { hold } from './violation.js';

interface Limits {
  readonly lanes: number;
  readonly slots: number;
}

type Use = Pick<PipelineState, 'busy' | 'slotsTaken'>;

/** Holds a pipeline to its lanes and slots while they change: what was begun under a wider bound is finished under it. */
export class Bounds {
  #allowed: Limits;

  constructor(private limits: Limits) {
    this.#allowed = limits;
  }

  /** They are about to be changed, from what is used now. */
  set(limits: Partial<Limits>, use: Use): void {
    this.check(use);
    this.limits = { ...this.limits, ...limits };
    const { lanes, slots } = this.limits;
    this.#allowed = { lanes: Math.max(lanes, use.busy), slots: Math.max(slots, use.slotsTaken) };
  }

  /** @throws Violation */
  check({ busy, slotsTaken }: Use): void {
    const { lanes, slots } = this.limits;
    hold(busy <= this.#allowed.lanes, () => `${busy} pictures are in decode, with ${lanes} lanes (before: ${this.#allowed.lanes})`);
    hold(slotsTaken <= this.#allowed.slots, () => `${slotsTaken} slots are taken of ${slots} (before: ${this.#allowed.slots})`);
    this.#allowed = { lanes: Math.max(lanes, busy), slots: Math.max(slots, slotsTaken) };
  }
}
