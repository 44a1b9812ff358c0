import { expect, it } from 'vitest';
import { acts, stateOf as threadsOf, until, using } from './acting-pool.js';
import { processActs, stateOf, usingProcess } from './acting-process.js';

/** A worker decodes two pictures at once. */
const AT_ONCE = 2;

it('fewer workers finish what they have begun, and the threads that are too many end', async () => {
  await using({ workers: 3 }, async (pool) => {
    await until(() => threadsOf(pool).ready === 3, 20_000);
    let answered = 0;
    const all = acts(60, () => 'slow');
    const answers = all.map(({ task }) => pool.decode(task).then((answer) => (answered++, answer)));
    await until(() => threadsOf(pool).busy === 3 * AT_ONCE);
    pool.setWorkers(1);
    expect(pool.workers).toBe(1);
    await until(() => threadsOf(pool).ready === 1, 20_000);
    // Not by chance at the end: there was work for all of them.
    expect(answered).toBeLessThan(50);
    for (let looks = 0; looks < 10; looks++) {
      expect(threadsOf(pool).busy).toBeLessThanOrEqual(AT_ONCE);
      await new Promise(setImmediate);
    }
    expect((await Promise.all(answers)).every(({ refused }) => refused === null)).toBe(true);
    expect(all.map(({ tries, written }) => [tries(), written()])).toEqual(all.map(({ number }) => [1, number]));
    expect(threadsOf(pool)).toMatchObject({ died: 0, dismissed: 2, retried: 0 });
  });
});

it('more workers start while there is work, and decode', async () => {
  await using({ workers: 1 }, async (pool) => {
    const all = acts(60, () => 'slow');
    const answers = all.map(({ task }) => pool.decode(task));
    await until(() => threadsOf(pool).busy === AT_ONCE, 20_000);
    pool.setWorkers(3);
    await until(() => threadsOf(pool).busy === 3 * AT_ONCE, 20_000);
    expect(threadsOf(pool).ready).toBe(3);
    await Promise.all(answers);
    expect(all.map(({ tries, written }) => [tries(), written()])).toEqual(all.map(({ number }) => [1, number]));
    expect(threadsOf(pool)).toMatchObject({ died: 0, dismissed: 0, retried: 0 });
  });
});

it('a process of its own takes another number, and so does the one that replaces it', async () => {
  await usingProcess({ workers: 1 }, async (pool) => {
    const threadsAtWork = async (): Promise<number> => {
      const answers = await Promise.all(processActs(60, () => 'thread').map(({ task }) => pool.decode(task)));
      return new Set(answers.map(({ readMs }) => readMs)).size;
    };
    /** Threads start, and end, while there is work. */
    const becomes = async (count: number): Promise<void> => {
      for (let rounds = 500; (await threadsAtWork()) !== count; rounds--) if (rounds === 0) throw new Error(`there were never ${count} threads at work`);
    };
    expect(await threadsAtWork()).toBe(1);
    pool.setWorkers(3);
    expect(pool.workers).toBe(3);
    await becomes(3);
    const { pid = 0 } = stateOf(pool);
    process.kill(pid, 'SIGKILL');
    await until(() => stateOf(pool).pid !== pid);
    await becomes(3);
    pool.setWorkers(1);
    await becomes(1);
  });
});
