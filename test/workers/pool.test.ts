import { describe, expect, it } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import { createDecodePool } from '../../src/workers/index.js';
import { act, acts, stateOf, until, using } from './acting-pool.js';
import { namesIn, taskFor } from './fixtures.js';

describe('the pool', () => {
  it('answers every picture with its own result, good and bad ones mixed', async () => {
    const pool = createDecodePool({ workers: 2 });
    const names = [...namesIn('good').map((name) => `good/${name}`), ...namesIn('bad').map((name) => `bad/${name}`)];
    const many = Array.from({ length: 3 }, () => names).flat();
    const expected = new Map<string, string | null>();
    for (const name of names) expected.set(name, (await pool.decode(taskFor(name))).refused);
    const answers = await Promise.all(many.map((name) => pool.decode(taskFor(name))));
    for (const [index, name] of many.entries()) {
      expect(answers[index].refused === null, name).toBe(name.startsWith('good'));
      expect(answers[index].refused, name).toBe(expected.get(name));
    }
    await pool.close();
  });

  it('reports what a picture cost, and why it is refused', async () => {
    await using({}, async (pool) => {
      expect(await pool.decode(act('fine').task)).toEqual({ refused: null, from: 'file', readMs: 1, decodeMs: 2 });
      expect(await pool.decode(act('bad').task)).toMatchObject({ refused: 'it is bad' });
      expect(await pool.decode(act('reject').task)).toMatchObject({ refused: 'decoding it failed (something is missing)' });
    });
  });

  it.each([0, 65, 1.5, Number.NaN])('refuses %s workers', (workers) => {
    expect(() => createDecodePool({ workers })).toThrow(WrongCommand);
    expect(() => createDecodePool({ workers })).toThrow(`workers is ${workers}; it takes a whole number from 1 to 64`);
  });

  it.each([0, 3601, Number.NaN])('refuses a limit of %s seconds', (decodeTimeout) => {
    expect(() => createDecodePool({ workers: 1, decodeTimeout })).toThrow(`decodeTimeout is ${decodeTimeout}; it takes a number from 0.1 to 3600`);
  });

  it('takes tasks with different settings in any order', async () => {
    const pool = createDecodePool({ workers: 2 });
    const tasks = Array.from({ length: 30 }, (_, index) => taskFor('good/plain.png', { size: [8, 16, 32][index % 3], background: index % 2 ? '#000000' : '#ffffff' }));
    const answers = await Promise.all(tasks.map((task) => pool.decode(task)));
    expect(answers.every(({ refused }) => refused === null)).toBe(true);
    expect(tasks.every(({ target }) => new Uint8Array(target).some((value) => value > 0))).toBe(true);
    await pool.close();
  });
});

describe('a deep queue', () => {
  it('leaves no worker idle while another has a backlog', async () => {
    await using({ workers: 2 }, async (pool) => {
      await until(() => stateOf(pool).ready === 2);
      // One worker is busy with the first picture. The other one decodes all others.
      const long = act('block', 1, '2000');
      let ended = false;
      const held = pool.decode(long.task).then(() => (ended = true));
      await until(() => long.tries() === 1);
      await Promise.all(acts(150, () => 'fine').map(({ task }) => pool.decode(task)));
      expect(ended).toBe(false);
      await held;
    });
  });

  it('is not held up by one slow picture', async () => {
    await using({ workers: 2 }, async (pool) => {
      await until(() => stateOf(pool).ready === 2);
      let ended = false;
      const slow = pool.decode(act('wait', 1, '1500').task).then(() => (ended = true));
      await Promise.all(acts(40, () => 'fine').map(({ task }) => pool.decode(task)));
      expect(ended).toBe(false);
      await slow;
    });
  });

  it('shows how many pictures wait and how many are in work', async () => {
    await using({ workers: 1 }, async (pool) => {
      const stop = new AbortController();
      const all = Promise.allSettled(acts(20, () => 'slow').map(({ task }) => pool.decode(task, stop.signal)));
      await until(() => stateOf(pool).busy === 2);
      expect(stateOf(pool)).toEqual({ ready: 1, waiting: 18, busy: 2, died: 0, dismissed: 0, retried: 0 });
      stop.abort();
      await all;
      await until(() => stateOf(pool).busy === 0);
      expect(stateOf(pool)).toEqual({ ready: 1, waiting: 0, busy: 0, died: 0, dismissed: 0, retried: 0 });
    });
  });
});
