import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { act, acts, sleep, stateOf, until, using } from './acting-pool.js';

/** Long enough that a worker on a busy machine does not look as if it hangs. */
const limit = 1;
const tooSlow = 'it took longer than 1 s, the decode-timeout';

describe('a picture that takes too long', () => {
  it('is refused, and costs no other picture: one waits for ever, one keeps its worker busy, one hangs after it has written', async () => {
    const ways = new Map([[20, 'hang'], [70, 'spin'], [120, 'hang-after']]);
    await using({ decodeTimeout: limit }, async (pool) => {
      const all = acts(150, (index) => ways.get(index) ?? 'fine');
      const answers = await Promise.all(all.map(({ task }) => pool.decode(task)));
      expect(answers.flatMap(({ refused }, index) => (refused === null ? [] : [[index, refused]]))).toEqual([...ways.keys()].map((index) => [index, tooSlow]));
      for (const [index, { written, number }] of all.entries()) if (!ways.has(index)) expect(written()).toBe(number);
      expect(stateOf(pool)).toMatchObject({ died: 0, waiting: 0, busy: 0 });
      expect(stateOf(pool).dismissed).toBeGreaterThanOrEqual(1);
      const again = await Promise.all(acts(20, () => 'fine').map(({ task }) => pool.decode(task)));
      expect(again.every(({ refused }) => refused === null)).toBe(true);
    });
  });

  it('lets the picture beside it be decoded once more, and once only', async () => {
    await using({ decodeTimeout: limit / 2 }, async (pool) => {
      const all = acts(40, (index) => (index % 20 === 10 ? 'spin' : 'slow'));
      await Promise.all(all.map(({ task }) => pool.decode(task)));
      expect(all.filter(({ tries }) => tries() > 2).map(({ task }) => task.path)).toEqual([]);
      expect(stateOf(pool).retried).toBeLessThanOrEqual(all.filter(({ tries }) => tries() > 1).length);
    });
  });

  it('is timed from when a worker has begun it, not from when it was asked for', async () => {
    await using({ workers: 1, decodeTimeout: limit }, async (pool) => {
      const all = acts(20, () => 'slow');
      const answers = await Promise.all(all.map(({ task }) => pool.decode(task)));
      expect(answers.every(({ refused }) => refused === null)).toBe(true);
    });
  });

  it('is not confused with a main thread that stood still', async () => {
    await using({ workers: 1, decodeTimeout: limit }, async (pool) => {
      await pool.decode(act('fine').task);
      const all = acts(40, () => 'slow');
      const answers = Promise.all(all.map(({ task }) => pool.decode(task)));
      await until(() => all[0].tries() === 1);
      for (let round = 0; round < 2; round++) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1300);
        await sleep(1);
      }
      expect((await answers).every(({ refused }) => refused === null)).toBe(true);
      expect(stateOf(pool).dismissed).toBe(0);
    });
  });

  it('writes nothing to its target after the answer', async () => {
    await using({ workers: 1, decodeTimeout: limit }, async (pool) => {
      const late = act('block', 9, '2000');
      expect(await pool.decode(late.task)).toMatchObject({ refused: tooSlow });
      await sleep(1100);
      expect(late.written()).toBe(0);
    });
  });

  it('may hang outside of JavaScript: its thread is replaced at once, and the pool closes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'whisker-fifo-'));
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const ended: Promise<unknown>[] = [];
    const note = (worker: Worker): void => void ended.push(once(worker, 'exit'));
    process.on('worker', note);
    await using({ decodeTimeout: limit }, async (pool) => {
      const stuck = act('fifo', 1, fifo);
      const all = acts(50, () => 'fine');
      const answers = await Promise.all([stuck, ...all].map(({ task }) => pool.decode(task)));
      expect(answers[0]).toMatchObject({ refused: tooSlow });
      expect(answers.slice(1).every(({ refused }) => refused === null)).toBe(true);
    });
    process.off('worker', note);
    // A writer wakes the thread that waits to read, and then the thread can end. Until it has, this process cannot.
    const writer = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
    await Promise.all(ended);
    closeSync(writer);
    rmSync(folder, { recursive: true });
  });
});
