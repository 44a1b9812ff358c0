import { readdirSync, readlinkSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createDecodePool } from '../../src/workers/index.js';
import { act, acts, resources, sleep, stateOf, threads, until, using } from './acting-pool.js';
import { namesIn, taskFor } from './fixtures.js';

describe('taking back', () => {
  it('rejects everything at once with the signal\'s reason; what was begun is finished and thrown away', async () => {
    await using({ workers: 1 }, async (pool) => {
      const stop = new AbortController();
      const all = Array.from({ length: 200 }, () => act('wait', 1, '1500'));
      const settled = Promise.allSettled(all.map(({ task }) => pool.decode(task, stop.signal)));
      await until(() => all.some(({ tries }) => tries() > 0));
      stop.abort('enough');
      const began = performance.now();
      const results = await settled;
      expect(performance.now() - began, 'before a slow one could end').toBeLessThan(1000);
      for (const result of results) expect(result).toEqual({ status: 'rejected', reason: 'enough' });
      await until(() => stateOf(pool).busy === 0);
      expect(all.filter(({ tries }) => tries() > 0).length).toBeLessThanOrEqual(2);
      expect(all.every(({ written }) => written() === 0)).toBe(true);
      expect(await pool.decode(act('fine').task)).toMatchObject({ refused: null });
    });
  });

  it('an aborted signal keeps a picture from being begun', async () => {
    await using({ workers: 1 }, async (pool) => {
      const { task, tries } = act('fine');
      await expect(pool.decode(task, AbortSignal.abort('no'))).rejects.toBe('no');
      expect(tries()).toBe(0);
    });
  });

  it('concerns those with that signal alone', async () => {
    await using({ workers: 1 }, async (pool) => {
      const [one, other] = [new AbortController(), new AbortController()];
      const all = acts(60, () => 'fine');
      const settled = Promise.allSettled(all.map(({ task }, place) => pool.decode(task, [one.signal, other.signal, undefined][place % 3])));
      one.abort('one');
      const results = await settled;
      expect(results.map(({ status }) => status)).toEqual(all.map((_, place) => (place % 3 === 0 ? 'rejected' : 'fulfilled')));
    });
  });

  it('is possible while the workers are still loading', async () => {
    await using({}, async (pool) => {
      const stop = new AbortController();
      const answer = pool.decode(act('fine').task, stop.signal);
      stop.abort('too slow');
      await expect(answer).rejects.toBe('too slow');
    });
  });

  // Within half a second, and the time that it takes to write, not within the thirty that a picture may take.
  it.each(['spin', 'hang-after', 'hang-while-copying'])('a picture that goes on and on (%s), its worker is replaced, its cache kept open so long, and nothing else lost', async (way) => {
    await using({ workers: 2 }, async (pool) => {
      const stop = new AbortController();
      let kept = 0;
      const retainCache = () => {
        kept++;
        return () => void kept--;
      };
      const { task, tries } = act(way);
      const answer = pool.decode({ ...task, retainCache }, stop.signal);
      await until(() => tries() === 1);
      const others = acts(60, (place) => (place % 20 === 0 ? 'slow' : 'fine'));
      const answers = Promise.all(others.map((other) => pool.decode({ ...other.task, retainCache })));
      stop.abort('enough');
      await expect(answer).rejects.toBe('enough');
      expect(kept, 'its worker is still at it').toBe(1);
      expect((await answers).every(({ refused }) => refused === null)).toBe(true);
      expect(others.map(({ written }) => written())).toEqual(others.map(({ number }) => number));
      await until(() => stateOf(pool).dismissed === 1 && stateOf(pool).busy === 0);
      await until(() => kept === 0);
      expect(await pool.decode(act('fine').task)).toMatchObject({ refused: null });
      expect(stateOf(pool)).toMatchObject({ dismissed: 1, died: 0, busy: 0 });
    });
  });

  it('whose thread dies after it has copied pixels, is not tried again, and its cache is not kept open for ever', async () => {
    const started: Worker[] = [];
    const note = (worker: Worker): void => void started.push(worker);
    process.on('worker', note);
    try {
      await using({ workers: 1 }, async (pool) => {
        const stop = new AbortController();
        let kept = 0;
        const { task, tries, written } = act('hang-after');
        const answer = pool.decode({ ...task, retainCache: () => (kept++, () => void kept--) }, stop.signal);
        await until(() => written() === 1);
        stop.abort('enough');
        await expect(answer).rejects.toBe('enough');
        await started[0].terminate();
        await until(() => stateOf(pool).died === 1 && stateOf(pool).busy === 0);
        expect({ kept, tries: tries() }).toEqual({ kept: 0, tries: 1 });
        expect(stateOf(pool)).toMatchObject({ retried: 0, busy: 0 });
      });
    } finally {
      process.off('worker', note);
    }
  });

  it('waits for a worker that is copying pixels, and nothing writes to the target afterwards', async () => {
    await using({ workers: 1 }, async (pool) => {
      const stop = new AbortController();
      const { task, tries, written } = act('copy-slowly', 9);
      const answer = pool.decode(task, stop.signal);
      await until(() => tries() === 1);
      await sleep(50);
      expect(written(), 'the worker is copying').toBe(0);
      stop.abort('enough');
      expect(written()).toBe(9);
      await expect(answer).rejects.toBe('enough');
    });
  });

  it('what comes to its end soon enough, no worker is replaced', async () => {
    await using({ workers: 1 }, async (pool) => {
      const stop = new AbortController();
      let kept = 0;
      const { task, tries } = act('wait', 1, '20');
      const answer = pool.decode({ ...task, retainCache: () => (kept++, () => void kept--) }, stop.signal);
      await until(() => tries() === 1);
      stop.abort('enough');
      await expect(answer).rejects.toBe('enough');
      expect(kept).toBe(1);
      await until(() => kept === 0);
      expect(stateOf(pool)).toMatchObject({ dismissed: 0, died: 0, busy: 0 });
    });
  });
});

describe('closing', () => {
  it('finishes what runs, rejects what waits, ends the threads, and can be done twice', async () => {
    const before = threads();
    await using({}, async (pool) => {
      const all = acts(20, () => 'slow');
      const settled = Promise.allSettled(all.map(({ task }) => pool.decode(task)));
      await until(() => all.some(({ tries }) => tries() > 0));
      expect(threads()).toBeGreaterThan(before);
      await Promise.all([pool.close(), pool.close()]);
      const results = await settled;
      for (const [place, { status }] of results.entries()) expect(status).toBe(all[place].tries() > 0 ? 'fulfilled' : 'rejected');
      expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
      expect(threads()).toBe(before);
      await expect(pool.decode(all[0].task)).rejects.toThrow('no more pictures can be decoded');
    });
  });

  it('ends no thread while it loads, in which that could end the process', async () => {
    const told: string[] = [];
    // The first thing that a thread of piscina's says is that it has loaded.
    const note = (worker: Worker): void => {
      worker.once('message', () => told.push('loaded'));
      worker.once('exit', () => told.push('ended'));
    };
    process.on('worker', note);
    try {
      await createDecodePool({ workers: 2 }).close();
    } finally {
      process.off('worker', note);
    }
    expect(told).toEqual(['loaded', 'loaded', 'ended', 'ended']);
  });

  it('waits no longer than the limit for a picture that hangs', async () => {
    await using({ workers: 1, decodeTimeout: 0.2 }, async (pool) => {
      const { task, tries } = act('spin');
      const answer = pool.decode(task);
      await until(() => tries() === 1);
      await pool.close();
      expect(await answer).toMatchObject({ refused: 'it took longer than 0.2 s, the decode-timeout' });
    });
  });

  it('at any moment leaves no thread, timer, listener or descriptor', async () => {
    const descriptors = (): string[] => readdirSync('/proc/self/fd').flatMap((fd) => target(fd)).sort();
    const warm = createDecodePool({ workers: 2 });
    await warm.decode(taskFor('good/plain.png'));
    await warm.close();
    const before = { resources: resources(), threads: threads(), descriptors: descriptors() };
    const names = namesIn('good');
    for (const delay of [0, 5, 40, 150]) {
      const pool = createDecodePool({ workers: 2 });
      const stop = new AbortController();
      const all = Promise.allSettled(Array.from({ length: 60 }, (_, place) => pool.decode(taskFor(`good/${names[place % names.length]}`), stop.signal)));
      await sleep(delay);
      if (delay % 2 === 0) stop.abort();
      await pool.close();
      await all;
      await until(() => threads() <= before.threads && resources().length <= before.resources.length, 1000);
      expect({ resources: resources(), threads: threads(), descriptors: descriptors() }).toEqual(before);
    }
  });

  it('an idle pool holds nothing that keeps the process alive', async () => {
    const before = resources();
    const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const pool = createDecodePool({ workers: 2 });
    expect(await pool.decode(taskFor('good/plain.png'))).toMatchObject({ refused: null });
    await until(() => resources().length === before.length);
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBeLessThanOrEqual(timers + 1);
    await pool.close();
    expect(resources()).toEqual(before);
  });
});

function target(descriptor: string): string[] {
  try {
    return [readlinkSync(`/proc/self/fd/${descriptor}`)];
  } catch {
    return [];
  }
}
