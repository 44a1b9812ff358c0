import { isatty } from 'node:tty';
import type { CommandTerminal } from './io.js';

/** The terminal that a person sits at, where one does. */
export function terminalOf(source: NodeJS.Process): CommandTerminal | undefined {
  const { stdout: output, env } = source;
  if (!output.isTTY || env['TERM'] === 'dumb' || isCi(env)) return undefined;
  // Asked for by its number: `stdin` would open what may be a pipe that nobody wants to read.
  if (!isatty(0)) return undefined;
  return { input: source.stdin, output, interrupt: () => void source.kill(source.pid, 'SIGINT') };
}

/** As CI services set it: `CI` with a value that is not a no. */
export const isCi = (env: NodeJS.ProcessEnv): boolean => !['', '0', 'false', undefined].includes(env['CI']);
