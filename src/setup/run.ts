import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds after which the program is ended. */
  readonly limitMs?: number;
  /** Polled: returns a reason to end the program, or undefined. */
  readonly isIdle?: () => string | undefined;
}

/** The end of a program: its output, or in one line for people why it failed. */
export type RunResult = { readonly ok: true; readonly stdout: string } | { readonly ok: false; readonly why: string; readonly stderr: string };

/** Characters of each output that are stored. Errors come at the end, so these are the last ones. */
const MAX_OUTPUT = 64 * 1024;

/**
 * Runs a program to its end, without a terminal. Ends it and its children when the signal aborts, when a limit is
 * passed, and when this process exits.
 * @throws the signal's reason when it aborts
 */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const { env, cwd, signal, limitMs, isIdle } = options;
  signal?.throwIfAborted();
  const ran = await new Promise<RunResult>((resolve) => {
    // A process group of its own lets us end its children too. Windows has no groups.
    const grouped = process.platform !== 'win32';
    const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: grouped, windowsHide: true });
    let stdout = '';
    let stderr = '';
    let ended: string | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout = (stdout + text).slice(-MAX_OUTPUT)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-MAX_OUTPUT)));
    const kill = (): void => {
      try {
        if (grouped && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // It ended by itself meanwhile.
      }
    };
    const end = (why: string) => (): void => {
      ended ??= why;
      kill();
    };
    const onAbort = end('interrupted');
    const limit = limitMs === undefined ? undefined : setTimeout(end(`it did not end within ${limitMs / 1000} s`), limitMs);
    const watch =
      isIdle &&
      setInterval(() => {
        const why = isIdle();
        if (why !== undefined) end(why)();
      }, 500);
    signal?.addEventListener('abort', onAbort);
    process.on('exit', kill);
    const finish = (result: RunResult): void => {
      clearTimeout(limit);
      clearInterval(watch);
      signal?.removeEventListener('abort', onAbort);
      process.off('exit', kill);
      resolve(result);
    };
    const fail = (why: string): void => finish({ ok: false, why, stderr });
    child.on('error', (error) => fail(error.message));
    child.on('close', (code, killedBy) => {
      if (ended !== undefined) fail(ended);
      else if (code === 0) finish({ ok: true, stdout });
      else if (killedBy !== null) fail(`it was ended by ${killedBy}`);
      else fail(reasonIn(`${stdout}\n${stderr}`) ?? `it ended with code ${code}`);
    });
  });
  signal?.throwIfAborted();
  return ran;
}

/** Returns the line of a program's output that explains its failure: the first that mentions an error, or else the last. */
export function reasonIn(output: string): string | undefined {
  const lines = output.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== '');
  const line = lines.find((line) => /^(?:\S+ )?(?:fatal )?(?:\w*error|ERR!)\b|: (?:fatal )?error[: ]|no such file|cannot find/i.test(line)) ?? lines.at(-1);
  return line === undefined ? undefined : shortened(line);
}

const shortened = (line: string): string => (line.length <= 240 ? line : `${line.slice(0, 239)}…`);
