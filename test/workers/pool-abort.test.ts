import { readdirSync, readlinkSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createDecodePool } from '../../src/workers/index.js';
import { resources } from '../pipeline/resources.js';
import { act, acts, isSettledAtOnce, settledThreads, sleep, stateOf, threads, until, using } from './acting-pool.js';
import { namesIn, taskFor } from './fixtures.js';

describe('an abort', () => {
  it('rejects everything at once with the signal\'s reason, and throws away what was begun', async () => {
    await using({ workers: 1 }, async (pool) => {
      const stop = new AbortController();
      const all = Array.from({ length: 200 }, () => act('wait', 1, '1500'));
      const settled = Promise.allSettled(all.map(({ task }) => pool.decode(task, stop.signal)));
      await until(() => all.some(({ tries }) => tries() > 0));
      stop.abort('enough');
      expect(await isSettledAtOnce(settled), 'before the slow pictures end').toBe(true);
      for (const result of await settled) expect(result).toEqual({ status: 'rejected', reason: 'enough' });
      await until(() => stateOf(pool).busy === 0);
      expect(all.filter(({ tries }) => tries() > 0).length).toBeLessThanOrEqual(2);
      expect(all.every(({ written }) => written() === 0)).toBe(true);
      expect(await pool.decode(act('fine').task)).toMatchObject({ refused: null });
    });
  });

  it('before the picture is asked for keeps it from being begun', async () => {
    await using({ workers: 1 }, async (pool) => {
      const { task, tries } = act('fine');
      await expect(pool.decode(task, AbortSignal.abort('no'))).rejects.toBe('no');
      expect(tries()).toBe(0);
    });
  });

  it('affects only the pictures with that signal', async () => {
    await using({ workers: 1 }, async (pool) => {
      const [one, other] = [new AbortController(), new AbortController()];
      const all = acts(60, () => 'fine');
      const settled = Promise.allSettled(all.map(({ task }, index) => pool.decode(task, [one.signal, other.signal, undefined][index % 3])));
      one.abort('one');
      const results = await settled;
      expect(results.map(({ status }) => status)).toEqual(all.map((_, index) => (index % 3 === 0 ? 'rejected' : 'fulfilled')));
    });
  });

  it('works while the workers are still loading', async () => {
    await using({}, async (pool) => {
      const stop = new AbortController();
      const answer = pool.decode(act('fine').task, stop.signal);
      stop.abort('too slow');
      await expect(answer).rejects.toBe('too slow');
    });
  });

  // Half a second later, and not after the 30 s that a picture may take.
  it.each(['spin', 'hang-after', 'hang-while-copying'])('replaces a worker that does not finish its picture (%s), keeps the cache open until then, and loses nothing else', async (way) => {
    await using({ workers: 2 }, async (pool) => {
      const stop = new AbortController();
      let open = 0;
      const retainCache = () => {
        open++;
        return () => void open--;
      };
      const { task, tries, copies } = act(way);
      const answer = pool.decode({ ...task, retainCache }, stop.signal);
      // A worker that hangs while or after it copies must have come that far: it does not copy a picture that is cancelled.
      await until(way === 'spin' ? () => tries() === 1 : copies);
      const others = acts(60, (index) => (index % 20 === 0 ? 'slow' : 'fine'));
      const answers = Promise.all(others.map((other) => pool.decode({ ...other.task, retainCache })));
      stop.abort('enough');
      await expect(answer).rejects.toBe('enough');
      expect(open, 'its worker is still busy with it').toBe(1);
      expect((await answers).every(({ refused }) => refused === null)).toBe(true);
      expect(others.map(({ written }) => written())).toEqual(others.map(({ number }) => number));
      await until(() => stateOf(pool).dismissed === 1 && stateOf(pool).busy === 0);
      await until(() => open === 0);
      expect(await pool.decode(act('fine').task)).toMatchObject({ refused: null });
      expect(stateOf(pool)).toMatchObject({ dismissed: 1, died: 0, busy: 0 });
    });
  });

  it('gives up a picture whose thread dies after it has copied the pixels, and releases its cache', async () => {
    const started: Worker[] = [];
    const note = (worker: Worker): void => void started.push(worker);
    process.on('worker', note);
    try {
      await using({ workers: 1 }, async (pool) => {
        const stop = new AbortController();
        let open = 0;
        const { task, tries, written } = act('hang-after');
        const answer = pool.decode({ ...task, retainCache: () => (open++, () => void open--) }, stop.signal);
        await until(() => written() === 1);
        stop.abort('enough');
        await expect(answer).rejects.toBe('enough');
        await started[0].terminate();
        await until(() => stateOf(pool).died === 1 && stateOf(pool).busy === 0);
        expect({ open, tries: tries() }).toEqual({ open: 0, tries: 1 });
        expect(stateOf(pool)).toMatchObject({ retried: 0, busy: 0 });
      });
    } finally {
      process.off('worker', note);
    }
  });

  it('waits for a worker that is copying pixels, and nothing writes to the target afterwards', async () => {
    await using({ workers: 1 }, async (pool) => {
      const stop = new AbortController();
      const { task, copies, written } = act('copy-slowly', 9);
      const answer = pool.decode(task, stop.signal);
      await until(copies);
      expect(written(), 'the worker is copying').toBe(0);
      stop.abort('enough');
      expect(written()).toBe(9);
      await expect(answer).rejects.toBe('enough');
    });
  });

  it('does not replace a worker that finishes its picture soon', async () => {
    await using({ workers: 1 }, async (pool) => {
      const stop = new AbortController();
      let open = 0;
      const { task, tries } = act('wait', 1, '20');
      const answer = pool.decode({ ...task, retainCache: () => (open++, () => void open--) }, stop.signal);
      await until(() => tries() === 1);
      stop.abort('enough');
      await expect(answer).rejects.toBe('enough');
      expect(open).toBe(1);
      await until(() => open === 0);
      expect(stateOf(pool)).toMatchObject({ dismissed: 0, died: 0, busy: 0 });
    });
  });
});

describe('closing', () => {
  it('finishes what was begun, rejects what waits, ends the threads, and may be done twice', async () => {
    const before = await settledThreads();
    await using({}, async (pool) => {
      const all = acts(20, () => 'slow');
      const settled = Promise.allSettled(all.map(({ task }) => pool.decode(task)));
      await until(() => all.some(({ tries }) => tries() > 0));
      expect(threads()).toBeGreaterThan(before);
      await Promise.all([pool.close(), pool.close()]);
      const results = await settled;
      for (const [index, { status }] of results.entries()) expect(status).toBe(all[index].tries() > 0 ? 'fulfilled' : 'rejected');
      expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
      expect(threads()).toBe(before);
      await expect(pool.decode(all[0].task)).rejects.toThrow('no more pictures can be decoded');
    });
  });

  it('does not end a thread that is loading, because that could end the process', async () => {
    const events: string[] = [];
    // The first message of a piscina thread is that it has loaded.
    const note = (worker: Worker): void => {
      worker.once('message', () => events.push('loaded'));
      worker.once('exit', () => events.push('ended'));
    };
    process.on('worker', note);
    try {
      await createDecodePool({ workers: 2 }).close();
    } finally {
      process.off('worker', note);
    }
    expect(events).toEqual(['loaded', 'loaded', 'ended', 'ended']);
  });

  it('waits for a picture that hangs no longer than the time limit', async () => {
    await using({ workers: 1, decodeTimeout: 0.2 }, async (pool) => {
      const { task, tries } = act('spin');
      const answer = pool.decode(task);
      await until(() => tries() === 1);
      await pool.close();
      expect(await answer).toMatchObject({ refused: 'it took longer than 0.2 s, the decode-timeout' });
    });
  });

  it('leaves no thread, timer, listener or descriptor at any moment', async () => {
    const descriptors = (): string[] => readdirSync('/proc/self/fd').flatMap(fileOf).sort();
    const warm = createDecodePool({ workers: 2 });
    await warm.decode(taskFor('good/plain.png'));
    await warm.close();
    const before = { threads: await settledThreads(), resources: resources(), descriptors: descriptors() };
    const names = namesIn('good');
    for (const delay of [0, 5, 40, 150]) {
      const pool = createDecodePool({ workers: 2 });
      const stop = new AbortController();
      const all = Promise.allSettled(Array.from({ length: 60 }, (_, index) => pool.decode(taskFor(`good/${names[index % names.length]}`), stop.signal)));
      await sleep(delay);
      if (delay % 2 === 0) stop.abort();
      await pool.close();
      await all;
      await until(() => threads() <= before.threads && resources().length <= before.resources.length, 1000);
      expect({ resources: resources(), threads: threads(), descriptors: descriptors() }).toEqual(before);
    }
  });

  it('is not needed for the process to end when the pool is idle', async () => {
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

function fileOf(descriptor: string): string[] {
  try {
    return [readlinkSync(`/proc/self/fd/${descriptor}`)];
  } catch {
    return [];
  }
}
