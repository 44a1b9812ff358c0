import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { reasonIn, run } from '../../src/setup/run.js';

const node = (program: string, options = {}) => run(process.execPath, ['-e', program], options);
const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a program that set-up runs', () => {
  test('returns its output', async () => {
    expect(await node('console.log("here")')).toEqual({ ok: true, stdout: 'here\n' });
  });

  test.each<[string, () => ReturnType<typeof run>, RegExp]>([
    ['that does not exist', () => run('no-such-program-anywhere', []), /ENOENT/],
    ['that fails in silence', () => node('process.exit(3)'), /^it ended with code 3$/],
    ['that a signal ends, whatever it printed', () => node('console.log("begun"); process.kill(process.pid, "SIGILL"); setInterval(() => 0, 9)'), /^it was ended by SIGILL$/],
    ['that throws', () => node('throw new Error("no host")'), /^Error: no host$/],
    ['that takes too long', () => node('setInterval(() => 0, 9)', { limitMs: 300 }), /^it did not end within 0\.3 s$/],
    ['that is idle', () => node('setInterval(() => 0, 9)', { isIdle: () => 'nothing came' }), /^nothing came$/],
  ])('%s gives a reason in one line', async (_, ran, why) => {
    expect(await ran()).toMatchObject({ ok: false, why: expect.stringMatching(why) });
  });

  test('is ended with its children when the signal aborts', async () => {
    const ending = new AbortController();
    const program = `
      const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 9)'], { stdio: 'ignore' });
      require('node:fs').writeFileSync(process.argv[1], String(child.pid));
      setInterval(() => 0, 9);`;
    const folder = await mkdtemp(join(tmpdir(), 'whisker-run-'));
    try {
      const pidFile = join(folder, 'pid');
      const ran = run(process.execPath, ['-e', program, pidFile], { signal: ending.signal });
      ran.catch(() => undefined);
      let pid = 0;
      while (pid === 0) {
        await setTimeout(20);
        pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
      }
      expect(isRunning(pid)).toBe(true);
      ending.abort(new Error('enough'));
      await expect(ran).rejects.toThrow('enough');
      for (let i = 0; isRunning(pid) && i < 1500; i++) await setTimeout(20);
      expect(isRunning(pid)).toBe(false);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

test.each([
  ['a compiler', 'In file included from a.h:3:\na.cc:7:10: fatal error: x.h: No such file or directory\ncompilation terminated.', 'a.cc:7:10: fatal error: x.h: No such file or directory'],
  ['pip', 'Looking in indexes\nERROR: No matching distribution found for x\n[notice] A new release', 'ERROR: No matching distribution found for x'],
  ['Node', "node:events:497\n      throw er; // Unhandled 'error' event\n      ^\n\nError: getaddrinfo ENOTFOUND host\n    at x", 'Error: getaddrinfo ENOTFOUND host'],
  ['a linker', '/usr/bin/ld: cannot find -lx\ncollect2: error: ld returned 1', '/usr/bin/ld: cannot find -lx'],
  ['a program that mentions no error', 'one\ntwo\n', 'two'],
  ['a silent program', '\n \n', undefined],
])('the reason in the output of %s', (_, output, reason) => {
  expect(reasonIn(output)).toBe(reason);
});
