import type { Tensor4D } from '@tensorflow/tfjs-core';
import { takeUntil, type Observable } from 'rxjs';
import type { Engine } from '../../engine/index.js';
import { asyncIterable, type Batch } from '../../pipeline/index.js';
import type { InputBatch, StepBatches } from '../recipes/recipe.js';
import { aborted } from './aborted.js';
import type { OpenInput } from './inputs.js';

/** The batches of a step, uploaded. */
export interface UploadedStep {
  readonly batches: StepBatches;
  /** Pictures in all of them. */
  readonly count: number;
  /** Disposes the tensors of this step. Those of an input that repeats its batch stay. */
  dispose(): void;
}

/** The part of an input that uploading needs. */
export type UploadedInput = Pick<OpenInput, 'name' | 'views' | 'batches'> & { readonly pipeline: unknown };

/**
 * Uploads the batches of the steps, one step ahead where that is asked for: while the engine computes. A buffer is released
 * as soon as its pictures are uploaded. The batch of an input that repeats is uploaded once.
 */
export class Prefetcher {
  readonly #batches: AsyncIterator<Readonly<Record<string, Batch>>>;
  readonly #repeated = new Map<string, InputBatch>();
  #ahead: Promise<UploadedStep> | null = null;
  #closed = false;
  #step: number;

  /**
   * @param source subscribed to when the first batches are asked for; its credits bound what waits here
   * @param step the step that takes the first batches
   */
  constructor(
    source: Observable<Readonly<Record<string, Batch>>>, private readonly inputs: readonly UploadedInput[], private readonly engine: Pick<Engine, 'upload'>, private readonly size: number,
    private readonly signal: AbortSignal, step = 0,
  ) {
    this.#batches = asyncIterable(source.pipe(takeUntil(aborted(signal))), () => signal.aborted)[Symbol.asyncIterator]();
    this.#step = step;
  }

  /**
   * Returns the batches of the next step.
   * @throws the source's error, or the signal's reason
   */
  take(): Promise<UploadedStep> {
    const next = this.#ahead ?? this.#upload();
    this.#ahead = null;
    return next;
  }

  /** Begins to upload the batches of the next step. `take` reports its errors. */
  begin(): void {
    this.#ahead ??= this.#upload();
    this.#ahead.catch(() => undefined);
  }

  /** Unsubscribes from the source and disposes what nobody took. */
  close(): void {
    this.#closed = true;
    void this.#batches.return?.();
    this.#ahead?.then((step) => step.dispose(), () => undefined);
    this.#ahead = null;
    for (const batch of this.#repeated.values()) disposeBatch(batch);
    this.#repeated.clear();
  }

  async #upload(): Promise<UploadedStep> {
    this.signal.throwIfAborted();
    const { done, value: batches } = await this.#batches.next();
    if (done === true) throw new Error('the endless stream of batches ended');
    const own: InputBatch[] = [];
    const dispose = () => own.splice(0).forEach(disposeBatch);
    try {
      if (this.#closed) throw new Error('the batches came after the end');
      const uploaded = this.inputs.map((input): readonly [string, InputBatch] => {
        const batch = this.#repeated.get(input.name) ?? this.#uploadBatch(input, batches[input.name]);
        if (input.pipeline === null) this.#repeated.set(input.name, batch);
        else own.push(batch);
        return [input.name, batch];
      });
      this.#step += 1;
      return { batches: Object.fromEntries(uploaded), count: Object.values(batches).reduce((sum, { count }) => sum + count, 0), dispose };
    } catch (error) {
      dispose();
      throw error;
    } finally {
      for (const batch of Object.values(batches)) batch.release();
    }
  }

  #uploadBatch({ name, views, batches, pipeline }: UploadedInput, batch: Batch): InputBatch {
    if (pipeline !== null && batch.epoch * batches + batch.batch !== this.#step) throw new Error(`batch ${batch.batch} of epoch ${batch.epoch} of ${name} came to step ${this.#step}`);
    const upload = (pixels: Uint8Array): Tensor4D => this.engine.upload(pixels, [batch.count, this.size, this.size, 3]);
    return { views: Object.fromEntries(views.map((view, index) => [view, upload(batch.views[index])])), labels: batch.labels, indices: batch.indices };
  }
}

function disposeBatch({ views }: InputBatch): void {
  for (const pictures of Object.values(views)) pictures.dispose();
}
