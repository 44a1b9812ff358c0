import { describe, expect, it } from 'vitest';
import { WorkFailed } from '../../src/config/index.js';
import { createPipeline, type PipelineOptions } from '../../src/pipeline/index.js';
import { copied, optionsFor, TurnPool } from './fakes.js';

/** The batches until the stream fails, and how. */
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
  it('fail the stream at the same batch whatever the concurrency, the prefetch and the moments', async () => {
    const runs = [1, 2, 7, 50].flatMap((concurrency) => [1, 4].map((prefetch) => ({ concurrency, prefetch })));
    const ends = await Promise.all(
      runs.map((run) => untilFailure(optionsFor(400, { ...run, maxBad: 0.1, pool: new TurnPool((index) => index % 2 === 0, (asked) => (asked * run.concurrency) % 6) }))),
    );
    expect(ends[0].batches).toBeGreaterThan(3);
    expect(ends[0].batches).toBeLessThan(20);
    for (const { batches, error } of ends) {
      expect(batches).toBe(ends[0].batches);
      expect(messageOf(error).split('\n')[0]).toBe(messageOf(ends[0].error).split('\n')[0]);
    }
  });

  it('are said in a sentence with the count, the share, three examples and the remedy', async () => {
    const { error } = await untilFailure(optionsFor(40, { maxBad: 0.25, pool: new TurnPool((index) => index % 2 === 0) }));
    expect(messageOf(error)).toMatch(
      /^11 of the 40 pictures cannot be used \(27\.5 %\), and max-bad allows 25 %\. For example:(\n {2}\d+\.png: number \d+ is bad){3}\nRepair or remove them, or raise max-bad\.$/,
    );
  });

  it('do not, while they are no more than the share', async () => {
    const bad = (index: number): boolean => index % 4 === 0;
    expect(await untilFailure(optionsFor(40, { maxBad: 0.25, pool: new TurnPool(bad) }))).toEqual({ batches: 400, error: null });
    expect((await untilFailure(optionsFor(40, { maxBad: 0.24, pool: new TurnPool(bad) }))).error).toBeInstanceOf(WorkFailed);
  });

  it('of which none is allowed fail with the first', async () => {
    const { error } = await untilFailure(optionsFor(40, { maxBad: 0, order: 'given', pool: new TurnPool((index) => index === 13) }));
    expect(messageOf(error)).toMatch(/^1 of the 40 pictures cannot be used \(2\.5 %\), and max-bad allows 0 %/);
  });

  it.each([1, 0.5, 0.1])('are all of them: the stream fails, with max-bad %s', async (maxBad) => {
    for (const total of [1, 7, 100]) {
      const { batches, error } = await untilFailure(optionsFor(total, { maxBad, pool: new TurnPool(() => true) }));
      expect(batches).toBe(0);
      expect(messageOf(error)).toMatch(maxBad === 1 || total < 9 ? /^None of the \d+ pictures can be used/ : /cannot be used \(\d+ %\), and max-bad allows|^None of/);
    }
  });

  it('are found out without trying a hundred thousand of them', async () => {
    const pool = new TurnPool(() => true, () => 0);
    const { error } = await untilFailure(optionsFor(100_000, { maxBad: 0.1, pool }));
    expect(messageOf(error)).toMatch(/^10 of 10 pictures in a row cannot be used \(100 %\), and max-bad allows 10 %/);
    expect(pool.asked.length).toBeLessThan(200);
  });

  it('all known from before fail the stream unopened', async () => {
    const pool = new TurnPool();
    const options = optionsFor(6, { pool });
    const { error } = await untilFailure({ ...options, knownBad: new Set(options.samples.map(({ path }) => path)) });
    expect(messageOf(error)).toMatch(/^None of the 6 pictures can be used. For example:\n {2}0\.png: it was quarantined before/);
    expect(pool.asked).toEqual([]);
  });
});
