import { firstValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { WorkFailed, WrongCommand } from '../../../src/config/index.js';
import { replayPipeline, watchPipeline, type Pipeline } from '../../../src/pipeline/index.js';
import { copied, copies, optionsFor, FakePool } from '../fakes.js';
import { createPipeline, fixtureOf, recorded } from './samples.js';

const fixture = await recorded(20, 12);
const whole = await copies(createPipeline(optionsFor(20)), 12);

describe('replayPipeline', () => {
  it('starts and ends at the given positions', async () => {
    const pipeline = replayPipeline(fixture);
    expect(pipeline.batches).toBe(5);
    expect(await copies(pipeline, 12)).toEqual(whole);
    expect(await copies(pipeline, 3, { epoch: 1, batch: 2 })).toEqual(whole.slice(7, 10));
    expect(await copies(pipeline, 2, { epoch: 0, batch: 5 })).toEqual(whole.slice(5, 7));
    const seen: unknown[] = [];
    for await (const batch of pipeline.from({ batch: 4 }, { epoch: 1, batch: 1 })) seen.push(copied(batch));
    expect(seen).toEqual(whole.slice(4, 6));
  });

  it('fails after the last recorded batch when more are needed', async () => {
    const seen: unknown[] = [];
    const loop = async (): Promise<void> => {
      for await (const batch of replayPipeline(fixture).from({ epoch: 2 })) seen.push(copied(batch));
    };
    await expect(loop()).rejects.toThrow(WorkFailed);
    await expect(loop()).rejects.toThrow('The recorded stream ends after batch 1 of epoch 2, and another batch is needed. Record more batches.');
    expect(seen).toEqual([...whole.slice(10), ...whole.slice(10)]);
    expect(() => replayPipeline(fixture).from({ epoch: 3 })).toThrow('There is no batch 0 of epoch 3 in the recorded stream, which goes from batch 0 of epoch 0 to batch 1 of epoch 2');
    expect(() => replayPipeline(fixture).from({ batch: 6 })).toThrow(/There is no batch 6 of epoch 0: epochs count from 0/);
  });

  it('refuses a recording that cannot replace the pipeline', () => {
    expect(() => replayPipeline(fixture, { size: 32 })).toThrow('The stream was recorded with size 8, not 32. Use 8, or record it again.');
    expect(() => replayPipeline(fixture, { batchSize: 8 })).toThrow('recorded with batch 4, not 8');
    expect(() => replayPipeline(fixture, { prefetch: 65 })).toThrow(WrongCommand);
    expect(() => replayPipeline(fixture, { views: ['none', 'none'] })).toThrow('A recording takes one view of each picture, and there are 2');
    expect(() => replayPipeline(fixtureOf([]))).toThrow('The recorded stream has no batches');
    expect(() => replayPipeline({ ...fixture, batches: fixture.batches.toSpliced(3, 2) })).toThrow('goes from batch 2 of epoch 0 to batch 0 of epoch 1 without the batches between them');
    const { stream } = fixture;
    expect(() => replayPipeline({ ...fixture, stream: stream && { ...stream, pixels: 'hash' } })).toThrow('has hashes of its pictures and no pixels');
  });

  it('respects its prefetch, which can change, and reports its state', async () => {
    const pipeline = replayPipeline(fixture, { concurrency: 3 });
    const held: { release(): void }[] = [];
    const subscription = pipeline.from().subscribe((batch) => held.push(batch));
    expect(held.length).toBe(2);
    expect(pipeline.state()).toMatchObject({ prefetch: 2, buffersTaken: 2, buffersDecoding: 0, concurrency: 3, delivered: 2, fromCache: 8, decoded: 0, quarantined: 0 });
    pipeline.setPrefetch(4);
    pipeline.setConcurrency(9);
    expect(held.length).toBe(4);
    expect(pipeline.state()).toMatchObject({ prefetch: 4, buffersTaken: 4, concurrency: 9 });
    expect(() => pipeline.setConcurrency(0)).toThrow(WrongCommand);
    const report = await firstValueFrom(watchPipeline(pipeline, { every: 5, step: () => ({ steps: 0, waitMs: 0, stepping: true }), autotune: null }));
    expect(report.blockedMs).toBeGreaterThan(0);
    subscription.unsubscribe();
    expect(pipeline.state().buffersTaken).toBe(0);
  });

  it('ends when it is closed or aborted', async () => {
    const stop = new AbortController();
    const ends = async (pipeline: Pipeline, end: () => unknown): Promise<number> => {
      let seen = 0;
      for await (const { release } of pipeline.from()) {
        release();
        if (++seen === 3) await end();
      }
      return seen;
    };
    const closed = replayPipeline(fixture);
    expect(await ends(closed, () => closed.close())).toBe(3);
    await expect(copies(closed, 1)).rejects.toThrow('The pipeline is closed');
    expect(await ends(replayPipeline(fixture, { signal: stop.signal }), () => stop.abort())).toBe(3);
  });

  it('reports each bad picture once, and none that was known', async () => {
    const bad = await recorded(20, 10, { pool: new FakePool((index) => index % 7 === 3) });
    const reported: string[] = [];
    const pipeline = replayPipeline(bad, { knownBad: new Set(['3.png']), onQuarantine: ({ path }) => reported.push(path) });
    for (let time = 0; time < 2; time++) for await (const { release } of pipeline.from({}, { epoch: 2 })) release();
    expect(reported.toSorted()).toEqual(['10.png', '17.png']);
    expect(pipeline.state().quarantined).toBe(2);
  });
});
