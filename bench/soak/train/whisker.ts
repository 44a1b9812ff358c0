import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { benchFolder } from '../../places.js';
import { Violation } from '../violation.js';

/** The end of a `whisker` process. */
export interface Ended {
  /** The exit code, or the signal that ended it. */
  readonly code: number | NodeJS.Signals;
  readonly err: string;
  readonly ms: number;
}

export interface WhiskerOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Name of a module in this folder that is loaded before whisker in each of its threads. */
  readonly preload?: string;
  /** Milliseconds after which it is killed with SIGKILL. @default never */
  readonly killAfterMs?: number;
}

/** Runs `whisker` in a process of its own. */
export async function whisker(words: readonly string[], { env = {}, preload, killAfterMs }: WhiskerOptions = {}): Promise<Ended> {
  const began = performance.now();
  const preloaded = preload === undefined ? [] : ['--import', new URL(preload, import.meta.url).href];
  const child = spawn(process.execPath, [...preloaded, join(benchFolder, '../dist/cli/main.cjs'), ...words], { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const ended = new Promise<Ended['code']>((resolve, reject) => child.once('error', reject).once('close', (code, signal) => resolve(code ?? signal ?? 0)));
  const [code, err] = await Promise.all([ended, text(child.stderr)]).finally(() => clearTimeout(timer));
  return { code, err, ms: performance.now() - began };
}

/** Runs `whisker` to its end. @throws Violation where it fails */
export async function whiskerDone(words: readonly string[], options?: WhiskerOptions): Promise<Ended> {
  const ended = await whisker(words, options);
  if (ended.code !== 0) throw new Violation(`whisker ${words.join(' ')} ended with ${ended.code}: ${ended.err.trim()}`);
  return ended;
}
