import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lookAtLock, SILENT_MS, takeLock } from '../../src/disk/index.js';

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
  it('is touched every five seconds while it is held, and never after', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const unlock = await take();
    const old = new Date(1000);
    const beat = async () => Math.floor((await stat(path)).mtimeMs / 1000);
    await utimes(path, old, old);
    vi.advanceTimersByTime(4999);
    expect(await beat()).toBe(1);
    vi.advanceTimersByTime(1);
    await vi.waitFor(async () => expect(await beat()).toBeGreaterThan(1_000_000));
    await unlock();
    await writeFile(path, "somebody else's");
    await utimes(path, old, old);
    vi.advanceTimersByTime(60_000);
    expect(await beat()).toBe(1);
  });

  it('looked at: who holds it, whether that process lives, and the beat', async () => {
    expect(await lookAtLock(path)).toBeUndefined();
    const unlock = await take();
    expect(await lookAtLock(path)).toMatchObject({ holder: { pid: process.pid, host: hostname() }, alive: true });
    const { mtimeMs } = await stat(path);
    expect((await lookAtLock(path))?.beat).toBe(mtimeMs);
    const mine: object = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...mine, born: 'at another time' }));
    expect(await lookAtLock(path)).toMatchObject({ alive: false });
    await writeFile(path, JSON.stringify({ ...mine, host: 'elsewhere' }));
    expect(await lookAtLock(path)).toMatchObject({ alive: null });
    await writeFile(path, '{"pid":');
    expect(await lookAtLock(path)).toBeUndefined();
    await unlock();
  });

  it("of another machine: believed while its beats come, and taken over once they have stayed away", async () => {
    await writeFile(path, JSON.stringify({ pid: 1, host: `not-${hostname()}`, born: '7' }));
    const beat = async (msAgo: number) => {
      const when = new Date(Date.now() - msAgo);
      await utimes(path, when, when);
    };
    await beat(SILENT_MS - 10_000);
    expect(await takeLock(path)).toMatchObject({ heldBy: { pid: 1, host: `not-${hostname()}` } });
    // A machine whose clock is ahead of this one's.
    await beat(-60_000);
    expect(await takeLock(path)).toHaveProperty('heldBy');
    await beat(SILENT_MS);
    await (await take())();
    expect(await readdir(folder)).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('of a process that was killed and that nobody has asked after: dead', async () => {
    // A shell that starts a process, kills it and never waits for it.
    const shell = spawn('/bin/sh', ['-c', 'sleep 60 & echo $! > "$0"; kill -9 $!; exec sleep 60', join(folder, 'pid')], { stdio: 'ignore' });
    try {
      await vi.waitFor(async () => expect(Number(await readFile(join(folder, 'pid'), 'utf8'))).toBeGreaterThan(0));
      const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
      await vi.waitFor(async () => expect(await readFile(`/proc/${pid}/stat`, 'utf8')).toContain(') Z '));
      const born = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ').at(-1)?.split(' ')[19];
      await writeFile(path, JSON.stringify({ pid, host: hostname(), born }));
      expect(await lookAtLock(path)).toMatchObject({ alive: false });
    } finally {
      shell.kill('SIGKILL');
      await once(shell, 'exit');
    }
  });
});
