import { isatty } from 'node:tty';
import type { CommandTerminal } from './io.js';

/** Returns the terminal of a person at both ends of this process; undefined without one. */
export function terminalOf(source: NodeJS.Process): CommandTerminal | undefined {
  const { stdout: output, env } = source;
  // A terminal of 0 x 0 has no room that is known: lines are better than a dashboard then.
  if (!output.isTTY || !(output.columns > 0 && output.rows > 0) || env['TERM'] === 'dumb' || isCi(env)) return undefined;
  // By its number: reading `stdin` would open what may be a pipe that nobody reads.
  if (!isatty(0)) return undefined;
  // On Windows, to send a process a signal ends it at once.
  return { input: source.stdin, output, interrupt: () => void (source.platform === 'win32' ? source.emit('SIGINT', 'SIGINT') : source.kill(source.pid, 'SIGINT')) };
}

/** Returns whether this is a CI service: they set `CI` to a value that does not mean no. */
export const isCi = (env: NodeJS.ProcessEnv): boolean => !['', '0', 'false', undefined].includes(env['CI']);

/** Returns whether the terminal shows characters beyond ASCII. The locale says so: the first of three variables that is set (POSIX). */
export function hasUnicode(env: NodeJS.ProcessEnv, platform = process.platform): boolean {
  // Windows has no locale of this kind. Windows Terminal and the terminal of VS Code show them, and the old console does not.
  if (platform === 'win32') return env['WT_SESSION'] !== undefined || env['TERM_PROGRAM'] === 'vscode';
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((name) => name !== undefined && name !== '') ?? '';
  return /utf-?8/i.test(locale);
}
