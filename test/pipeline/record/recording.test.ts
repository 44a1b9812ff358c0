import { firstValueFrom, of, Subject, take, throwError, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { WrongCommand } from '../../../src/config/index.js';
import type { Batch } from '../../../src/pipeline/index.js';
import { copied, copies, optionsFor, FakePool } from '../fakes.js';
import { createPipeline, recordBatches, recordPipeline, Recording } from './samples.js';

const batchOf = (number: number, release = (): void => undefined, pixels = new Uint8Array(24).fill(number)): Batch => ({
  epoch: 0, batch: number, batches: 9, count: 2, pixels, views: [pixels], labels: Int32Array.of(0, -1), indices: Int32Array.of(number, 8), release,
});

describe('recordBatches', () => {
  it('passes batches through unchanged', async () => {
    const expected = await copies(createPipeline(optionsFor(20)), 7);
    const { pipeline, recording } = recordPipeline(optionsFor(20));
    const seen: unknown[] = [];
    for await (const batch of pipeline.from()) {
      seen.push(copied(batch));
      if (seen.length === 7) break;
    }
    expect(seen).toEqual(expected);
    const { batches, end, stream, paths } = recording.fixture();
    expect(end.outcome).toBe('stopped');
    expect(stream).toEqual({ size: 8, batchSize: 4, batches: 5, prefetch: 2, pixels: 'keep' });
    // Batches that were ready when the loop was left are recorded, too; they were never released.
    expect(batches.slice(0, 7).map(({ epoch, batch, indices, labels }) => ({ epoch, batch, indices: [...indices], labels: [...labels] }))).toEqual(
      expected.map(({ epoch, batch, indices, labels }) => ({ epoch, batch, indices, labels })),
    );
    expect(batches.slice(7).every(({ released }) => released === null)).toBe(true);
    expect(paths.get(batches[0].indices[0])).toBe(`${batches[0].indices[0]}.png`);
  });

  it('records when each batch came and was released, and copies its pixels', () => {
    let now = 100;
    const recording = new Recording({ now: () => now });
    const source = new Subject<Batch>();
    const held: Batch[] = [];
    const memory = batchOf(5);
    recordBatches(source, recording).subscribe((batch) => held.push(batch));
    for (const at of [103.4, 110]) {
      now = at;
      source.next(at === 110 ? batchOf(6) : memory);
    }
    now = 120;
    held[0].release();
    memory.pixels.fill(0);
    now = 130;
    held[0].release();
    source.complete();
    const { batches, stream, end } = recording.fixture();
    expect(batches.map(({ ready, released }) => [ready, released])).toEqual([[3, 20], [10, null]]);
    expect(batches[0].pixels).toEqual(new Uint8Array(24).fill(5));
    expect(stream).toEqual({ size: 2, batchSize: 2, batches: 9, prefetch: 2, pixels: 'keep' });
    expect(end).toEqual({ outcome: 'complete', at: 30, message: '' });
  });

  it('records a hash of each picture instead of pixels on request', () => {
    const [full, hashed] = [new Recording(), new Recording({ pixels: 'hash' })];
    for (const recording of [full, hashed]) recordBatches(of(batchOf(1)), recording).subscribe();
    expect(hashed.fixture().batches[0].pixels).toBeNull();
    expect(hashed.fixture().batches[0].hashes).toEqual(full.fixture().batches[0].hashes);
  });

  it('takes more batches than a call takes arguments', () => {
    const recording = new Recording({ pixels: 'hash' });
    const batch = { ...batchOf(0, undefined, new Uint8Array(3)), count: 1, indices: Int32Array.of(0) };
    for (let number = 0; number < 130_000; number++) recording.batch(batch);
    expect(recording.fixture()).toMatchObject({ stream: { batchSize: 1 } });
  });

  it('records how the stream ended', async () => {
    const [failed, stopped] = [new Recording(), new Recording()];
    await expect(firstValueFrom(recordBatches(throwError(() => new Error('the disk is gone')), failed))).rejects.toThrow('the disk is gone');
    expect(failed.fixture()).toMatchObject({ stream: null, end: { outcome: 'failed', message: 'the disk is gone' } });
    await firstValueFrom(recordBatches(of(batchOf(0), batchOf(1)), stopped).pipe(take(1)));
    expect(stopped.fixture()).toMatchObject({ batches: [{ batch: 0 }], end: { outcome: 'stopped' } });
  });

  it('takes an async iterable, and ends it as soon as it is unsubscribed from', async () => {
    let ended = 0;
    async function* loop(more: Promise<void>): AsyncGenerator<Batch> {
      yield batchOf(0);
      yield batchOf(1);
      await more;
    }
    const whole = new Recording();
    const seen = await firstValueFrom(recordBatches(loop(Promise.resolve()), whole).pipe(toArray()));
    expect(seen.map(({ batch }) => batch)).toEqual([0, 1]);
    expect(whole.fixture().end.outcome).toBe('complete');
    // A source that waits forever for its next value.
    const waiting: AsyncIterable<Batch> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined), return: async () => ({ done: true, value: void ended++ }) }) };
    const left = new Recording();
    recordBatches(waiting, left).subscribe().unsubscribe();
    expect(ended).toBe(1);
    expect(left.fixture().end.outcome).toBe('stopped');
    const broken: AsyncIterable<Batch> = { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('the disk is gone')) }) };
    await expect(firstValueFrom(recordBatches(broken, new Recording()))).rejects.toThrow('the disk is gone');
  });

  it('takes only one stream', async () => {
    const recording = new Recording();
    recordBatches(of(batchOf(0)), recording).subscribe();
    const again = firstValueFrom(recordBatches(of(batchOf(0)), recording));
    await expect(again).rejects.toThrow(WrongCommand);
    await expect(again).rejects.toThrow('This recording already has a stream');
  });

  it('refuses a batch of several views', async () => {
    const several = createPipeline(optionsFor(20, { views: ['none', 'none'] })).from({}, { epoch: 1 });
    await expect(firstValueFrom(recordBatches(several, new Recording()))).rejects.toThrow('A recording takes one view of each picture, and there are 2');
  });

  it('leaves the release of batches to its subscriber', async () => {
    let released = 0;
    const source = of(batchOf(0, () => void released++), batchOf(1, () => void released++));
    const batches = await firstValueFrom(recordBatches(source, new Recording()).pipe(toArray()));
    expect(released).toBe(0);
    for (const { release } of batches) release();
    expect(released).toBe(2);
  });
});

describe('recordPipeline', () => {
  it('records quarantined pictures where they were found, and still reports them', async () => {
    const reported: string[] = [];
    const { pipeline, recording } = recordPipeline(optionsFor(20, { pool: new FakePool((index) => index % 7 === 3), onQuarantine: ({ path }) => reported.push(path) }), { note: 'three are bad' });
    for await (const { release } of pipeline.from({}, { epoch: 1 })) release();
    const { quarantined, note } = recording.fixture();
    expect(note).toBe('three are bad');
    expect(quarantined.map(({ path }) => path)).toEqual(reported);
    expect(reported.toSorted()).toEqual(['10.png', '17.png', '3.png']);
    for (const { before, reason } of quarantined) {
      expect(before).toBeLessThan(5);
      expect(reason).toMatch(/is bad/);
    }
  });
});
