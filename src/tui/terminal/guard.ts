import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';

/** Reads `entered` and `left` until this process is gone, then restores the terminal if the last word was `entered`. */
const SCRIPT = 'while read -r word; do last=$word; done; [ "$last" = entered ] || exit 0; printf %s "$1"; [ -z "$2" ] || stty "$2" <&1';

/**
 * A shell that restores the terminal after SIGKILL, which this process cannot handle. The system sends it when memory is short. The
 * shell has a session of its own, so Ctrl-C and a hangup do not reach it. It ends with this process.
 */
export class Guard {
  readonly #shell: ChildProcess | null;

  /** Reads the terminal's modes, so it must be made before they change. @param leave the codes that restore the screen, even in the middle of another code */
  constructor(output: NodeJS.WriteStream, leave: string) {
    this.#shell = start(output, leave);
  }

  /** Notes whether the screen is this process's now. */
  note(state: 'entered' | 'left'): void {
    this.#shell?.stdin?.write(`${state}\n`);
  }

  end(): void {
    this.#shell?.stdin?.end();
  }
}

/** Returns null where there is no terminal or no shell. */
function start(output: NodeJS.WriteStream, leave: string): ChildProcess | null {
  const fd: unknown = 'fd' in output ? output.fd : undefined;
  if (process.platform === 'win32' || output.isTTY !== true || typeof fd !== 'number') return null;
  const modes = spawnSync('stty', ['-g'], { stdio: [fd, 'pipe', 'ignore'], encoding: 'utf8' }).stdout?.trim() ?? '';
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'whisker', leave, modes], { stdio: ['pipe', fd, 'ignore'], detached: true, cwd: '/' });
  // A run goes on without a guard.
  shell.on('error', () => undefined);
  shell.stdin?.on('error', () => undefined);
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return shell;
}
