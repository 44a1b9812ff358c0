import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import type { Ended } from './whisker.js';

export interface HereOptions {
  /** Environment variables while it runs. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Current folder while it runs. */
  readonly cwd?: string;
  /** Whether the output is a terminal, 80 columns wide. @default false */
  readonly isTTY?: boolean;
  readonly signal?: AbortSignal;
}

/** Runs `whisker` in this process, which takes a tenth of the time of a process of its own. */
export async function here(words: readonly string[], { env = {}, cwd, isTTY = false, signal = new AbortController().signal }: HereOptions = {}): Promise<Ended> {
  const stream = () => Object.assign(new PassThrough(), { isTTY, columns: 80 });
  const [out, err] = [stream(), stream()];
  const read = Promise.all([text(out), text(err)]);
  const before = process.cwd();
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  if (cwd !== undefined) process.chdir(cwd);
  try {
    const code = await runProgram(words, { out, err, signal, env: process.env });
    out.end();
    err.end();
    const [stdout, stderr] = await read;
    return { code, out: stdout, err: stderr };
  } finally {
    process.chdir(before);
    vi.unstubAllEnvs();
  }
}
