import { spawn, type ChildProcess } from 'node:child_process';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../../src/cli/program.js';

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

class Kept extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** Runs the same in this process, with nobody at a terminal: a tenth of the work, for what a process of its own has no part in. */
export async function whiskerHere(words: readonly string[], { cwd = process.cwd() }: Pick<WhiskerOptions, 'cwd'> = {}): Promise<Ended> {
  const [out, err] = [new Kept(), new Kept()];
  const before = process.cwd();
  process.chdir(cwd);
  try {
    const code = await runProgram(words, { out, err, signal: new AbortController().signal, env: process.env });
    return { code, out: out.text, err: err.text };
  } finally {
    process.chdir(before);
  }
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
