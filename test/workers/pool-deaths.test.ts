import { describe, expect, it } from 'vitest';
import { WorkFailed } from '../../src/config/index.js';
import { act, acts, stateOf, until, using } from './acting-pool.js';

describe('a worker that dies', () => {
  it.each([
    ['exit', 'worker exited with code: 3'],
    ['exit-with-1', 'worker exited with code: 1'],
    ['throw', 'a thread of its own broke'],
    ['hoard', 'Worker terminated due to reaching memory limit: JS heap out of memory'],
  ])('by %s is found out, and costs the picture that it was at alone', async (way, reason) => {
    await using({ maxHeapMb: 24 }, async (pool) => {
      const all = acts(120, (place) => (place === 7 ? way : 'fine'));
      const answers = await Promise.all(all.map(({ task }) => pool.decode(task)));
      expect(answers[7].refused).toBe(`decoding it ended the worker twice (${reason})`);
      expect(all[7].tries(), 'among others, alone, and once more').toBe(3);
      expect(answers.filter(({ refused }) => refused !== null)).toHaveLength(1);
      for (const [place, { tries, written, number }] of all.entries()) {
        if (place === 7) continue;
        expect(tries(), 'no other was tried more often than once, but for the one beside it').toBeLessThanOrEqual(2);
        expect(written()).toBe(number);
      }
      expect(all.filter(({ tries }) => tries() === 2).length).toBeLessThanOrEqual(1);
      await until(() => stateOf(pool).died === 3);
      expect(stateOf(pool)).toMatchObject({ waiting: 0, busy: 0 });
    });
  });

  it('once, for a reason that was not the picture\'s, costs nothing', async () => {
    await using({}, async (pool) => {
      const all = acts(40, (place) => (place % 10 === 3 ? 'exit-once' : 'fine'));
      const answers = await Promise.all(all.map(({ task }) => pool.decode(task)));
      expect(answers.map(({ refused }) => refused)).toEqual(all.map(() => null));
      expect(stateOf(pool).died).toBe(4);
    });
  });

  it('of every picture leaves the pool able to decode', async () => {
    await using({}, async (pool) => {
      const deaths = await Promise.all(acts(3, () => 'exit').map(({ task }) => pool.decode(task)));
      for (const { refused } of deaths) expect(refused).toMatch(/ended the worker twice/);
      expect(await pool.decode(act('fine').task)).toMatchObject({ refused: null });
      expect(await pool.decode(act('bad').task)).toMatchObject({ refused: 'it is bad' });
    });
  });

  it('is replaced though nothing else keeps the process alive meanwhile', async () => {
    await using({ workers: 1 }, async (pool) => {
      const { task } = act('exit-once');
      const answer = pool.decode(task);
      await until(() => stateOf(pool).died === 1);
      expect(process.getActiveResourcesInfo()).toContain('Timeout');
      expect(await answer).toMatchObject({ refused: null });
    });
  });

  it('before it could load anything is told as what it is', async () => {
    await using({ file: new URL('./unloadable.mjs', import.meta.url) }, async (pool) => {
      await expect(pool.decode(act('fine').task)).rejects.toThrow(/The decode workers cannot start: its library is missing/);
      await expect(pool.decode(act('fine').task)).rejects.toThrow(WorkFailed);
    });
  });
});
