import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { reasonOf } from '../../config/index.js';
import type { FromHost, HostOptions, ToHost } from './messages.js';
import { SHELF_DESCRIPTOR } from './shelved.js';

/** libuv's threads in the host, where the user has not said how many: libvips takes one a picture, of which a worker has two. */
const uvThreads = (workers: number): string => String(Math.max(4, 2 * workers + 2));
/** How much of what it wrote to its standard error last may become a reason. */
const LAST_WORDS = 4000;
const HOLD_MS = 1000;

export interface ChildOptions extends HostOptions {
  /** The host's main module. */
  readonly host: URL;
  /** Of the shelf, which it inherits. */
  readonly descriptor: number;
}

export interface ChildTell {
  readonly told: (message: FromHost) => void;
  /** It is gone, and everything that it told has been told. */
  readonly died: (reason: string) => void;
}

/** A process that decodes: from its start to its end. It does not keep this one alive. */
export class Child {
  readonly #process: ChildProcess | null;
  readonly #gone: Promise<void>;
  #lastWords = '';
  #killed: string | null = null;
  #stopped = false;

  constructor({ host, descriptor, workers, decodeTimeout, file }: ChildOptions, tell: ChildTell) {
    let over: () => void = () => undefined;
    this.#gone = new Promise((resolve) => (over = resolve));
    let ended = false;
    const end = (reason: string): void => {
      if (ended) return;
      ended = true;
      over();
      if (!this.#stopped) tell.died(reason);
    };
    try {
      const child = fork(fileURLToPath(host), [JSON.stringify({ workers, decodeTimeout, file } satisfies HostOptions)], {
        // Its words would tear the terminal's picture.
        stdio: ['ignore', 'ignore', 'pipe', 'ipc', ...Array.from({ length: SHELF_DESCRIPTOR - 4 }, () => 'ignore' as const), descriptor],
        execArgv: [],
        env: { UV_THREADPOOL_SIZE: uvThreads(workers), ...process.env },
      });
      this.#process = child;
      child.on('message', (message: FromHost) => {
        if (!this.#stopped) tell.told(message);
      });
      // Unlike `exit`, it comes after the last message.
      child.on('close', (code, signal) => end(this.#killed ?? signal ?? /^\w*Error.*$/m.exec(this.#lastWords)?.[0] ?? `exit code ${code}`));
      child.on('error', (error) => {
        if (child.pid === undefined) end(reasonOf(error));
      });
      child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#lastWords = (this.#lastWords + text).slice(-LAST_WORDS)));
      child.unref();
      child.channel?.unref();
      if (child.stderr !== null && 'unref' in child.stderr && typeof child.stderr.unref === 'function') child.stderr.unref();
    } catch (error) {
      this.#process = null;
      setImmediate(() => end(reasonOf(error)));
    }
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  send(message: ToHost): void {
    // It may be gone by now, and that will be told.
    if (this.#process?.connected === true) this.#process.send(message, () => undefined);
  }

  /** @param reason why, which is told as the reason of its death */
  kill(reason: string): void {
    this.#killed ??= reason;
    this.#process?.kill('SIGKILL');
  }

  /** Ends it, tells of nothing any more, and settles once it is gone. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.kill('it was closed');
    // Somebody waits for it now, so that it keeps the process alive.
    const hold = setInterval(() => undefined, HOLD_MS);
    await this.#gone;
    clearInterval(hold);
  }
}
