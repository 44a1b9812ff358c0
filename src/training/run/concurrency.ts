import { pipelineOptions } from '../../config/index.js';
import type { Pipeline } from '../../pipeline/index.js';
import { messages } from '../messages.js';

/** The concurrency of a run's pipeline. Autotuning changes it until somebody sets it by hand. */
export class Concurrency {
  #setByHand = false;

  /**
   * @param pipeline null where the run streams nothing
   * @param batch pictures in a batch
   */
  constructor(private readonly pipeline: Pipeline | null, private readonly batch: number) {}

  /** The pipeline as autotuning sees it. */
  get autotuned(): Pick<Pipeline, 'state' | 'setConcurrency'> | null {
    const { pipeline } = this;
    return pipeline && { state: () => pipeline.state(), setConcurrency: (concurrency) => void (this.#setByHand || pipeline.setConcurrency(concurrency)) };
  }

  /** Doubles or halves the concurrency, and returns a sentence for the log. */
  change(change: 'increase' | 'decrease'): string {
    if (this.pipeline === null) return messages.noConcurrency();
    const { concurrency: before, prefetch } = this.pipeline.state();
    const { min, max } = pipelineOptions.concurrency;
    // More than there are places in the buffers would be of no use.
    const most = Math.max(before, Math.min(max, prefetch * this.batch));
    const concurrency = change === 'increase' ? Math.min(most, before * 2) : Math.max(min, Math.floor(before / 2));
    if (concurrency === before) return messages.sameConcurrency(concurrency, change);
    this.#setByHand = true;
    this.pipeline.setConcurrency(concurrency);
    return messages.concurrency(before, concurrency);
  }
}
