import { array, assert, asyncProperty, integer, record } from 'fast-check';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import { createPipeline, type Batch } from '../../src/pipeline/index.js';
import { contents, copies, optionsFor, FakePool, type Contents } from './fakes.js';

describe('concurrency and prefetch that change during a run', () => {
  const change = record({ after: integer({ min: 0, max: 12 }), concurrency: integer({ min: 1, max: 20 }), prefetch: integer({ min: 1, max: 6 }) });

  it('change and lose no batch, and are respected', async () => {
    const BATCHES = 40;
    const expected = await copies(createPipeline(optionsFor(50)), BATCHES);
    await assert(
      asyncProperty(array(change, { minLength: 1, maxLength: 12 }), integer({ min: 0, max: 1000 }), async (changes, salt) => {
        const pool = new FakePool(undefined, (asked) => (asked * 13 + salt) % 4);
        const pipeline = createPipeline(optionsFor(50, { pool }));
        const held: Batch[] = [];
        const seen: Contents[] = [];
        pipeline.from({}, { epoch: Math.floor(BATCHES / 12), batch: BATCHES % 12 }).subscribe((batch) => {
          held.push(batch);
          seen.push(contents(batch));
        });
        let bounds = { concurrency: 4, prefetch: 2 };
        let allowed = bounds;
        const step = async (): Promise<void> => {
          await nextTurn();
          const { buffersTaken, decoding } = pipeline.state();
          // Work that started under a higher bound is finished under it.
          allowed = { concurrency: Math.max(bounds.concurrency, Math.min(allowed.concurrency, pool.decoding)), prefetch: Math.max(bounds.prefetch, Math.min(allowed.prefetch, buffersTaken)) };
          expect(pool.decoding).toBeLessThanOrEqual(allowed.concurrency);
          expect(decoding).toBeLessThanOrEqual(allowed.concurrency);
          expect(buffersTaken).toBeLessThanOrEqual(allowed.prefetch);
          if (salt % 3 > 0) held.shift()?.release();
        };
        for (const { after, concurrency, prefetch } of changes) {
          for (let turn = 0; turn < after; turn++) await step();
          allowed = { concurrency: Math.max(allowed.concurrency, concurrency), prefetch: Math.max(allowed.prefetch, prefetch) };
          bounds = { concurrency, prefetch };
          pipeline.setConcurrency(concurrency);
          pipeline.setPrefetch(prefetch);
          expect(pipeline.state()).toMatchObject(bounds);
        }
        for (let turn = 0; seen.length < BATCHES && turn < 4000; turn++) {
          await step();
          held.shift()?.release();
        }
        expect(seen).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('take effect as buffers come back', async () => {
    const pipeline = createPipeline(optionsFor(50, { prefetch: 4 }));
    const held: Batch[] = [];
    const subscription = pipeline.from().subscribe((batch) => held.push(batch));
    const settled = async (): Promise<number> => {
      for (let turn = 0; turn < 60; turn++) await nextTurn();
      return pipeline.state().buffersTaken;
    };
    expect(await settled()).toBe(4);
    pipeline.setPrefetch(1);
    expect(await settled()).toBe(4);
    for (const left of [3, 2, 1, 1, 1]) {
      held.shift()?.release();
      expect(await settled()).toBe(left);
    }
    pipeline.setPrefetch(3);
    expect(await settled()).toBe(3);
    subscription.unsubscribe();
    expect(pipeline.state().buffersTaken).toBe(0);
  });

  it.each([0, 1025, 1.5])('cannot be %s', (value) => {
    const pipeline = createPipeline(optionsFor(10));
    expect(() => pipeline.setConcurrency(value)).toThrow(WrongCommand);
    expect(() => pipeline.setConcurrency(value)).toThrow(`concurrency is ${value}; it takes a whole number from 1 to 1024`);
    expect(() => pipeline.setPrefetch(value)).toThrow(`prefetch is ${value}; it takes a whole number from 1 to 64`);
    expect(pipeline.state()).toMatchObject({ concurrency: 4, prefetch: 2 });
  });
});
