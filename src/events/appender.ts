/** Longest that a piece waits in memory before it is written, ms. */
const FLUSH_MS = 1000;

/** Bytes kept for a disk that is full, in the hope of room: past it the oldest pieces go. */
const MOST_PENDING = 4_000_000;

/** What an appender needs of a file (Node's FileHandle has it); tests put one in whose disk is full. */
export interface LogFile {
  /** Appends `bytes` from `offset` on, as many as there is room for. */
  write(bytes: Uint8Array, offset: number): Promise<{ readonly bytesWritten: number }>;
  truncate(length: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What an appender tells. */
export interface Told {
  /** A write failed; told once, and again only after one has succeeded. */
  readonly trouble: (error: unknown) => void;
  /** These pieces stand in the file, from byte `at` on. */
  readonly written?: (pieces: readonly Uint8Array[], at: number) => void;
  /** This piece will never be written. */
  readonly dropped?: (piece: Uint8Array) => void;
}

/**
 * Appends pieces to a file in the order given, many in one write. A write that fails (`ENOSPC`) stops nobody: the file is cut
 * back to its last whole piece, and the pieces wait for the next try.
 */
export class Appender {
  /** Pieces that wait to be written. */
  #pending: Uint8Array[] = [];
  /** Bytes in `#pending`. */
  #waiting = 0;
  #timer: NodeJS.Timeout | undefined;
  /** The writes asked for so far; one at a time, so that pieces stay in order. */
  #writing: Promise<void> = Promise.resolve();
  #troubled = false;
  /** Whether a part of a piece may stand behind the last whole one. */
  #ragged = false;

  /** @param bytes those of the whole pieces in the file */
  constructor(private readonly file: LogFile, private readonly told: Told, private bytes = 0) {}

  /** Takes a piece; it is on disk within a second. Never throws. */
  add(piece: Uint8Array): void {
    this.#keep(piece);
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  /** Settles when every piece taken so far is written (or could not be). */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#writePending());
    return this.#writing;
  }

  /** Writes what is left and closes the file. */
  async close(): Promise<void> {
    await this.flush();
    // Whoever was told of that write may have had a word to add.
    await this.flush();
    await this.file.sync().catch((error: unknown) => this.#tell(error));
    await this.file.close();
  }

  #keep(piece: Uint8Array): void {
    this.#pending.push(piece);
    this.#waiting += piece.length;
    while (this.#waiting > MOST_PENDING) {
      const oldest = this.#pending.shift();
      if (oldest === undefined) return;
      this.#waiting -= oldest.length;
      this.told.dropped?.(oldest);
    }
  }

  async #writePending(): Promise<void> {
    if (this.#pending.length === 0) return;
    const pieces = this.#pending;
    this.#pending = [];
    this.#waiting = 0;
    const all = Buffer.concat(pieces);
    const at = this.bytes;
    try {
      if (this.#ragged) await this.file.truncate(at);
      this.#ragged = false;
      for (let done = 0; done < all.length; ) done += (await this.file.write(all, done)).bytesWritten;
    } catch (error) {
      this.#tell(error);
      // A part of it may stand: cut off, so that the next try does not begin in the middle of a piece.
      this.#ragged = await this.file.truncate(at).then(() => false, () => true);
      const since = this.#pending;
      this.#pending = [];
      this.#waiting = 0;
      for (const piece of [...pieces, ...since]) this.#keep(piece);
      return;
    }
    this.bytes += all.length;
    this.#troubled = false;
    this.told.written?.(pieces, at);
  }

  #tell(error: unknown): void {
    if (this.#troubled) return;
    this.#troubled = true;
    this.told.trouble(error);
  }
}
