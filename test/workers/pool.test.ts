import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { WorkFailed, WrongCommand } from '../../src/config/index.js';
import { createDecodePool } from '../../src/workers/index.js';
import { WorkerPool } from '../../src/workers/pool.js';
import { namesIn, pixelsOf, taskFor } from './fixtures.js';

const threads = (): number => readdirSync('/proc/self/task').length;
const mortal = new URL('./mortal.mjs', import.meta.url);

/** A task for mortal.mjs, and how often it was tried. */
function deed(path: string) {
  const task = { ...taskFor('good/plain.png'), path };
  return { task, tries: () => pixelsOf(task)[0] };
}

async function using<Result>(pool: WorkerPool, body: () => Promise<Result>): Promise<Result> {
  try {
    return await body();
  } finally {
    await pool.close();
  }
}

describe('a worker that dies', () => {
  it.each(['exit', 'throw'])('by %s is found out, tried once more alone, and costs that picture alone', async (way) => {
    const pool = new WorkerPool(2, mortal);
    await using(pool, async () => {
      const deeds = Array.from({ length: 40 }, (_, place) => deed(place === 7 ? way : 'fine'));
      const answers = await Promise.all(deeds.map(({ task }) => pool.decode(task)));
      expect(answers[7]).toMatch(/^decoding it ended the worker twice/);
      expect(deeds[7].tries(), 'among others, alone, and once more').toBe(3);
      expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
    });
  });

  it('once, for a reason that was not the picture\'s, costs nothing', async () => {
    const pool = new WorkerPool(2, mortal);
    await using(pool, async () => {
      const deeds = Array.from({ length: 40 }, (_, place) => deed(place % 10 === 3 ? 'exit-once' : 'fine'));
      expect(await Promise.all(deeds.map(({ task }) => pool.decode(task)))).toEqual(deeds.map(() => null));
    });
  });

  it('of every picture leaves the pool able to decode', async () => {
    const pool = new WorkerPool(2, mortal);
    await using(pool, async () => {
      const deaths = await Promise.all(Array.from({ length: 6 }, () => pool.decode(deed('exit').task)));
      for (const answer of deaths) expect(answer).toMatch(/ended the worker twice/);
      expect(await pool.decode(deed('fine').task)).toBeNull();
      expect(await pool.decode(deed('bad').task)).toBe('it is bad');
    });
  });

  it('before it could load anything is told as what it is', async () => {
    const pool = new WorkerPool(2, new URL('./unloadable.mjs', import.meta.url));
    await using(pool, async () => {
      await expect(pool.decode(deed('fine').task)).rejects.toThrow(/The decode workers cannot start: its library is missing/);
      await expect(pool.decode(deed('fine').task)).rejects.toThrow(WorkFailed);
    });
  });
});

describe('taking back', () => {
  it('what no worker has begun is rejected with the signal\'s reason, the rest is finished', async () => {
    const pool = new WorkerPool(1, mortal);
    await using(pool, async () => {
      const stop = new AbortController();
      const deeds = Array.from({ length: 20 }, () => deed('slow'));
      const settled = Promise.allSettled(deeds.map(({ task }) => pool.decode(task, stop.signal)));
      while (deeds.every(({ tries }) => tries() === 0)) await new Promise((resolve) => setTimeout(resolve, 5));
      stop.abort('enough');
      const began = performance.now();
      const results = await settled;
      expect(performance.now() - began).toBeLessThan(1000);
      const finished = results.filter(({ status }) => status === 'fulfilled');
      expect(finished).toHaveLength(deeds.filter(({ tries }) => tries() > 0).length);
      expect(finished.length).toBeLessThan(5);
      for (const result of results) if (result.status === 'rejected') expect(result.reason).toBe('enough');
      expect(await pool.decode(deed('fine').task)).toBeNull();
    });
  });

  it('an aborted signal keeps a picture from being begun', async () => {
    const pool = new WorkerPool(1, mortal);
    await using(pool, async () => {
      const { task, tries } = deed('fine');
      await expect(pool.decode(task, AbortSignal.abort('no'))).rejects.toBe('no');
      expect(tries()).toBe(0);
    });
  });
});

describe('closing', () => {
  it('finishes what runs, rejects what waits, ends the threads, and can be done twice', async () => {
    const before = threads();
    const pool = new WorkerPool(2, mortal);
    const deeds = Array.from({ length: 20 }, () => deed('slow'));
    const settled = Promise.allSettled(deeds.map(({ task }) => pool.decode(task)));
    while (deeds.every(({ tries }) => tries() === 0)) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(threads()).toBeGreaterThan(before);
    await Promise.all([pool.close(), pool.close()]);
    const results = await settled;
    for (const [place, { status }] of results.entries()) expect(status).toBe(deeds[place].tries() > 0 ? 'fulfilled' : 'rejected');
    expect(threads()).toBe(before);
    await expect(pool.decode(deeds[0].task)).rejects.toThrow('no picture can be decoded any more');
  });

  it('leaves nothing that keeps the process alive, and an idle pool does not either', async () => {
    // The test's own time limit comes and goes as a Timeout.
    const resources = (): string[] => process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').sort();
    const before = resources();
    const pool = createDecodePool({ workers: 2 });
    expect(await pool.decode(taskFor('good/plain.png'))).toBeNull();
    await pool.close();
    expect(resources()).toEqual(before);
  });
});

describe('the pool', () => {
  it('answers every picture with its own result, good and bad among each other', async () => {
    const pool = createDecodePool({ workers: 2 });
    const names = [...namesIn('good').map((name) => `good/${name}`), ...namesIn('bad').map((name) => `bad/${name}`)];
    const many = Array.from({ length: 8 }, () => names).flat();
    const alone = new Map<string, string | null>();
    for (const name of names) alone.set(name, await pool.decode(taskFor(name)));
    const answers = await Promise.all(many.map((name) => pool.decode(taskFor(name))));
    for (const [place, name] of many.entries()) {
      expect(answers[place] === null, name).toBe(name.startsWith('good'));
      expect(answers[place], name).toBe(alone.get(name));
    }
    await pool.close();
  });

  it.each([0, 65, 1.5, Number.NaN])('refuses %s workers', (workers) => {
    expect(() => createDecodePool({ workers })).toThrow(WrongCommand);
    expect(() => createDecodePool({ workers })).toThrow(`workers is ${workers}; it takes a whole number from 1 to 64`);
  });
});
