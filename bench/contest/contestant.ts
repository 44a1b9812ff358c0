import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { errors } from '../errors.js';

/** A program to measure, and how to start its process. */
export interface Entry {
  readonly name: string;
  readonly side: 'ours' | 'peer';
  /** Whether its passes read from a cache. Such a contestant is not compared with those that decode. */
  readonly cached: boolean;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A request to a contestant, which answers each with one line of JSON. */
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
  /** By the bench's clock, from the request to the answer; by the contestant's clock when only a part of the pass counts. */
  readonly seconds: number;
  /** 99th percentile of the event loop's delay on the main thread, if measured. */
  readonly delayP99Ms?: number | undefined;
  /** From the request to the end of the first step, if measured. */
  readonly firstStepSeconds?: number | undefined;
  /** Peak memory of the process, if measured. */
  readonly peakBytes?: number | undefined;
}

/** A contestant in its own process, which works only while it answers a request. */
export class Contestant {
  #versions: Readonly<Record<string, string>> = {};
  #startSeconds = 0;
  #firstStepSeconds: number | null = null;
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Takes the next answer. */
  #waiting: { readonly answer: (line: string) => void; readonly fail: (error: Error) => void } | undefined;
  /** Last lines of its standard error. */
  #errorLines: readonly string[] = [];
  /** Why the process has ended. */
  #ended: Error | undefined;

  private constructor(readonly entry: Entry) {
    this.#process = spawn(entry.command, entry.args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...entry.env } });
    this.#process.stdin.on('error', () => {}); // 'close' reports the end
    this.#process.on('error', (error) => this.#end(errors.notReady(entry.name, error.message)));
    this.#process.on('close', (code) => this.#end(errors.ended(entry.name, code, this.#reason())));
    createInterface({ input: this.#process.stderr }).on('line', (line) => {
      if (line.trim() !== '') this.#errorLines = [...this.#errorLines.slice(-19), line.trim()];
    });
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.#waiting?.answer(line));
  }

  /** @throws BenchFailed when it cannot start, with the last line of its standard error */
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

  /** Seconds from the start of its process until it was ready. */
  get startSeconds(): number {
    return this.#startSeconds;
  }

  /** Seconds from the start of its process to the end of its first step, without its waits for the other contestants; null if not measured. */
  get firstStepSeconds(): number | null {
    return this.#firstStepSeconds;
  }

  get versions(): Readonly<Record<string, string>> {
    return this.#versions;
  }

  /** Prepares a pass without timing it, and times the pass. */
  async pass(): Promise<Pass> {
    await this.#ask({ do: 'prepare' });
    const began = performance.now();
    const line = await this.#ask({ do: 'pass' });
    const seconds = (performance.now() - began) / 1000;
    const pass = passed.parse(JSON.parse(line));
    if (pass.firstStepSeconds !== undefined) this.#firstStepSeconds ??= this.#startSeconds + pass.firstStepSeconds;
    return { ...pass, seconds: pass.seconds ?? seconds };
  }

  /** Makes it write the pixels of the first `count` pictures into `file`: uint8, count x size x size x 3. */
  async first(count: number, file: string): Promise<void> {
    await this.#ask({ do: 'first', count, file });
  }

  /** Ends the process, and resolves when it has ended. */
  async end(): Promise<void> {
    if (this.#ended !== undefined) return;
    const closed = new Promise<void>((resolve) => {
      this.#process.once('close', () => resolve());
    });
    this.#process.stdin.end();
    const timeout = setTimeout(() => this.#process.kill('SIGKILL'), 10_000);
    await closed;
    clearTimeout(timeout);
  }

  #ask(request: Request): Promise<string> {
    const line = this.#next(ANSWER_SECONDS);
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    return line;
  }

  #next(seconds: number): Promise<string> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    return new Promise<string>((resolve, reject) => {
      const timeout = setTimeout(() => {
        this.#end(errors.noAnswer(this.name, seconds));
        this.#process.kill('SIGKILL');
      }, seconds * 1000);
      const settle = (): void => {
        clearTimeout(timeout);
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

  /** Returns the last error line that names an error, else the last line: Node ends its own with its version. */
  #reason(): string {
    return this.#errorLines.findLast((line) => /^\w*(Error|Exception)\b/.test(line)) ?? this.#errorLines.at(-1) ?? '';
  }

  #end(error: Error): void {
    this.#ended ??= error;
    this.#waiting?.fail(this.#ended);
  }
}
