import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resources } from '../pipeline/resources.js';
import { until } from './acting-pool.js';
import { children, descriptors, leftFiles, processAct, processActs, stateOf, usingProcess } from './acting-process.js';

const what = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom('fine', 'fine', 'fine', 'wait') },
  { weight: 2, arbitrary: fc.constant('bad') },
);
const scenario = fc.record({
  workers: fc.integer({ min: 1, max: 3 }),
  concurrency: fc.integer({ min: 1, max: 200 }),
  tasks: fc.array(what, { minLength: 120, maxLength: 300 }),
  crash: fc.constantFrom('segv', 'abort', 'slow-segv'),
  at: fc.nat(119),
  changes: fc.array(fc.record({ after: fc.integer({ min: 0, max: 1500 }), workers: fc.integer({ min: 1, max: 4 }) }), { maxLength: 3 }),
  abortAfter: fc.option(fc.integer({ min: 0, max: 2000 }), { freq: 3 }),
});

describe('a host process that dies again and again', () => {
  it('because of a picture settles every task once, refuses only that picture, and leaves nothing', async () => {
    const before = { resources: resources(), files: leftFiles(), descriptors: descriptors(), children: children() };
    await fc.assert(fc.asyncProperty(scenario, async ({ workers, concurrency, tasks, crash, at, changes, abortAfter }) => {
      const stop = new AbortController();
      const all = tasks.map((name, index) => processAct(index === at ? crash : name, (index % 200) + 1));
      const settled = all.map(() => 0);
      const results: ({ readonly refused: string | null } | 'aborted')[] = [];
      let written: readonly number[] = [];
      await usingProcess({ workers }, async (pool) => {
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
        clearTimeout(aborting);
        changing.forEach(clearTimeout);
        written = all.map((one) => one.written());
      });
      expect(settled.every((times) => times === 1)).toBe(true);
      for (const [index, { what: name, number, written: now }] of all.entries()) {
        const result = results[index];
        expect(now(), 'nothing is written after the answer').toBe(written[index]);
        if (result === 'aborted') expect([stop.signal.aborted, now()]).toEqual([true, 0]);
        else if (name === crash) expect(result.refused).toMatch(/^decoding it ended the worker twice \((SIGSEGV|SIGABRT)\)$/);
        else if (name === 'bad') expect(result.refused).toBe('it is bad');
        else expect([result.refused, now()]).toEqual([null, number]);
      }
    }), { numRuns: 3, endOnFailure: true });
    await until(() => resources().length === before.resources.length);
    expect({ resources: resources(), files: leftFiles(), descriptors: descriptors(), children: children() }).toEqual(before);
  });

  it('because of signals from outside refuses nothing, and all pixels are right', async () => {
    await usingProcess({}, async (pool) => {
      const all = processActs(350, (index) => (index % 3 === 0 ? 'wait' : 'fine'));
      let answered = 0;
      let kills = 0;
      const answers = await Promise.all(all.map(async ({ task }) => {
        const answer = await pool.decode(task);
        const { pid } = stateOf(pool);
        if (++answered % 80 === 0 && pid !== undefined) kills += Number(process.kill(pid, 'SIGKILL'));
        return answer;
      }));
      expect(answers.map(({ refused }) => refused)).toEqual(all.map(() => null));
      expect(all.map(({ written }) => written())).toEqual(all.map(({ number }) => number));
      expect(kills).toBeGreaterThan(2);
      expect(stateOf(pool).died).toBeGreaterThan(2);
    });
  });
});
