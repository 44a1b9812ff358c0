import { assert, asyncProperty, integer, record } from 'fast-check';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPipeline, type Batch } from '../../src/pipeline/index.js';
import { contents, copies, optionsFor, FakePool } from './fakes.js';

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await nextTurn();
};

describe('credits', () => {
  const shape = record({ batchSize: integer({ min: 1, max: 9 }), prefetch: integer({ min: 1, max: 4 }), concurrency: integer({ min: 1, max: 40 }) });

  it('bound the decoded and unreleased batches by the prefetch, whatever the consumer does', async () => {
    await assert(
      asyncProperty(shape, integer({ min: 0, max: 2 ** 31 }), async (choice, salt) => {
        const pool = new FakePool(undefined, (asked) => (asked * 13 + salt) % 4);
        const pipeline = createPipeline(optionsFor(50, { ...choice, pool, remainder: 'keep' }));
        const held: Batch[] = [];
        let delivered = 0;
        let released = 0;
        const release = (batch: Batch | undefined): void => {
          released += batch?.count ?? 0;
          batch?.release();
        };
        const subscription = pipeline.from({ epoch: 0, batch: 0 }).subscribe((batch) => {
          held.push(batch);
          delivered++;
        });
        for (let turn = 0; turn < 150; turn++) {
          await nextTurn();
          expect(pool.asked.length - released).toBeLessThanOrEqual(choice.prefetch * choice.batchSize);
          expect(pool.decoding).toBeLessThanOrEqual(choice.concurrency);
          expect(pipeline.state().buffersTaken).toBeLessThanOrEqual(choice.prefetch);
          if ((turn * 7 + salt) % 5 === 0) release(held.splice((salt + turn) % Math.max(held.length, 1), 1)[0]);
        }
        expect(delivered).toBeGreaterThan(0);
        subscription.unsubscribe();
      }),
      { numRuns: 60 },
    );
  });

  it('stop reading when the consumer stalls, and continue where the stream was', async () => {
    const pool = new FakePool();
    const pipeline = createPipeline(optionsFor(40, { batchSize: 5, prefetch: 3, pool }));
    const held: Batch[] = [];
    const seen: ReturnType<typeof contents>[] = [];
    const subscription = pipeline.from({ epoch: 0, batch: 0 }).subscribe((batch) => {
      held.push(batch);
      seen.push(contents(batch));
    });
    await turns(200);
    expect(seen).toHaveLength(3);
    expect(pool.asked).toHaveLength(15);
    expect(pipeline.state()).toMatchObject({ prefetch: 3, buffersTaken: 3, decoded: 15 });
    while (seen.length < 12) {
      held.shift()?.release();
      await turns(20);
    }
    subscription.unsubscribe();
    expect(seen.slice(0, 12)).toEqual(await copies(createPipeline(optionsFor(40, { batchSize: 5 })), 12));
  });

  it('leave a held batch unchanged, and reuse the memory of released ones', async () => {
    const pipeline = createPipeline(optionsFor(40, { prefetch: 2 }));
    const memories = new Set<unknown>();
    let first: Batch | undefined;
    let copy = '';
    const subscription = pipeline.from({ epoch: 0, batch: 0 }).subscribe((batch) => {
      memories.add(batch.pixels.buffer);
      expect(batch.pixels.buffer).toBeInstanceOf(SharedArrayBuffer);
      expect(batch.pixels.byteOffset).toBe(0);
      if (first === undefined) {
        first = batch;
        copy = contents(batch).pixels;
      } else {
        batch.release();
        batch.release();
      }
    });
    await turns(300);
    subscription.unsubscribe();
    await turns(20);
    expect(memories.size).toBe(2);
    expect(first && contents(first).pixels).toBe(copy);
    expect(pipeline.state().decoded).toBeGreaterThan(40);
  });
});

describe('cancelling', () => {
  const moment = integer({ min: 0, max: 40 });

  it('ends all work and gives every credit back, at any moment and either way', async () => {
    await assert(
      asyncProperty(moment, integer({ min: 0, max: 1 }), async (turn, way) => {
        const stop = new AbortController();
        const pool = new FakePool((index) => index % 5 === 0);
        const reported: string[] = [];
        const pipeline = createPipeline(optionsFor(40, { signal: stop.signal, pool, onQuarantine: ({ path }) => reported.push(path) }));
        let completed = false;
        let batches = 0;
        const subscription = pipeline.from({ epoch: 0, batch: 0 }).subscribe({
          next: (batch) => {
            if (++batches % 2 === 0) batch.release();
          },
          complete: () => (completed = true),
        });
        await turns(turn);
        if (way === 0) stop.abort();
        else subscription.unsubscribe();
        expect(completed).toBe(way === 0);
        expect(pipeline.state().buffersTaken).toBe(0);
        const before = { asked: pool.asked.length, reported: reported.length, batches };
        await turns(20);
        expect(pool.decoding).toBe(0);
        expect({ asked: pool.asked.length, reported: reported.length, batches }).toEqual(before);
      }),
      { numRuns: 80 },
    );
  });

  it('opens nothing when it happens before the start', async () => {
    const pool = new FakePool();
    const pipeline = createPipeline(optionsFor(40, { signal: AbortSignal.abort(), pool }));
    expect(await copies(pipeline, 3)).toEqual([]);
    expect(pool.asked).toEqual([]);
  });

  it('gets its turn even when every picture is in memory and released at once', async () => {
    const stop = new AbortController();
    const pipeline = createPipeline(optionsFor(8, { cache: 'ram', signal: stop.signal }));
    let batches = 0;
    await pipeline.from({ epoch: 0, batch: 0 }).forEach((batch) => {
      if (++batches === 20) setTimeout(() => stop.abort(), 5);
      batch.release();
    });
    expect(batches).toBeGreaterThanOrEqual(20);
  });
});
