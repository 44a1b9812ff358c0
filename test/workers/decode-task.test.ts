import { beforeEach, describe, expect, it } from 'vitest';
import { decodeTask } from '../../src/workers/decode/decode-task.js';
import { writeViews } from '../../src/workers/views/write-views.js';
import type { CacheBlock } from '../../src/workers/index.js';
import { pixelsOf, taskFor } from './fixtures.js';

const SIZE = 8;
const BYTES = SIZE * SIZE * 3;

let cache: CacheBlock;
beforeEach(() => {
  cache = { store: new SharedArrayBuffer(BYTES), position: 0, marks: new SharedArrayBuffer(2), mark: 0 };
});

describe('decoding a task', () => {
  it('fills the cache, and the next time reads the same pixels from it', async () => {
    const task = taskFor('good/baseline.jpg', { size: SIZE, cache });
    const written: Uint8Array[] = [];
    const write = (pixels: Uint8Array): boolean => written.push(pixels.slice()) > 0;
    expect(await decodeTask(task, write)).toMatchObject({ refused: null, from: 'file' });
    expect(await decodeTask(task, write)).toMatchObject({ refused: null, from: 'cache' });
    expect(written[1]).toEqual(written[0]);
  });

  it('counts the time for its views as decoding, also when the picture comes from the cache', async () => {
    const task = taskFor('good/baseline.jpg', { size: SIZE, cache });
    const slowly = (): boolean => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30) === 'timed-out';
    expect((await decodeTask(task, slowly)).decodeMs).toBeGreaterThan(25);
    expect(await decodeTask(task, slowly)).toMatchObject({ from: 'cache', decodeMs: expect.toSatisfy((ms: number) => ms > 25 && ms < 1000) });
  });

  it('does not touch the cache when the task is cancelled before its pixels are written', async () => {
    const task = taskFor('good/baseline.jpg', { size: SIZE, cache });
    await decodeTask(task, () => false);
    expect(await decodeTask(task, () => true)).toMatchObject({ from: 'file' });
  });

  it('writes nothing when the picture is refused', async () => {
    const task = taskFor('bad/cut.jpg', { size: SIZE, cache });
    expect((await decodeTask(task, () => expect.unreachable())).refused).toBe('the JPEG is cut short');
  });
});

it('a picture is copied to the place of each view', () => {
  const task = taskFor('good/plain.png', { size: SIZE, target: new SharedArrayBuffer(3 * BYTES), views: [null, null], offsets: [0, 2 * BYTES] });
  writeViews(task, new Uint8Array(BYTES).fill(7));
  expect(new Set(pixelsOf(task))).toEqual(new Set([7]));
  expect(new Set(new Uint8Array(task.target, BYTES, BYTES))).toEqual(new Set([0]));
  expect(new Set(new Uint8Array(task.target, 2 * BYTES))).toEqual(new Set([7]));
});
