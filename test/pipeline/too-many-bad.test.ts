import { describe, expect, it } from 'vitest';
import { WorkFailed } from '../../src/config/index.js';
import { createPipeline, type PipelineOptions } from '../../src/pipeline/index.js';
import { copied, optionsFor, FakePool } from './fakes.js';

/** Returns the number of batches before the stream fails, and the error. */
async function untilFailure(options: PipelineOptions, most = 400): Promise<{ readonly batches: number; readonly error: unknown }> {
  let batches = 0;
  const pipeline = createPipeline(options);
  const end = { epoch: Math.floor(most / pipeline.batches), batch: most % pipeline.batches };
  try {
    await pipeline.from({ epoch: 0, batch: 0 }, end).forEach((batch) => {
      copied(batch);
      batches++;
    });
    return { batches, error: null };
  } catch (error) {
    expect(pipeline.state().buffersTaken).toBe(0);
    return { batches, error };
  }
}
const messageOf = (error: unknown): string => (error instanceof WorkFailed ? error.message : `not a WorkFailed: ${String(error)}`);

describe('too many bad pictures', () => {
  it('fail the stream at the same batch, whatever the concurrency, the prefetch and the timing', async () => {
    const runs = [1, 2, 7, 50].flatMap((concurrency) => [1, 4].map((prefetch) => ({ concurrency, prefetch })));
    const ends = await Promise.all(
      runs.map((run) => untilFailure(optionsFor(400, { ...run, maxBad: 0.1, pool: new FakePool((index) => index % 2 === 0, (asked) => (asked * run.concurrency) % 6) }))),
    );
    expect(ends[0].batches).toBeGreaterThan(3);
    expect(ends[0].batches).toBeLessThan(20);
    for (const { batches, error } of ends) {
      expect(batches).toBe(ends[0].batches);
      expect(messageOf(error).split('\n')[0]).toBe(messageOf(ends[0].error).split('\n')[0]);
    }
  });

  it('give an error with the count, the share, three examples and what to do', async () => {
    const { error } = await untilFailure(optionsFor(40, { maxBad: 0.25, pool: new FakePool((index) => index % 2 === 0) }));
    expect(messageOf(error)).toMatch(
      /^11 of the 40 pictures cannot be used \(27\.5 %\), and max-bad allows 25\.0 %\. Repair or remove them, or raise max-bad\. For example:(\n {2}\d+\.png: number \d+ is bad){3}$/,
    );
  });

  it('do not fail the stream up to the share', async () => {
    const bad = (index: number): boolean => index % 4 === 0;
    expect(await untilFailure(optionsFor(40, { maxBad: 0.25, pool: new FakePool(bad) }))).toEqual({ batches: 400, error: null });
    expect((await untilFailure(optionsFor(40, { maxBad: 0.24, pool: new FakePool(bad) }))).error).toBeInstanceOf(WorkFailed);
  });

  it('fail at the first bad picture when none is allowed', async () => {
    const { error } = await untilFailure(optionsFor(40, { maxBad: 0, order: 'given', pool: new FakePool((index) => index === 13) }));
    expect(messageOf(error)).toMatch(/^1 of the 40 pictures cannot be used \(2\.5 %\), and max-bad allows 0\.0 %/);
  });

  it.each([1, 0.5, 0.1])('fail when all pictures are bad, with max-bad %s', async (maxBad) => {
    for (const total of [1, 7, 100]) {
      const { batches, error } = await untilFailure(optionsFor(total, { maxBad, pool: new FakePool(() => true) }));
      expect(batches).toBe(0);
      expect(messageOf(error)).toMatch(maxBad === 1 || total < 9 ? /^None of the \d+ pictures can be used/ : /cannot be used \(\d+\.\d %\), and max-bad allows|^None of/);
    }
  });

  it('are found without trying a hundred thousand pictures', async () => {
    const pool = new FakePool(() => true, () => 0);
    const { error } = await untilFailure(optionsFor(100_000, { maxBad: 0.1, pool }));
    expect(messageOf(error)).toMatch(/^10 of 10 pictures in a row cannot be used \(100\.0 %\), and max-bad allows 10\.0 %/);
    expect(pool.asked.length).toBeLessThan(200);
  });

  it('fail the stream without opening a file when all are known from before', async () => {
    const pool = new FakePool();
    const options = optionsFor(6, { pool });
    const { error } = await untilFailure({ ...options, knownBad: new Set(options.samples.map(({ path }) => path)) });
    expect(messageOf(error)).toMatch(/^None of the 6 pictures can be used\. Repair them: no value of max-bad helps\. For example:\n {2}0\.png: it was quarantined before/);
    expect(pool.asked).toEqual([]);
  });
});
