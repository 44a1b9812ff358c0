import { describe, expect, it } from 'vitest';
import { WorkFailed } from '../../src/config/index.js';
import { act, acts, stateOf, until, using } from './acting-pool.js';

describe('a worker that dies', () => {
  it.each([
    ['exit', 'worker exited with code: 3'],
    ['exit-with-1', 'worker exited with code: 1'],
    ['throw', 'a thread of its own broke'],
    ['hoard', 'Worker terminated due to reaching memory limit: JS heap out of memory'],
  ])('by %s is replaced, and only its picture is refused', async (way, reason) => {
    await using({ maxHeapMb: 24 }, async (pool) => {
      const all = acts(120, (index) => (index === 7 ? way : 'fine'));
      const answers = await Promise.all(all.map(({ task }) => pool.decode(task)));
      expect(answers[7].refused).toBe(`decoding it ended the worker twice (${reason})`);
      expect(all[7].tries(), 'in its batch, on its own, and once more').toBe(3);
      expect(answers.filter(({ refused }) => refused !== null)).toHaveLength(1);
      for (const [index, { tries, written, number }] of all.entries()) {
        if (index === 7) continue;
        expect(tries(), 'the others were tried once, except for one in the same worker').toBeLessThanOrEqual(2);
        expect(written()).toBe(number);
      }
      expect(all.filter(({ tries }) => tries() === 2).length).toBeLessThanOrEqual(1);
      await until(() => stateOf(pool).died === 3, 20_000);
      expect(stateOf(pool)).toMatchObject({ waiting: 0, busy: 0 });
    });
  });

  it('once costs no picture', async () => {
    await using({}, async (pool) => {
      const all = acts(40, (index) => (index % 10 === 3 ? 'exit-once' : 'fine'));
      const answers = await Promise.all(all.map(({ task }) => pool.decode(task)));
      expect(answers.map(({ refused }) => refused)).toEqual(all.map(() => null));
      expect(stateOf(pool).died).toBe(4);
    });
  });

  it('again and again leaves the pool able to decode', async () => {
    await using({}, async (pool) => {
      const deaths = await Promise.all(acts(3, () => 'exit').map(({ task }) => pool.decode(task)));
      for (const { refused } of deaths) expect(refused).toMatch(/ended the worker twice/);
      expect(await pool.decode(act('fine').task)).toMatchObject({ refused: null });
      expect(await pool.decode(act('bad').task)).toMatchObject({ refused: 'it is bad' });
    });
  });

  it('is replaced even if nothing else keeps the process alive', async () => {
    await using({ workers: 1 }, async (pool) => {
      const { task } = act('exit-once');
      const answer = pool.decode(task);
      await until(() => stateOf(pool).died === 1);
      expect(process.getActiveResourcesInfo()).toContain('Timeout');
      expect(await answer).toMatchObject({ refused: null });
    });
  });

  it('while it loads is reported with its reason', async () => {
    await using({ file: new URL('./unloadable.mjs', import.meta.url) }, async (pool) => {
      await expect(pool.decode(act('fine').task)).rejects.toThrow(/The decode workers cannot start: its library is missing/);
      await expect(pool.decode(act('fine').task)).rejects.toThrow(WorkFailed);
    });
  });
});
