import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { reasonOf } from '../../config/index.js';
import type { FromHost, HostOptions, ToHost } from './messages.js';
import { BUFFER_DESCRIPTOR } from './shared-buffer.js';

/** libuv threads in the host, unless the user has set them: libvips needs one per picture, and a worker decodes two at once. There may be more workers later. */
const uvThreads = (workers: number): string => String(Math.max(4, 2 * Math.max(workers, availableParallelism()) + 2));
/** Last characters of its standard error that are stored, to find the reason of a crash. */
const STDERR_LENGTH = 4000;
const HOLD_MS = 1000;

export interface ChildOptions extends HostOptions {
  /** Main module of the host. */
  readonly host: URL;
  /** Descriptor of the shared buffer, which the host inherits. */
  readonly descriptor: number;
}

export interface ChildEvents {
  message(message: FromHost): void;
  /** The process has ended. No message comes after this. */
  died(reason: string): void;
}

/** A host process, from its start to its end. It does not keep this process alive. */
export class Child {
  readonly #process: ChildProcess | null;
  readonly #ended: Promise<void>;
  #stderr = '';
  #killed: string | null = null;
  #stopped = false;

  constructor({ host, descriptor, workers, decodeTimeout, file }: ChildOptions, events: ChildEvents) {
    let resolveEnded: () => void = () => undefined;
    this.#ended = new Promise((resolve) => (resolveEnded = resolve));
    let ended = false;
    const end = (reason: string): void => {
      if (ended) return;
      ended = true;
      resolveEnded();
      if (!this.#stopped) events.died(reason);
    };
    try {
      const child = fork(fileURLToPath(host), [JSON.stringify({ workers, decodeTimeout, file } satisfies HostOptions)], {
        // Its standard error is read here: on the terminal it would tear the dashboard.
        stdio: ['ignore', 'ignore', 'pipe', 'ipc', ...Array.from({ length: BUFFER_DESCRIPTOR - 4 }, () => 'ignore' as const), descriptor],
        execArgv: [],
        // Pictures in memory are sent as they are, where JSON would write out each byte.
        serialization: 'advanced',
        env: { UV_THREADPOOL_SIZE: uvThreads(workers), ...process.env },
      });
      this.#process = child;
      child.on('message', (message: FromHost) => {
        if (!this.#stopped) events.message(message);
      });
      // `close` comes after the last message. `exit` may come before it.
      child.on('close', (code, signal) => end(this.#killed ?? signal ?? /^\w*Error.*$/m.exec(this.#stderr)?.[0] ?? `exit code ${code}`));
      child.on('error', (error) => {
        if (child.pid === undefined) end(reasonOf(error));
      });
      child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr = (this.#stderr + text).slice(-STDERR_LENGTH)));
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
    // If the process is gone, `died` follows.
    if (this.#process?.connected === true) this.#process.send(message, () => undefined);
  }

  /** @param reason reported as the reason of its death */
  kill(reason: string): void {
    this.#killed ??= reason;
    this.#process?.kill('SIGKILL');
  }

  /** Ends the process, without events, and waits until it is gone. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.kill('it was closed');
    // Keeps this process alive while somebody waits.
    const hold = setInterval(() => undefined, HOLD_MS);
    await this.#ended;
    clearInterval(hold);
  }
}
