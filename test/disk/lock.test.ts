import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readLockState, STALE_AFTER_MS, takeLock } from '../../src/disk/index.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-lock-'));
  path = join(folder, 'lock');
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

async function take(): Promise<() => Promise<void>> {
  const taken = await takeLock(path);
  if (!('unlock' in taken)) throw new Error('the lock is held');
  return taken.unlock;
}

describe('a lock', () => {
  it('is touched every five seconds while it is held, and not afterwards', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const unlock = await take();
    const old = new Date(1000);
    const heartbeat = async () => Math.floor((await stat(path)).mtimeMs / 1000);
    await utimes(path, old, old);
    vi.advanceTimersByTime(4999);
    expect(await heartbeat()).toBe(1);
    vi.advanceTimersByTime(1);
    await vi.waitFor(async () => expect(await heartbeat()).toBeGreaterThan(1_000_000));
    await unlock();
    await writeFile(path, "somebody else's");
    await utimes(path, old, old);
    vi.advanceTimersByTime(60_000);
    expect(await heartbeat()).toBe(1);
  });

  it('shows its holder, whether that process lives, and the last heartbeat', async () => {
    expect(await readLockState(path)).toBeUndefined();
    const unlock = await take();
    expect(await readLockState(path)).toMatchObject({ pid: process.pid, host: hostname(), alive: true });
    const { mtimeMs } = await stat(path);
    expect((await readLockState(path))?.heartbeat).toBe(mtimeMs);
    const mine: object = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...mine, startTime: 'at another time' }));
    expect(await readLockState(path)).toMatchObject({ alive: false });
    await writeFile(path, JSON.stringify({ ...mine, host: 'elsewhere' }));
    expect(await readLockState(path)).toMatchObject({ alive: null });
    await writeFile(path, '{"pid":');
    expect(await readLockState(path)).toBeUndefined();
    await unlock();
  });

  it("of another machine is trusted while its heartbeats come, and taken over once they stop", async () => {
    await writeFile(path, JSON.stringify({ pid: 1, host: `not-${hostname()}`, startTime: '7' }));
    const touchBefore = async (msAgo: number) => {
      const when = new Date(Date.now() - msAgo);
      await utimes(path, when, when);
    };
    await touchBefore(STALE_AFTER_MS - 10_000);
    expect(await takeLock(path)).toMatchObject({ heldBy: { pid: 1, host: `not-${hostname()}` } });
    // The other machine's clock is ahead of ours.
    await touchBefore(-60_000);
    expect(await takeLock(path)).toHaveProperty('heldBy');
    await touchBefore(STALE_AFTER_MS);
    await (await take())();
    expect(await readdir(folder)).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('of a killed process that its parent never waited for counts as dead', async () => {
    // A shell that starts a process, kills it and never waits for it.
    const shell = spawn('/bin/sh', ['-c', 'sleep 60 & echo $! > "$0"; kill -9 $!; exec sleep 60', join(folder, 'pid')], { stdio: 'ignore' });
    try {
      await vi.waitFor(async () => expect(Number(await readFile(join(folder, 'pid'), 'utf8'))).toBeGreaterThan(0));
      const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
      await vi.waitFor(async () => expect(await readFile(`/proc/${pid}/stat`, 'utf8')).toContain(') Z '));
      const startTime = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ').at(-1)?.split(' ')[19];
      await writeFile(path, JSON.stringify({ pid, host: hostname(), startTime }));
      expect(await readLockState(path)).toMatchObject({ alive: false });
    } finally {
      shell.kill('SIGKILL');
      await once(shell, 'exit');
    }
  });
});
