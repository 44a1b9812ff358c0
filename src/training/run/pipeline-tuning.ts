import { availableParallelism } from 'node:os';
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
   * @param cores the most workers, where the run does not begin with more
   */
  constructor(private readonly pipeline: Pipeline | null, private readonly batch: number, autotune: Autotune | null, private readonly cores = availableParallelism()) {
    this.#autotune = autotune;
  }

  /** The start of the search for the best concurrency; null after somebody has set it by hand. */
  get autotune(): Autotune | null {
    return this.#autotune;
  }

  /** Changes a setting, and returns a sentence for the log. */
  change(setting: 'concurrency' | 'prefetch' | 'workers', change: Change): string {
    if (this.pipeline === null) return messages.noPipeline();
    if (setting === 'concurrency') return this.#changeConcurrency(this.pipeline, change);
    return setting === 'prefetch' ? this.#changePrefetch(this.pipeline, change) : this.#changeWorkers(this.pipeline, change);
  }

  /** Doubles or halves the concurrency. */
  #changeConcurrency(pipeline: Pipeline, change: Change): string {
    const { concurrency: before, prefetch } = pipeline.state();
    const { min, max } = pipelineOptions.concurrency;
    // More than there are places in the buffers would be of no use.
    const most = Math.max(before, Math.min(max, prefetch * this.batch));
    const concurrency = change === 'increase' ? Math.min(most, before * 2) : Math.max(min, Math.floor(before / 2));
    if (concurrency === before) return messages.sameConcurrency(concurrency, change);
    this.#autotune = null;
    pipeline.setConcurrency(concurrency);
    return messages.concurrency(before, concurrency);
  }

  /** Adds or takes away a buffer. A search begins again, because it depends on the buffers. */
  #changePrefetch(pipeline: Pipeline, change: Change): string {
    const { prefetch: before, concurrency } = pipeline.state();
    const { min, max } = pipelineOptions.prefetch;
    const prefetch = change === 'increase' ? Math.min(max, before + 1) : Math.max(min, before - 1);
    if (prefetch === before) return messages.samePrefetch(prefetch, change);
    pipeline.setPrefetch(prefetch);
    if (this.#autotune !== null) this.#search(concurrency);
    return messages.prefetch(before, prefetch);
  }

  /** Adds or takes away a worker. A search begins again, because it depends on the workers. */
  #changeWorkers(pipeline: Pipeline, change: Change): string {
    const { workers: before, concurrency } = pipeline.state();
    const { min, max } = pipelineOptions.workers;
    const most = Math.max(before, Math.min(max, this.cores));
    const workers = change === 'increase' ? Math.min(most, before + 1) : Math.max(min, before - 1);
    if (workers === before) return messages.sameWorkers(workers, change);
    pipeline.setWorkers(workers);
    if (this.#autotune !== null) this.#search(concurrency);
    return messages.workers(before, workers);
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
