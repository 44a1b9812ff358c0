import { NEVER } from 'rxjs';
import { expect, it, vi } from 'vitest';
import { surviveHangup } from '../../src/cli/hangup.js';
import type { CommandIo } from '../../src/cli/io.js';
import { hasUnicode, terminalOf } from '../../src/cli/terminal.js';

vi.mock('node:tty', () => ({ isatty: () => true }));

/** A process with a terminal at both ends. */
function processOn(platform: NodeJS.Platform) {
  const calls = { emit: vi.fn(), kill: vi.fn() };
  const source = { ...calls, platform, pid: 4711, env: {}, stdin: {}, stdout: { isTTY: true, columns: 80, rows: 24 } };
  return { ...calls, terminal: terminalOf(source as unknown as NodeJS.Process) };
}

it('the key Ctrl-C is a signal to this process; on Windows, where a signal would end it at once, an event', () => {
  const linux = processOn('linux');
  linux.terminal?.interrupt();
  expect(linux.kill.mock.calls).toEqual([[4711, 'SIGINT']]);
  expect(linux.emit).not.toHaveBeenCalled();
  const windows = processOn('win32');
  windows.terminal?.interrupt();
  expect(windows.emit.mock.calls).toEqual([['SIGINT', 'SIGINT']]);
  expect(windows.kill).not.toHaveBeenCalled();
});

it('on Windows, a run ends with a checkpoint when its console closes, because the system ends it anyway', () => {
  const ignore = vi.fn();
  const io = { hangup: { signal: new AbortController().signal, ignore } } as unknown as CommandIo;
  expect(surviveHangup(io, 'continue', 'win32')).toEqual({});
  expect(ignore).not.toHaveBeenCalled();
  expect(surviveHangup(io, 'continue', 'darwin').notes).toBeInstanceOf(NEVER.constructor);
  expect(ignore).toHaveBeenCalledOnce();
});

it.each([
  ['win32', {}, false], ['win32', { WT_SESSION: 'x' }, true], ['win32', { TERM_PROGRAM: 'vscode' }, true], ['win32', { LANG: 'C.UTF-8' }, false],
  ['darwin', { LANG: 'en_US.UTF-8' }, true], ['darwin', {}, false], ['linux', { LANG: 'en_US.UTF-8', LC_ALL: 'C' }, false],
] as const)('on %s with %j, characters beyond ASCII: %s', (platform, env, shown) => {
  expect(hasUnicode(env, platform)).toBe(shown);
});
