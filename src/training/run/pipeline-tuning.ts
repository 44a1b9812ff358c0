import { pipelineOptions } from '../../config/index.js';
import { startAutotune, type Autotune, type Pipeline } from '../../pipeline/index.js';
import { messages } from '../messages.js';

type Change = 'increase' | 'decrease';

/** The settings of a run's pipeline that change while it runs. None of them changes a batch. */
export class PipelineTuning {
  #autotune: Autotune | null;

  /**
   * @param pipeline null where the run streams nothing
   * @param batch pictures in a batch
   * @param autotune the search that the run begins with; null where the concurrency is given
   */
  constructor(private readonly pipeline: Pipeline | null, private readonly batch: number, autotune: Autotune | null) {
    this.#autotune = autotune;
  }

  /** The start of the search for the best concurrency; null after somebody has set it by hand. */
  get autotune(): Autotune | null {
    return this.#autotune;
  }

  /** Doubles or halves the concurrency, and returns a sentence for the log. */
  changeConcurrency(change: Change): string {
    if (this.pipeline === null) return messages.noPipeline();
    const { concurrency: before, prefetch } = this.pipeline.state();
    const { min, max } = pipelineOptions.concurrency;
    // More than there are places in the buffers would be of no use.
    const most = Math.max(before, Math.min(max, prefetch * this.batch));
    const concurrency = change === 'increase' ? Math.min(most, before * 2) : Math.max(min, Math.floor(before / 2));
    if (concurrency === before) return messages.sameConcurrency(concurrency, change);
    this.#autotune = null;
    this.pipeline.setConcurrency(concurrency);
    return messages.concurrency(before, concurrency);
  }

  /** Adds or takes away a buffer, and returns a sentence for the log. A search begins again, because it depends on the buffers. */
  changePrefetch(change: Change): string {
    if (this.pipeline === null) return messages.noPipeline();
    const { prefetch: before, concurrency } = this.pipeline.state();
    const { min, max } = pipelineOptions.prefetch;
    const prefetch = change === 'increase' ? Math.min(max, before + 1) : Math.max(min, before - 1);
    if (prefetch === before) return messages.samePrefetch(prefetch, change);
    this.pipeline.setPrefetch(prefetch);
    if (this.#autotune !== null) this.#search(concurrency);
    return messages.prefetch(before, prefetch);
  }

  /** Lets the run find the concurrency again, and returns a sentence for the log. */
  startAutotuning(): string {
    if (this.pipeline === null) return messages.noPipeline();
    if (this.#autotune !== null) return messages.autotuning(this.pipeline.state().concurrency, true);
    return messages.autotuning(this.#search(this.pipeline.state().concurrency), false);
  }

  /** Begins a search at a concurrency, within its limits. */
  #search(from: number): number {
    if (this.pipeline === null) return from;
    const { workers, prefetch } = this.pipeline.state();
    const start = startAutotune({ workers, prefetch, batch: this.batch, max: pipelineOptions.concurrency.max });
    const concurrency = Math.min(start.most, Math.max(start.least, from));
    this.#autotune = { ...start, concurrency };
    this.pipeline.setConcurrency(concurrency);
    return concurrency;
  }
}
