import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';

/** Reads whether the screen is the dashboard's until its writer is gone; then gives back what that cannot any more. */
const SCRIPT = 'while read -r word; do last=$word; done; [ "$last" = entered ] || exit 0; printf %s "$1"; [ -z "$2" ] || stty "$2" <&1';

/**
 * A shell beside this process, which gives the terminal back when the process is killed by what nobody hears: SIGKILL, and with it
 * the system when memory is short. In a session of its own, so that Ctrl-C and a hangup pass it by; it ends with the process.
 */
export class Guard {
  readonly #shell: ChildProcess | null;

  /** Before the terminal's modes are changed. @param leave what to write on the terminal then */
  constructor(output: NodeJS.WriteStream, leave: string) {
    this.#shell = start(output, leave);
  }

  /** The screen is this process's from now on, or is not any more. */
  tell(word: 'entered' | 'left'): void {
    this.#shell?.stdin?.write(`${word}\n`);
  }

  /** There is nothing to guard any more. */
  end(): void {
    this.#shell?.stdin?.end();
  }
}

/** Null where there is no terminal, or no shell. */
function start(output: NodeJS.WriteStream, leave: string): ChildProcess | null {
  const fd: unknown = 'fd' in output ? output.fd : undefined;
  if (process.platform === 'win32' || output.isTTY !== true || typeof fd !== 'number') return null;
  const modes = spawnSync('stty', ['-g'], { stdio: [fd, 'pipe', 'ignore'], encoding: 'utf8' }).stdout?.trim() ?? '';
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'whisker', leave, modes], { stdio: ['pipe', fd, 'ignore'], detached: true, cwd: '/' });
  // What is wrong with it is no reason to disturb anybody: then there is no guard.
  shell.on('error', () => undefined);
  shell.stdin?.on('error', () => undefined);
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return shell;
}
