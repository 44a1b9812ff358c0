import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { Errors } from '../errors.js';

/** Who takes part, and how its process is started. */
export interface Entry {
  readonly name: string;
  readonly side: 'ours' | 'peer';
  /** Whether its passes come out of a cache: then it is not measured against those that decode. */
  readonly cached: boolean;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What a contestant is asked to do; it answers with one line of JSON each. */
export type Request =
  | { readonly do: 'prepare' }
  | { readonly do: 'pass' }
  | { readonly do: 'first'; readonly count: number; readonly file: string };

const START_SECONDS = 120;
const ANSWER_SECONDS = 300;

const hello = z.object({ versions: z.record(z.string(), z.string()) });
const passed = z.object({ pictures: z.number(), touched: z.number(), seconds: z.number().optional(), delayP99Ms: z.number().optional(), firstStepSeconds: z.number().optional(), peakBytes: z.number().optional() });

export interface Pass {
  readonly pictures: number;
  /** By the bench's own clock, from the request to the answer; by the contestant's, where a part of the pass is what counts. */
  readonly seconds: number;
  /** Delay of the main thread's event loop, 99th percentile, where it was measured. */
  readonly delayP99Ms?: number | undefined;
  /** From the request to the end of the first step, where it was measured. */
  readonly firstStepSeconds?: number | undefined;
  /** The most memory that the process ever had, where it was measured. */
  readonly peakBytes?: number | undefined;
}

/** A contestant in a living process of its own, which does something only while it is asked to. */
export class Contestant {
  #versions: Readonly<Record<string, string>> = {};
  #startSeconds = 0;
  #firstStepSeconds: number | null = null;
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Takes the next answer. */
  #waiting: { readonly answer: (line: string) => void; readonly fail: (error: Error) => void } | undefined;
  #lastWords: readonly string[] = [];
  #over: Error | undefined;

  private constructor(readonly entry: Entry) {
    this.#process = spawn(entry.command, entry.args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...entry.env } });
    this.#process.stdin.on('error', () => {}); // its end is told by 'close'
    this.#process.on('error', (error) => this.#end(Errors.notReady(entry.name, error.message)));
    this.#process.on('close', (code) => this.#end(Errors.ended(entry.name, code, this.#reason())));
    createInterface({ input: this.#process.stderr }).on('line', (line) => {
      if (line.trim() !== '') this.#lastWords = [...this.#lastWords.slice(-19), line.trim()];
    });
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.#waiting?.answer(line));
  }

  /** @throws BenchFailed when it cannot start, with its own last words */
  static async start(entry: Entry): Promise<Contestant> {
    const contestant = new Contestant(entry);
    const began = performance.now();
    try {
      contestant.#versions = hello.parse(JSON.parse(await contestant.#next(START_SECONDS))).versions;
      contestant.#startSeconds = (performance.now() - began) / 1000;
      return contestant;
    } catch (error) {
      contestant.#process.kill();
      throw error;
    }
  }

  get name(): string {
    return this.entry.name;
  }

  /** From the start of its process until it was ready. */
  get startSeconds(): number {
    return this.#startSeconds;
  }

  /** From the start of its process to the end of its first step, without what it waited for others between; null where it did not tell. */
  get firstStepSeconds(): number | null {
    return this.#firstStepSeconds;
  }

  get versions(): Readonly<Record<string, string>> {
    return this.#versions;
  }

  /** Readies a pass, which is not timed, and times the pass. */
  async pass(): Promise<Pass> {
    await this.#ask({ do: 'prepare' });
    const began = performance.now();
    const line = await this.#ask({ do: 'pass' });
    const seconds = (performance.now() - began) / 1000;
    const told = passed.parse(JSON.parse(line));
    if (told.firstStepSeconds !== undefined) this.#firstStepSeconds ??= this.#startSeconds + told.firstStepSeconds;
    return { ...told, seconds: told.seconds ?? seconds };
  }

  /** Has it write the pixels of the first `count` pictures into `file`: uint8, count x size x size x 3. */
  async first(count: number, file: string): Promise<void> {
    await this.#ask({ do: 'first', count, file });
  }

  /** Ends the process; resolves when it has ended. */
  async end(): Promise<void> {
    if (this.#over !== undefined) return;
    const closed = new Promise<void>((resolve) => {
      this.#process.once('close', () => resolve());
    });
    this.#process.stdin.end();
    const late = setTimeout(() => this.#process.kill('SIGKILL'), 10_000);
    await closed;
    clearTimeout(late);
  }

  #ask(request: Request): Promise<string> {
    const line = this.#next(ANSWER_SECONDS);
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    return line;
  }

  #next(seconds: number): Promise<string> {
    if (this.#over !== undefined) return Promise.reject(this.#over);
    return new Promise<string>((resolve, reject) => {
      const late = setTimeout(() => {
        this.#end(Errors.fellSilent(this.name, seconds));
        this.#process.kill('SIGKILL');
      }, seconds * 1000);
      const settle = (): void => {
        clearTimeout(late);
        this.#waiting = undefined;
      };
      this.#waiting = {
        answer: (line) => {
          settle();
          resolve(line);
        },
        fail: (error) => {
          settle();
          reject(error);
        },
      };
    });
  }

  /** The last line of its last words that names an error, else the last: Node's own ends with its version. */
  #reason(): string {
    return this.#lastWords.findLast((line) => /^\w*(Error|Exception)\b/.test(line)) ?? this.#lastWords.at(-1) ?? '';
  }

  #end(error: Error): void {
    this.#over ??= error;
    this.#waiting?.fail(this.#over);
  }
}
