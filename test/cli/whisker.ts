import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url));

/** How a `whisker` process ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface WhiskerOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Told all that it has written so far, whenever it writes. */
  readonly watch?: (written: string, child: ChildProcess) => void;
}

/** Runs `whisker` in a process of its own, as somebody would type it. */
export function whisker(words: readonly string[], { env = {}, cwd, watch }: WhiskerOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entry, ...words], { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      watch?.(out + err, child);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      watch?.(out + err, child);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
