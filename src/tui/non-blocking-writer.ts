import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { codeOf } from '../config/index.js';

/** Between two tries to write to a terminal that takes no bytes, ms: twice as long each time. */
const FIRST_RETRY_MS = 1;
const LONGEST_RETRY_MS = 50;
/** How long the last words may keep the process, ms. */
const FLUSH_MS = 1000;
/** Ends a control sequence that was broken off (CAN), and a picture (ST): what follows is read as it is meant. */
const CANCEL = '\u0018\u001B\\';

/**
 * Writes to a terminal and never waits for it: a hung connection or Ctrl-S must not stop a run. Node's own streams block on a terminal.
 * The bytes that it does not take are kept, in order; whoever writes is to wait until there are none (`idle`), and so bounds them.
 */
export class NonBlockingWriter {
  /** The terminal opened anew, so that not blocking is this descriptor's alone: with a shell or a child it shares nothing. */
  readonly #fd: number | null;
  #pending = Buffer.alloc(0);
  #timer: NodeJS.Timeout | undefined;
  #wait = FIRST_RETRY_MS;
  #closing = false;
  #closed = false;

  /** @param onIdle told when the terminal has taken everything, after it did not at once */
  constructor(private readonly output: NodeJS.WriteStream, private readonly onIdle: () => void) {
    this.#fd = reopen(output);
  }

  /** Whether the terminal has taken all that was written. */
  get idle(): boolean {
    return this.#pending.length === 0;
  }

  /** Errors (`EIO`: the terminal has gone) are told by the stream's `error` event. */
  write(text: string): void {
    if (text === '' || this.#closed) return;
    if (this.#fd === null) {
      this.output.write(text);
      return;
    }
    this.#pending = Buffer.concat([this.#pending, Buffer.from(text)]);
    if (this.#timer === undefined) this.#flush();
  }

  /**
   * Writes now, before anything that comes after, also on the way out of the process. What the terminal has not taken before is given
   * up. One that takes no bytes is waited for a second at most; then the rest is tried again as long as the process lives.
   */
  writeNow(text: string): void {
    const words = Buffer.from(this.idle ? text : CANCEL + text);
    this.#pending = Buffer.concat([this.#pending.subarray(0, restOfCharacter(this.#pending)), words]);
    this.flushNow();
  }

  /** Tries once more to write what is left, for a second at most. */
  flushNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#fd === null) {
      this.output.write(this.#pending);
      this.#pending = Buffer.alloc(0);
      return;
    }
    const end = performance.now() + FLUSH_MS;
    while (!this.#tryOnce() && performance.now() < end) sleep(FIRST_RETRY_MS);
    if (this.idle) this.#settle();
    else this.#retry();
  }

  /** Lets go of the terminal once it has taken everything. */
  close(): void {
    this.#closing = true;
    if (this.idle) this.#settle();
  }

  #flush(): void {
    if (!this.#tryOnce()) this.#retry();
  }

  #retry(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (!this.#tryOnce()) return this.#retry();
      this.#settle();
      this.onIdle();
    }, this.#wait);
    // Nobody waits for the end of a dashboard that nobody sees.
    if (this.#closing) this.#timer.unref();
    this.#wait = Math.min(LONGEST_RETRY_MS, 2 * this.#wait);
  }

  #settle(): void {
    if (!this.#closing || this.#closed || !this.idle) return;
    this.#closed = true;
    if (this.#fd !== null) closeSync(this.#fd);
  }

  /** @returns whether there is nothing left to write */
  #tryOnce(): boolean {
    while (this.#fd !== null && this.#pending.length > 0) {
      try {
        this.#pending = this.#pending.subarray(writeSync(this.#fd, this.#pending));
        this.#wait = FIRST_RETRY_MS;
      } catch (error) {
        if (codeOf(error) === 'EAGAIN') return false;
        this.#pending = Buffer.alloc(0);
        // As if the stream itself had failed: whoever cares for the terminal listens there.
        if (this.output.listenerCount('error') > 0) this.output.emit('error', error);
      }
    }
    return true;
  }
}

/** Null where that cannot be done (another user's terminal, Windows): the stream is written to as it is. */
function reopen(output: NodeJS.WriteStream): number | null {
  const fd: unknown = 'fd' in output ? output.fd : undefined;
  if (typeof fd !== 'number' || process.platform === 'win32') return null;
  try {
    return openSync(process.platform === 'linux' ? `/proc/self/fd/${fd}` : '/dev/tty', constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch {
    return null;
  }
}

/** How many bytes belong to a character of UTF-8 whose beginning has gone out. */
function restOfCharacter(bytes: Uint8Array): number {
  const length = bytes.findIndex((byte) => (byte & 0xc0) !== 0x80);
  return length === -1 ? bytes.length : length;
}

const clock = new Int32Array(new SharedArrayBuffer(4));
const sleep = (ms: number): void => void Atomics.wait(clock, 0, 0, ms);
