import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { firstValueFrom, map, take, toArray } from 'rxjs';
import type { Batch, DecodePool, DecodeTask, Pipeline, PipelineOptions, Position } from '../../src/pipeline/index.js';
import { resolveSettings } from '../../src/pipeline/settings.js';
import { readBlock, writeBlock } from '../../src/workers/cache/block.js';
import { decodeTask } from '../../src/workers/decode/decode-task.js';
import type { Answer } from '../../src/workers/index.js';
import { writeViews } from '../../src/workers/views/write-views.js';

/** Returns the number in a path `12.png`. */
export const numberIn = (path: string): number => Number(/(\d+)\.png$/.exec(path)?.[1]);

/**
 * A pool without threads that finishes pictures out of order: fills each picture with its number after some turns of the event
 * loop, or refuses it. Records what it was asked and how much at once.
 */
export class FakePool implements DecodePool {
  workers = 1;
  readonly asked: number[] = [];
  decoding = 0;
  most = 0;

  constructor(private readonly isBad: (index: number) => boolean = () => false, private readonly turns: (asked: number) => number = (asked) => (asked * 7) % 5) {}

  async decode(task: DecodeTask, signal?: AbortSignal): Promise<Answer> {
    signal?.throwIfAborted();
    const { path, decodedSize: size, cache } = task;
    const cached = cache === undefined ? null : readBlock(cache, path, size);
    if (cached !== null) {
      writeViews(task, cached);
      await nextTurn();
      return { refused: null, from: 'cache', readMs: 1, decodeMs: 0 };
    }
    const index = numberIn(path);
    this.asked.push(index);
    this.most = Math.max(this.most, ++this.decoding);
    for (let left = this.turns(this.asked.length); left >= 0; left--) await nextTurn();
    this.decoding--;
    if (this.isBad(index)) return { refused: `number ${index} is bad`, from: 'file', readMs: 1, decodeMs: 2 };
    const pixels = new Uint8Array(size * size * 3).fill(index % 251);
    writeViews(task, pixels);
    if (cache !== undefined) writeBlock(cache, pixels, { size: 1, mtimeMs: 1 });
    return { refused: null, from: 'file', readMs: 1, decodeMs: 2 };
  }

  setWorkers(workers: number): void {
    this.workers = workers;
  }

  async close(): Promise<void> {}
}

/** A pool that decodes on this thread. */
export class InProcessPool implements DecodePool {
  readonly workers = 1;
  /** The answers, in the order in which they were given. */
  readonly answers: (Answer & { readonly path: string })[] = [];

  async decode(task: DecodeTask, signal?: AbortSignal): Promise<Answer> {
    signal?.throwIfAborted();
    await nextTurn();
    const answer = await decodeTask(task, (pixels) => {
      writeViews(task, pixels);
      return true;
    });
    this.answers.push({ path: task.path, ...answer });
    return answer;
  }

  setWorkers(): void {}

  async close(): Promise<void> {}
}

export const numbered = (count: number): { path: string; class: number | null }[] =>
  Array.from({ length: count }, (_, index) => ({ path: `${index}.png`, class: index % 4 === 3 ? null : index % 4 }));

/** Returns options of a pipeline of `count` numbered pictures. */
export const optionsFor = (count: number, changes: Partial<PipelineOptions> = {}) => ({
  ...resolveSettings({ root: '/pictures', samples: numbered(count), size: 8, batchSize: 4, prefetch: 2, concurrency: 4, maxBad: 1, ...changes }),
  pool: changes.pool ?? new FakePool(),
});

export type Contents = ReturnType<typeof contents>;

/** Returns a short hash of pixels, which a failed comparison shows. */
export const hashOf = (pixels: Uint8Array): string => createHash('sha256').update(pixels).digest('hex').slice(0, 16);

/** Copies the contents of a batch out of its buffer. */
export const contents = ({ epoch, batch, batches, count, pixels, labels, indices }: Batch) => ({
  epoch, batch, batches, count, pixels: hashOf(pixels), labels: [...labels], indices: [...indices],
});

/** Copies and releases the first `count` batches from `start`. */
export const copies = (pipeline: Pipeline, count: number, start: Partial<Position> = {}): Promise<Contents[]> =>
  firstValueFrom(pipeline.from(start).pipe(map(copied), take(count), toArray()));

export function copied(batch: Batch): Contents {
  const copy = contents(batch);
  batch.release();
  return copy;
}
