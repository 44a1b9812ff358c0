/** Longest time that a record waits in memory before it is written, ms. */
const FLUSH_MS = 1000;

/** Bytes held in memory while the disk is full. Beyond them the oldest records are dropped. */
const MAX_PENDING_BYTES = 4_000_000;

/** The part of a file handle that an appender uses. Node's FileHandle fits; a test can pass a file whose disk is full. */
export interface LogFile {
  /** Appends `bytes` from `offset` on, as many as the disk has room for. */
  write(bytes: Uint8Array, offset: number): Promise<{ readonly bytesWritten: number }>;
  /** Cuts the file to `length` bytes. */
  truncate(length: number): Promise<void>;
  /** Resolves when everything written is on the disk. */
  sync(): Promise<void>;
  /** Closes the file. */
  close(): Promise<void>;
}

export interface AppenderCallbacks {
  /** Asked before each write. After a no, the file stays as it is, and all records are forgotten. */
  readonly mayWrite?: () => Promise<boolean>;
  /** A write failed. Called once, and again only after a later write has succeeded. */
  readonly onError: (error: unknown) => void;
  /** A write succeeded. */
  readonly onWritten?: () => void;
  /** This record is dropped: it will never be written. */
  readonly onDropped?: (record: Uint8Array) => void;
}

/**
 * Appends records to a file in order, many with one write. A failed write (`ENOSPC`) never throws: the file is cut back to
 * its last whole record, and the records wait for the next attempt.
 */
export class Appender {
  /** Records that wait to be written, and their bytes. */
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  /** The latest write. Writes are chained, so that records stay in order. */
  #writing: Promise<void> = Promise.resolve();
  #failing = false;
  #mayWrite = true;
  /** Whether part of a record may follow the last whole one in the file. */
  #torn = false;

  /** @param bytes length of the whole records in the file */
  constructor(private readonly file: LogFile, private readonly callbacks: AppenderCallbacks, private bytes = 0) {}

  /** Takes a record and writes it within a second. Never throws. */
  add(record: Uint8Array): void {
    this.#enqueue(record);
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  /** Resolves when every record so far is written, or its write has failed. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#writePending());
    return this.#writing;
  }

  /** Writes the remaining records and closes the file. */
  async close(): Promise<void> {
    await this.flush();
    // A callback of that write may have added a record.
    await this.flush();
    await this.file.sync().catch((error: unknown) => this.#report(error));
    await this.file.close();
  }

  #enqueue(record: Uint8Array): void {
    if (!this.#mayWrite) return;
    this.#pending.push(record);
    this.#pendingBytes += record.length;
    while (this.#pendingBytes > MAX_PENDING_BYTES) {
      const oldest = this.#pending.shift();
      if (oldest === undefined) return;
      this.#pendingBytes -= oldest.length;
      this.callbacks.onDropped?.(oldest);
    }
  }

  #takePending(): readonly Uint8Array[] {
    const records = this.#pending;
    this.#pending = [];
    this.#pendingBytes = 0;
    return records;
  }

  async #writePending(): Promise<void> {
    if (this.#pending.length === 0) return;
    this.#mayWrite &&= (await this.callbacks.mayWrite?.()) ?? true;
    const records = this.#takePending();
    if (!this.#mayWrite) return;
    const all = Buffer.concat(records);
    try {
      if (this.#torn) await this.file.truncate(this.bytes);
      this.#torn = false;
      for (let done = 0; done < all.length; ) done += (await this.file.write(all, done)).bytesWritten;
    } catch (error) {
      this.#report(error);
      // Cuts off a partial write, so that the next attempt does not start inside a record.
      this.#torn = await this.file.truncate(this.bytes).then(() => false, () => true);
      for (const record of [...records, ...this.#takePending()]) this.#enqueue(record);
      return;
    }
    this.bytes += all.length;
    this.#failing = false;
    this.callbacks.onWritten?.();
  }

  #report(error: unknown): void {
    if (this.#failing) return;
    this.#failing = true;
    this.callbacks.onError(error);
  }
}
