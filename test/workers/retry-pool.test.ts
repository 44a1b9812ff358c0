import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkFailed } from '../../src/config/index.js';
import { RetryPool } from '../../src/workers/pool/retry-pool.js';
import type { AttemptPool } from '../../src/workers/types.js';
import { systemErrorOf } from '../../src/workers/decode/system-error.js';
import { pictures, taskFor } from './fixtures.js';

/** A pool whose first attempts fail with a system error. */
function failingPool(failures: number, refused: string | null = null) {
  let closed = false;
  const pool: AttemptPool & { attempts: number } = {
    workers: 1,
    setWorkers: () => undefined,
    attempts: 0,
    decode: async (_task, signal) => {
      signal?.throwIfAborted();
      if (closed) throw new WorkFailed('closed');
      const answer = { from: 'file', readMs: 1, decodeMs: 1 } as const;
      return ++pool.attempts <= failures ? { ...answer, refused: 'too many files are open (EMFILE)', systemError: true } : { ...answer, refused };
    },
    close: async () => void (closed = true),
  };
  return pool;
}
const task = taskFor('good/plain.png');

describe('a picture that meets a system error', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  it.each([null, 'it is empty'])('is tried again until there is an answer (%s)', async (refused) => {
    const pool = failingPool(5, refused);
    const answer = new RetryPool(pool).decode(task);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await answer).toEqual({ refused, from: 'file', readMs: 1, decodeMs: 1 });
    expect(pool.attempts).toBe(6);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('fails after a while, with the system\'s reason', async () => {
    const pool = failingPool(Infinity);
    const failure = expect(new RetryPool(pool).decode(task)).rejects.toThrow(
      new WorkFailed(`Pictures cannot be read: too many files are open (EMFILE). ${pictures}good/plain.png was tried for 15 s. No picture is quarantined, because this is an error of the machine.`),
    );
    await vi.advanceTimersByTimeAsync(20_000);
    await failure;
    expect(pool.attempts).toBeGreaterThan(5);
    expect(pool.attempts).toBeLessThan(20);
  });

  it('is given up at once after an abort and when the pool closes', async () => {
    const stop = new AbortController();
    const pool = failingPool(Infinity);
    const retrying = new RetryPool(pool);
    const [aborted, closed] = [retrying.decode(task, stop.signal), retrying.decode(task)];
    const rejected = [expect(aborted).rejects.toBe('enough'), expect(closed).rejects.toThrow('closed')];
    await vi.advanceTimersByTimeAsync(1);
    stop.abort('enough');
    await rejected[0];
    await retrying.close();
    await rejected[1];
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('a picture cannot be judged while the folder of the dataset is gone', async () => {
  const root = join(mkdtempSync(join(tmpdir(), 'whisker-gone-')), 'disk');
  const pool = failingPool(0, 'there is no such file');
  const answer = new RetryPool(pool).decode({ ...task, root });
  await vi.waitFor(() => expect(pool.attempts).toBeGreaterThan(1), { timeout: 30_000 });
  mkdirSync(root);
  expect(await answer).toMatchObject({ refused: 'there is no such file' });
  const failure = new RetryPool(failingPool(0, 'there is no such file'), 0).decode({ ...task, root: join(root, 'away') });
  await expect(failure).rejects.toThrow(`Pictures cannot be read: the folder ${join(root, 'away')} is gone.`);
  rmSync(dirname(root), { recursive: true });
});

it('system errors are told apart from bad pictures', () => {
  const thrown = (code: string): Error => Object.assign(new Error(`${code}: something, open 'a.jpg'`), { code });
  for (const code of ['EMFILE', 'ENFILE', 'ESTALE', 'ENOMEM', 'EAGAIN', 'ETIMEDOUT', 'ENOTCONN']) expect(systemErrorOf(thrown(code)), code).toMatch(new RegExp(`\\(${code}\\)$`));
  for (const code of ['ENOENT', 'EACCES', 'EIO', 'ELOOP', 'ENXIO', 'EISDIR', 'toString']) expect(systemErrorOf(thrown(code)), code).toBeNull();
  expect(systemErrorOf(new RangeError('Array buffer allocation failed'))).toMatch(/^there is not enough memory/);
  expect(systemErrorOf(new RangeError('Invalid array length'))).toBeNull();
});

it('a process with too many open files quarantines no picture', () => {
  const program = fileURLToPath(new URL('few-files.mjs', import.meta.url));
  const names = ['plain.png', 'baseline.jpg', 'plain.webp', 'gray.png', 'progressive.jpg', 'plain.gif'];
  const printed = execFileSync('sh', ['-c', 'ulimit -n 128; exec "$0" "$@"', process.execPath, program, `${pictures}good`, ...names], { encoding: 'utf8', timeout: 60_000 });
  const { same, quarantined, open } = JSON.parse(printed);
  expect(quarantined).toEqual([]);
  expect(same).toBe(true);
  expect(open).toBeGreaterThan(10);
});
