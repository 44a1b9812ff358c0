import { firstValueFrom, tap } from 'rxjs';
import { setTimeout as pause } from 'node:timers/promises';
import { array, assert, nat, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkFailed, WrongCommand } from '../../../src/config/index.js';
import { replayBatches, type Batch } from '../../../src/pipeline/index.js';
import { copied, copies, optionsFor, FakePool } from '../fakes.js';
import { marbles } from '../marbles.js';
import { createPipeline, fixtureOf, recorded, recordPipeline } from './samples.js';

/** Plays it in virtual time with a step that holds each batch for `stepMs`, and returns when each came and was released. */
function playedWith(fixture: ReturnType<typeof fixtureOf>, stepMs: number, options: Parameters<typeof replayBatches>[1] = {}): [number, number][] {
  const seen: [number, number][] = [];
  marbles(({ flush, at, now }) => {
    let free = 0;
    replayBatches(fixture, options).subscribe((batch) => {
      const came = now();
      free = Math.max(free, came) + stepMs;
      seen.push([came, free]);
      at(free - came, () => batch.release());
    });
    flush();
  })();
  return seen;
}

describe('replayBatches', () => {
  const times = [[3, 5], [9, 12], [20, 22], [21, 30], [40, 41]] as const;

  it('emits every batch at its recorded millisecond when batches are released at the recorded times', () => {
    assert(property(array(tuple(nat(50), nat(30)), { minLength: 1, maxLength: 30 }), nat(40), (works, stepMs) => {
      // A disk that makes one batch at a time, two buffers, and a step.
      const real: [number, number][] = [];
      for (const [work] of works) {
        const index = real.length;
        const free = index < 2 ? 0 : real[index - 2][1];
        const ready = Math.max(free, index === 0 ? 0 : real[index - 1][0]) + work;
        real.push([ready, Math.max(ready, index === 0 ? 0 : real[index - 1][1]) + stepMs]);
      }
      expect(playedWith(fixtureOf(real), stepMs)).toEqual(real);
    }), { numRuns: 60 });
  });

  it('gives a slower or faster step what the same disk would have made', () => {
    const disk = fixtureOf([[10, 10], [20, 20], [30, 30], [40, 40]]);
    expect(playedWith(disk, 0).map(([came]) => came)).toEqual([10, 20, 30, 40]);
    // The two buffers are full at 20; each is filled again in 10 ms after it was released.
    expect(playedWith(disk, 100)).toEqual([[10, 110], [20, 210], [120, 310], [220, 410]]);
    expect(playedWith(disk, 100, { prefetch: 1 }).map(([came]) => came)).toEqual([10, 120, 230, 340]);
    expect(playedWith(disk, 100, { prefetch: 4 }).map(([came]) => came)).toEqual([10, 20, 30, 40]);
  });

  it('emits with pace asap up to the prefetch in the same turn, and the next batch as soon as a buffer is free', () => {
    const held: Batch[] = [];
    let ended = false;
    replayBatches(fixtureOf(times), { pace: 'asap' }).subscribe({ next: (batch) => held.push(batch), complete: () => (ended = true) });
    expect(held.map(({ batch }) => batch)).toEqual([0, 1]);
    held[1].release();
    held[1].release();
    expect(held.map(({ batch }) => batch)).toEqual([0, 1, 2]);
    // The third batch has its buffer now, so its pixels have changed, as in a pipeline.
    expect([...held[1].pixels]).toEqual([...held[2].pixels]);
    expect([...held[0].pixels]).toEqual(Array(12).fill(1));
    held[0].release();
    expect(ended).toBe(false);
    held[2].release();
    expect(held.map(({ epoch, batch }) => [epoch, batch])).toEqual([[0, 0], [0, 1], [0, 2], [0, 3], [1, 0]]);
    expect(ended).toBe(true);
  });

  it('yields the recorded batches in a loop, every time', async () => {
    const expected = await copies(createPipeline(optionsFor(40)), 12);
    const played = replayBatches(await recorded(40, 12), { pace: 'asap' });
    for (let time = 0; time < 2; time++) {
      const seen: unknown[] = [];
      for await (const batch of played) seen.push(copied(batch));
      expect(seen).toEqual(expected);
    }
  });

  it('gives no batch before its time, after a late timer either', async () => {
    const began = performance.now();
    const came: number[] = [];
    for await (const { release } of replayBatches(fixtureOf([[40, 40], [41, 41], [42, 42], [43, 43], [120, 120]]))) {
      came.push(performance.now() - began);
      release();
      if (came.length === 1) for (const since = performance.now(); performance.now() - since < 30; );
    }
    expect(came[0]).toBeGreaterThan(38);
    expect(came[4]).toBeGreaterThan(118);
  });

  it('needs no stack per batch', () => {
    let count = 0;
    const long = fixtureOf(Array.from({ length: 20_000 }, () => [0, 0] as const));
    for (const pace of ['asap', 'real'] as const) replayBatches(long, { pace }).subscribe(({ release }) => (count++, release()));
    expect(count).toBe(40_000);
  });

  it('emits nothing after it is unsubscribed from', async () => {
    const seen: number[] = [];
    const subscription = replayBatches(fixtureOf([[1, 1], [5, 5], [9, 9]])).subscribe(({ batch, release }) => {
      seen.push(batch);
      release();
      subscription.unsubscribe();
    });
    await pause(40);
    expect(seen).toEqual([0]);
  });

  it('reports quarantined pictures before the batch that lacks them, and fails as the stream failed', async () => {
    const changes = { maxBad: 0.2, pool: new FakePool((index) => index % 3 === 1), order: 'given' as const };
    const original = createPipeline(optionsFor(40, changes));
    const failure = await copies(original, 10).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkFailed);
    const { pipeline, recording } = recordPipeline(optionsFor(40, { ...changes, pool: new FakePool((index) => index % 3 === 1) }));
    await expect((async () => { for await (const { release } of pipeline.from()) release(); })()).rejects.toThrow(WorkFailed);
    const fixture = recording.fixture();
    for (const pace of ['asap', 'real'] as const) {
      const reported: string[] = [];
      const play = async (): Promise<void> => {
        for await (const { release } of replayBatches(fixture, { pace, onQuarantine: ({ path }) => reported.push(path) })) release();
      };
      await expect(play()).rejects.toThrow(fixture.end.message);
      expect(reported).toEqual(fixture.quarantined.map(({ path }) => path));
    }
    expect(fixture.end.message).toBe((failure as Error).message);
  });

  it('emits zeros when only hashes were recorded, and nothing for a recording of events', async () => {
    const batch = await firstValueFrom(replayBatches(await recorded(8, 1, {}, { pixels: 'hash' }), { pace: 'asap' }));
    expect(batch.pixels).toEqual(new Uint8Array(4 * 8 * 8 * 3));
    let ended = false;
    replayBatches({ ...fixtureOf([]), events: [{ type: 'log', time: 1 }] }).pipe(tap(() => { throw new Error('a batch'); })).subscribe({ complete: () => (ended = true) });
    expect(ended).toBe(true);
  });

  it('refuses a prefetch of 0', () => {
    expect(() => replayBatches(fixtureOf(times), { prefetch: 0 })).toThrow(WrongCommand);
  });
});
