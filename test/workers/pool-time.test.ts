import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { act, acts, sleep, stateOf, threads, until, using } from './acting-pool.js';

/** So long that a worker which waits for a core of a busy machine is not taken for one that hangs. */
const limit = 1;
const tooSlow = 'it took longer than 1 s, the decode-timeout';

describe('a picture that takes too long', () => {
  it('(it waits for something that never comes, keeps its worker busy for ever, hangs after it has written) is refused, and costs no other picture', async () => {
    const ways = new Map([[20, 'hang'], [70, 'spin'], [120, 'hang-after']]);
    await using({ decodeTimeout: limit }, async (pool) => {
      const all = acts(150, (place) => ways.get(place) ?? 'fine');
      const began = performance.now();
      const answers = await Promise.all(all.map(({ task }) => pool.decode(task)));
      expect(performance.now() - began).toBeLessThan(20_000);
      expect(answers.flatMap(({ refused }, place) => (refused === null ? [] : [[place, refused]]))).toEqual([...ways.keys()].map((place) => [place, tooSlow]));
      for (const [place, { written, number }] of all.entries()) if (!ways.has(place)) expect(written()).toBe(number);
      expect(stateOf(pool)).toMatchObject({ died: 0, waiting: 0, busy: 0 });
      expect(stateOf(pool).dismissed).toBeGreaterThanOrEqual(1);
      const again = await Promise.all(acts(20, () => 'fine').map(({ task }) => pool.decode(task)));
      expect(again.every(({ refused }) => refused === null)).toBe(true);
    });
  });

  it('is counted from when it was begun, not from when it was asked for', async () => {
    await using({ workers: 1, decodeTimeout: limit }, async (pool) => {
      const all = acts(20, () => 'slow');
      const answers = await Promise.all(all.map(({ task }) => pool.decode(task)));
      expect(answers.every(({ refused }) => refused === null)).toBe(true);
    });
  });

  it('is not misjudged when the main thread stood still', async () => {
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

  it('hangs outside of JavaScript: its thread is replaced at once, and the pool closes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'whisker-fifo-'));
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const before = threads();
    const began = performance.now();
    await using({ decodeTimeout: limit }, async (pool) => {
      const stuck = act('fifo', 1, fifo);
      const all = acts(50, () => 'fine');
      const answers = await Promise.all([stuck, ...all].map(({ task }) => pool.decode(task)));
      expect(answers[0]).toMatchObject({ refused: tooSlow });
      expect(answers.slice(1).every(({ refused }) => refused === null)).toBe(true);
    });
    expect(performance.now() - began).toBeLessThan(20_000);
    // Who waits to read is let go by one who writes; then the threads can end.
    while (threads() > before) {
      expect(performance.now() - began).toBeLessThan(30_000);
      closeSync(openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK));
      await sleep(10);
    }
    rmSync(folder, { recursive: true });
  });
});
