import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import type { Ended } from './whisker.js';

export interface HereOptions {
  /** Variables of the process too, while it runs. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The process's own folder while it runs. */
  readonly cwd?: string;
}

/** Runs `whisker` in this process, which takes a tenth of the time of one of its own, for what needs none. */
export async function here(words: readonly string[], { env = {}, cwd }: HereOptions = {}): Promise<Ended> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const read = Promise.all([text(out), text(err)]);
  const before = process.cwd();
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  if (cwd !== undefined) process.chdir(cwd);
  try {
    const code = await runProgram(words, { out, err, signal: new AbortController().signal, env: process.env });
    out.end();
    err.end();
    const [told, said] = await read;
    return { code, out: told, err: said };
  } finally {
    process.chdir(before);
    vi.unstubAllEnvs();
  }
}
