import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkFailed } from '../../src/config/index.js';
import { readHolder, readLockState, STALE_AFTER_MS, takeLock, type Lock } from '../../src/disk/index.js';
import { removeLockFile } from '../../src/disk/lock-file.js';
import { thisHolder } from '../../src/disk/lock-holder.js';
import { distantLockText, lockText } from './lock-text.js';

// Like exFAT, SMB and many FUSE file systems.
vi.mock('node:fs/promises', async (original) => ({ ...(await original<object>()), link: () => Promise.reject(Object.assign(new Error('no hard links'), { code: 'EPERM' })) }));

const HEARTBEAT_MS = 5000;

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

async function take(): Promise<Lock> {
  const taken = await takeLock(path);
  if (!('lock' in taken)) throw new Error('the lock is held');
  return taken.lock;
}
const touchBefore = async (msAgo: number) => {
  const when = new Date(Date.now() - msAgo);
  await utimes(path, when, when);
};
const tokenOf = async () => (await readHolder(path))?.token;

describe('a lock', () => {
  it('is touched every five seconds while it is held, and not afterwards', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const lock = await take();
    const old = new Date(1000);
    const heartbeat = async () => Math.floor((await stat(path)).mtimeMs / 1000);
    await utimes(path, old, old);
    vi.advanceTimersByTime(HEARTBEAT_MS - 1);
    expect(await heartbeat()).toBe(1);
    vi.advanceTimersByTime(1);
    await vi.waitFor(async () => expect(await heartbeat()).toBeGreaterThan(1_000_000), { timeout: 30_000 });
    await lock.release();
    await writeFile(path, lockText());
    await utimes(path, old, old);
    vi.advanceTimersByTime(60_000);
    expect(await heartbeat()).toBe(1);
  });

  it('shows its holder, whether that process lives, and the last heartbeat', async () => {
    expect(await readLockState(path)).toBeUndefined();
    const lock = await take();
    expect(await readLockState(path)).toMatchObject({ pid: process.pid, host: hostname(), alive: true });
    const { mtimeMs } = await stat(path);
    expect((await readLockState(path))?.heartbeat).toBe(mtimeMs);
    const mine: object = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...mine, startTime: 'at another time' }));
    expect(await readLockState(path)).toMatchObject({ alive: false });
    await writeFile(path, JSON.stringify({ ...mine, place: 'elsewhere' }));
    expect(await readLockState(path)).toMatchObject({ alive: null });
    await writeFile(path, '{"pid":');
    expect(await readLockState(path)).toBeUndefined();
    await lock.release();
  });

  it.each([
    ['of another machine', distantLockText()],
    ['in another PID namespace of a host with the same name', lockText({ place: 'the same kernel, another namespace' })],
    ['that says nothing of its place', lockText({ place: null })],
  ])('of a process %s is trusted while its heartbeats come, and taken over once they stop', async (_, text) => {
    await writeFile(path, text);
    await touchBefore(STALE_AFTER_MS - 10_000);
    expect(await takeLock(path)).toMatchObject({ heldBy: { pid: 2 ** 22 + 1 } });
    // The other machine's clock is ahead of ours.
    await touchBefore(-60_000);
    expect(await takeLock(path)).toHaveProperty('heldBy');
    await touchBefore(STALE_AFTER_MS);
    await (await take()).release();
    expect(await readdir(folder)).toEqual([]);
  });

  const inNamespace = ['--user', '--map-root-user', '--pid', '--fork', '--mount-proc'];
  it.runIf(spawnSync('unshare', [...inNamespace, 'true']).status === 0)('is held for a process that runs in a PID namespace of its own', async () => {
    const lock = await take();
    const door = new URL('../../dist/disk/index.js', import.meta.url).href;
    const program = `import { takeLock } from ${JSON.stringify(door)}; console.log(Object.keys(await takeLock(${JSON.stringify(path)})).join());process.exit()`;
    expect(spawnSync('unshare', [...inNamespace, process.execPath, '--input-type=module', '-e', program], { encoding: 'utf8' })).toMatchObject({ stdout: 'heldBy\n', stderr: '' });
    await lock.check();
    await lock.release();
  });

  it.runIf(process.platform === 'linux')('of a killed process that its parent never waited for counts as dead', async () => {
    // A shell that starts a process, kills it and never waits for it.
    const shell = spawn('/bin/sh', ['-c', 'sleep 60 & echo $! > "$0"; kill -9 $!; exec sleep 60', join(folder, 'pid')], { stdio: 'ignore' });
    try {
      await vi.waitFor(async () => expect(Number(await readFile(join(folder, 'pid'), 'utf8'))).toBeGreaterThan(0), { timeout: 30_000 });
      const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
      await vi.waitFor(async () => expect(await readFile(`/proc/${pid}/stat`, 'utf8')).toContain(') Z '), { timeout: 30_000 });
      const startTime = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ').at(-1)?.split(' ')[19];
      await writeFile(path, lockText({ pid, startTime: startTime ?? '' }));
      expect(await readLockState(path)).toMatchObject({ alive: false });
    } finally {
      shell.kill('SIGKILL');
      await once(shell, 'exit');
    }
  });

  it('that is incomplete is left alone for two seconds, because its process may be writing it', async () => {
    await writeFile(path, '');
    const waiting = takeLock(path);
    await vi.waitFor(async () => expect(await readdir(folder)).toEqual(['lock']), { timeout: 30_000 });
    await writeFile(path, JSON.stringify(thisHolder('the writer')));
    expect(await waiting).toMatchObject({ heldBy: { token: 'the writer' } });
    await writeFile(path, '');
    const lock = await take();
    await lock.check();
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a lock that another process took over', () => {
  it('is lost at the next heartbeat, and neither touched nor removed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const lock = await take();
    await writeFile(path, distantLockText({ pid: 7 }));
    const old = new Date(1000);
    await utimes(path, old, old);
    expect(lock.lost.aborted).toBe(false);
    vi.advanceTimersByTime(HEARTBEAT_MS);
    await vi.waitFor(() => expect(lock.lost.aborted).toBe(true), { timeout: 30_000 });
    expect(lock.lost.reason).toBeInstanceOf(WorkFailed);
    expect(String(lock.lost.reason)).toContain(`its lock ${path} now belongs to process 7 on elsewhere`);
    await lock.release();
    expect((await stat(path)).mtimeMs).toBe(1000);
    expect(await tokenOf()).toBe('another');
  });

  it('is not removed by its former holder, also before the next heartbeat', async () => {
    const lock = await take();
    await writeFile(path, distantLockText());
    await lock.release();
    expect(await tokenOf()).toBe('another');
    expect(await readdir(folder)).toEqual(['lock']);
  });

  it('is lost when a check asks', async () => {
    const lock = await take();
    await lock.check();
    await writeFile(path, distantLockText());
    await expect(lock.check()).rejects.toThrow('now belongs to process 4194305 on elsewhere');
    await expect(lock.check()).rejects.toThrow(WorkFailed);
    await lock.release();
  });

  it('is lost as well when that process has left already', async () => {
    const lock = await take();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + STALE_AFTER_MS });
    await rm(path);
    await expect(lock.check()).rejects.toThrow(`its lock ${path} is gone`);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });
});

it('a lock file that somebody removed by hand is written again', async () => {
  const lock = await take();
  const token = await tokenOf();
  await rm(path);
  await lock.check();
  expect(await tokenOf()).toBe(token);
  await lock.check();
  await lock.release();
  expect(await readdir(folder)).toEqual([]);
});

it('a release that fails leaves the finished work alone', async () => {
  const lock = await take();
  await rm(folder, { recursive: true });
  await writeFile(folder, 'a file where the folder was');
  await lock.release();
});

describe('the removal of a lock file', () => {
  it('puts back a lock that is not the expected one', async () => {
    await writeFile(path, lockText({ token: 'of a third process' }));
    await removeLockFile(path, 'me', (found) => found?.token === 'another');
    expect(await tokenOf()).toBe('of a third process');
    expect(await readdir(folder)).toEqual(['lock']);
    await removeLockFile(path, 'me', (found) => found?.token === 'of a third process');
    expect(await readdir(folder)).toEqual([]);
  });
});
