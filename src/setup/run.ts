import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly signal?: AbortSignal | undefined;
  /** Longest that the program may take, ms. */
  readonly limitMs?: number;
  /** Asked now and then: why the program should be ended, if it should. */
  readonly isIdle?: () => string | undefined;
}

/** How a program ended: what it printed, and when it failed why, in one line for people. */
export type Ran = { readonly ok: true; readonly stdout: string } | { readonly ok: false; readonly why: string; readonly stderr: string };

/** The end of each output that is kept: a reason stands at the end. */
const KEPT = 64 * 1024;

/**
 * Runs a program to its end, with no terminal. It and its own children are ended when the signal aborts, when a limit is
 * passed, and when this process exits.
 * @throws the signal's reason when it aborts
 */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { env, cwd, signal, limitMs, isIdle } = options;
  signal?.throwIfAborted();
  const ran = await new Promise<Ran>((resolve) => {
    // In a process group of its own, where there are groups, so that its children can be ended with it.
    const grouped = process.platform !== 'win32';
    const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: grouped, windowsHide: true });
    let stdout = '';
    let stderr = '';
    let ended: string | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout = (stdout + text).slice(-KEPT)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-KEPT)));
    const kill = (): void => {
      try {
        if (grouped && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // It ended by itself in the meantime.
      }
    };
    const end = (why: string) => (): void => {
      ended ??= why;
      kill();
    };
    const onAbort = end('interrupted');
    const limit = limitMs === undefined ? undefined : setTimeout(end(`no end after ${limitMs / 1000} s`), limitMs);
    const watch =
      isIdle &&
      setInterval(() => {
        const why = isIdle();
        if (why !== undefined) end(why)();
      }, 500);
    signal?.addEventListener('abort', onAbort);
    process.on('exit', kill);
    const settle = (result: Ran): void => {
      clearTimeout(limit);
      clearInterval(watch);
      signal?.removeEventListener('abort', onAbort);
      process.off('exit', kill);
      resolve(result);
    };
    const fail = (why: string): void => settle({ ok: false, why, stderr });
    child.on('error', (error) => fail(error.message));
    child.on('close', (code, killedBy) => {
      if (ended !== undefined) fail(ended);
      else if (code === 0) settle({ ok: true, stdout });
      else if (killedBy !== null) fail(`it was ended by ${killedBy}`);
      else fail(reasonIn(`${stdout}\n${stderr}`) ?? `it ended with code ${code}`);
    });
  });
  signal?.throwIfAborted();
  return ran;
}

/** The line of a program's output that says best why it failed: the first that speaks of an error, else the last. */
export function reasonIn(output: string): string | undefined {
  const lines = output.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== '');
  const line = lines.find((line) => /^(?:\S+ )?(?:fatal )?(?:\w*error|ERR!)\b|: (?:fatal )?error[: ]|no such file|cannot find/i.test(line)) ?? lines.at(-1);
  return line === undefined ? undefined : shortened(line);
}

const shortened = (line: string): string => (line.length <= 240 ? line : `${line.slice(0, 239)}…`);
