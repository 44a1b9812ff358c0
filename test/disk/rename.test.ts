import { mkdtemp, readFile, rename as renameNow, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { rename } from '../../src/disk/index.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-rename-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'new'), 'new');
  await writeFile(join(folder, 'old'), 'old');
});

/** A rename that fails twice, as where another process has the file open for a moment. */
function busy(code: string) {
  const calls: string[] = [];
  return { calls, once: async (from: string, to: string): Promise<void> => {
    calls.push(from);
    if (calls.length < 3) throw Object.assign(new Error(code), { code });
    await renameNow(from, to);
  } };
}

it.each(['EPERM', 'EACCES', 'EBUSY'])('waits on Windows for a file that somebody has open (%s)', async (code) => {
  const { calls, once } = busy(code);
  await rename(join(folder, 'new'), join(folder, 'old'), { platform: 'win32', once });
  expect(await readFile(join(folder, 'old'), 'utf8')).toBe('new');
  expect(calls).toHaveLength(3);
});

it('waits for nothing else, and on no other system', async () => {
  for (const [platform, code] of [['win32', 'ENOENT'], ['win32', 'ENOSPC'], ['linux', 'EPERM'], ['darwin', 'EACCES']] as const) {
    const { calls, once } = busy(code);
    await expect(rename(join(folder, 'new'), join(folder, 'old'), { platform, once })).rejects.toThrow(code);
    expect(calls).toHaveLength(1);
  }
  expect(await readFile(join(folder, 'old'), 'utf8')).toBe('old');
});

it('gives up after a while with the error of the system', async () => {
  let calls = 0;
  const once = (): Promise<void> => {
    calls += 1;
    return Promise.reject(Object.assign(new Error('it is open'), { code: 'EBUSY' }));
  };
  await expect(rename('a', 'b', { platform: 'win32', patience: 120, once })).rejects.toThrow('it is open');
  expect(calls).toBeGreaterThan(1);
});
