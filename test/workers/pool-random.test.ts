import * as fc from 'fast-check';
import type * as piscinaModule from 'piscina';
import { describe, expect, it, vi } from 'vitest';
import { resources } from '../pipeline/resources.js';
import { act, sleep, stateOf, until, using } from './acting-pool.js';
import { piscinas } from './piscinas.js';

vi.mock('piscina', async (load) => (await import('./piscinas.js')).noting(await load<typeof piscinaModule>()));

const what = fc.oneof(
  { weight: 40, arbitrary: fc.constant({ name: 'fine', argument: '' }) },
  { weight: 10, arbitrary: fc.record({ name: fc.constantFrom('block', 'wait'), argument: fc.integer({ min: 1, max: 8 }).map(String) }) },
  { weight: 3, arbitrary: fc.constant({ name: 'exit-once', argument: '' }) },
  { weight: 2, arbitrary: fc.constant({ name: 'bad', argument: '' }) },
  { weight: 1, arbitrary: fc.constantFrom({ name: 'exit', argument: '' }, { name: 'exit-with-1', argument: '' }, { name: 'throw', argument: '' }, { name: 'reject', argument: '' }) },
);

const scenario = fc.record({
  workers: fc.integer({ min: 1, max: 4 }),
  concurrency: fc.integer({ min: 1, max: 100 }),
  tasks: fc.array(what, { minLength: 30, maxLength: 300 }),
  changes: fc.array(fc.record({ after: fc.integer({ min: 0, max: 300 }), workers: fc.integer({ min: 1, max: 6 }) }), { maxLength: 4 }),
  killEvery: fc.option(fc.integer({ min: 15, max: 80 })),
  victims: fc.infiniteStream(fc.nat()),
  abortAfter: fc.option(fc.integer({ min: 0, max: 300 }), { freq: 4 }),
});

describe('whatever dies at any time', () => {
  it('every task settles once, with the right pixels, and nothing is left', async () => {
    const before = resources();
    await fc.assert(fc.asyncProperty(scenario, async ({ workers, concurrency, tasks, changes, killEvery, victims, abortAfter }) => {
      const stop = new AbortController();
      const settled: number[] = tasks.map(() => 0);
      const all = tasks.map(({ name, argument }, index) => ({ name, ...act(name, (index % 200) + 1, argument) }));
      const results: ({ readonly refused: string | null } | 'aborted')[] = [];
      let written: readonly number[] = [];
      await using({ workers, decodeTimeout: 20 }, async (pool) => {
        const piscina = piscinas.at(-1);
        const kill = (): void => {
          const threads = piscina?.threads ?? [];
          // Node 20 has a fatal error when a thread ends while it requires an ES module, so no thread may be loading.
          if (threads.length > 0 && stateOf(pool).ready === threads.length) void threads[(victims.next().value ?? 0) % threads.length]?.terminate();
        };
        const killing = killEvery === null ? undefined : setInterval(kill, killEvery);
        const aborting = abortAfter === null ? undefined : setTimeout(() => stop.abort(), abortAfter);
        const changing = changes.map((change) => setTimeout(() => pool.setWorkers(change.workers), change.after));
        const indices = all.keys();
        const decodeNext = async (): Promise<void> => {
          for (const index of indices) {
            results[index] = await pool.decode(all[index].task, stop.signal).catch((): 'aborted' => 'aborted');
            settled[index]++;
          }
        };
        await Promise.all(Array.from({ length: concurrency }, decodeNext));
        clearInterval(killing);
        clearTimeout(aborting);
        changing.forEach(clearTimeout);
        written = all.map((one) => one.written());
        if (killEvery === null && abortAfter === null) expect(stateOf(pool)).toMatchObject({ waiting: 0, busy: 0 });
        await sleep(5);
      });
      expect(settled.every((times) => times === 1)).toBe(true);
      for (const [index, { name, number, written: now }] of all.entries()) {
        const result = results[index];
        expect(now(), 'nothing is written after the answer').toBe(written[index]);
        if (result === 'aborted') expect(stop.signal.aborted).toBe(true);
        else if (name === 'exit' || name === 'exit-with-1' || name === 'throw') expect(result.refused).toMatch(/^decoding it ended the worker twice/);
        else if (name === 'reject') expect(result.refused).toBe('decoding it failed (something is missing)');
        else if (name === 'bad') expect(result.refused).toBe('it is bad');
        // Even if its worker was ended from outside several times.
        else expect([result.refused, now()]).toEqual([null, number]);
      }
    }), { numRuns: 12, endOnFailure: true });
    await until(() => resources().length === before.length);
  }, 180_000);
});
