import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { codeOf } from '../../config/index.js';

/** Pauses between two tries to write to a stalled terminal, ms. Each pause is twice as long as the one before. */
const FIRST_RETRY_MS = 1;
const LONGEST_RETRY_MS = 50;
/** Longest time that `flush` blocks the process, ms. */
const FLUSH_MS = 1000;
/** Ends a control sequence (CAN) and a picture (ST) that were cut off, so that the terminal reads the next bytes correctly. */
export const CANCEL = '\u0018\u001B\\';

/**
 * Writes to a terminal without ever waiting for it: a hung connection or Ctrl-S must not stop a run. Node's own streams block on a
 * terminal. The writer keeps the bytes that the terminal does not take, in order. Callers write the next frame only when it is
 * `idle`, which limits what it keeps.
 */
export class NonBlockingWriter {
  /** The terminal, opened a second time: only this descriptor is non-blocking, and not the one that is shared with shell and children. */
  readonly #fd: number | null;
  #pending = Buffer.alloc(0);
  #timer: NodeJS.Timeout | undefined;
  #wait = FIRST_RETRY_MS;
  #closing = false;
  #closed = false;

  /** @param onIdle called when the terminal has taken everything after a stall */
  constructor(private readonly output: NodeJS.WriteStream, private readonly onIdle: () => void) {
    this.#fd = reopen(output);
  }

  /** Whether the terminal has taken everything that was written. */
  get idle(): boolean {
    return this.#pending.length === 0;
  }

  /** Writes a text now or later. Errors (`EIO`: the terminal is gone) are emitted as the stream's `error` event. */
  write(text: string): void {
    if (text === '' || this.#closed) return;
    if (this.#fd === null) {
      this.output.write(text);
      return;
    }
    this.#pending = Buffer.concat([this.#pending, Buffer.from(text)]);
    if (this.#timer === undefined && !this.#tryOnce()) this.#retry();
  }

  /**
   * Writes a text before anything that comes after, even while the process exits. Drops what the terminal has not taken before.
   * Blocks for a second at most, then tries again for as long as the process lives.
   */
  writeNow(text: string): void {
    const bytes = Buffer.from(this.idle ? text : CANCEL + text);
    this.#pending = Buffer.concat([this.#pending.subarray(0, restOfCharacter(this.#pending)), bytes]);
    this.flush();
  }

  /** Tries again to write what is left. Blocks for a second at most. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#fd === null) {
      this.output.write(this.#pending);
      this.#pending = Buffer.alloc(0);
      return;
    }
    const end = performance.now() + FLUSH_MS;
    while (!this.#tryOnce() && performance.now() < end) sleep(FIRST_RETRY_MS);
    if (this.idle) this.#closeWhenDone();
    else this.#retry();
  }

  /** Closes the terminal as soon as it has taken everything. */
  close(): void {
    this.#closing = true;
    this.#closeWhenDone();
  }

  #retry(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (!this.#tryOnce()) return this.#retry();
      this.#closeWhenDone();
      this.onIdle();
    }, this.#wait);
    // A dashboard that is closed keeps no process alive.
    if (this.#closing) this.#timer.unref();
    this.#wait = Math.min(LONGEST_RETRY_MS, 2 * this.#wait);
  }

  #closeWhenDone(): void {
    if (!this.#closing || this.#closed || !this.idle) return;
    this.#closed = true;
    if (this.#fd !== null) closeSync(this.#fd);
  }

  /** Returns whether nothing is left to write. */
  #tryOnce(): boolean {
    while (this.#fd !== null && this.#pending.length > 0) {
      try {
        this.#pending = this.#pending.subarray(writeSync(this.#fd, this.#pending));
        this.#wait = FIRST_RETRY_MS;
      } catch (error) {
        if (codeOf(error) === 'EAGAIN') return false;
        this.#pending = Buffer.alloc(0);
        if (this.output.listenerCount('error') > 0) this.output.emit('error', error);
      }
    }
    return true;
  }
}

/** Returns null where the terminal cannot be opened (another user's, Windows): the writer then uses the stream. */
function reopen(output: NodeJS.WriteStream): number | null {
  const fd: unknown = 'fd' in output ? output.fd : undefined;
  if (typeof fd !== 'number' || process.platform === 'win32') return null;
  try {
    return openSync(process.platform === 'linux' ? `/proc/self/fd/${fd}` : '/dev/tty', constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch {
    return null;
  }
}

/** Returns how many bytes complete a UTF-8 character whose first bytes are out. */
function restOfCharacter(bytes: Uint8Array): number {
  const length = bytes.findIndex((byte) => (byte & 0xc0) !== 0x80);
  return length === -1 ? bytes.length : length;
}

const clock = new Int32Array(new SharedArrayBuffer(4));
const sleep = (ms: number): void => void Atomics.wait(clock, 0, 0, ms);
