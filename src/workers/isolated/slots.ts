import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, write } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HEADER_BYTES, MAX_SLOTS, SharedBuffer, type Slot } from './shared-buffer.js';

/** Room for pixels, at most. It is enough to keep the workers busy for a while. */
const BYTES = 64 * 2 ** 20;
/** A folder in memory on Linux. Containers may have very little of it. */
const MEMORY_FOLDER = '/dev/shm';
const PIECE = 2 ** 20;
const writeAsync = promisify(write);

/** A shared buffer that this process has created, and its free slots. */
export class Slots {
  readonly buffer: SharedBuffer;
  #slotBytes = 0;
  /** The slot that was released last is taken first: the processor's caches still hold it. */
  #free: number[] = [];
  #lastId = 0;
  #reserved = 0;
  #resizing: Promise<void> | null = null;
  #open = true;

  /** Creates a file that no other process can open. It disappears with the last process that has it open. */
  constructor(folder: string = folderWithRoom()) {
    const own = mkdtempSync(join(folder, `whisker-${process.pid}-`));
    try {
      this.buffer = new SharedBuffer(openSync(join(own, 'buffer'), 'wx+', 0o600));
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  }

  /** Whether the slots are being resized. Until then there is none. */
  get resizing(): boolean {
    return this.#resizing !== null;
  }

  /** Takes a free slot for a new task. Returns null when there is none, or when the slots are too small. */
  take(bytes: number): Slot | null {
    const index = bytes <= this.#slotBytes ? this.#free.pop() : undefined;
    if (index === undefined) return null;
    this.#lastId = (this.#lastId + 1) >>> 0 || 1;
    return { index, id: this.#lastId, position: HEADER_BYTES + index * this.#slotBytes };
  }

  release({ index }: Slot): void {
    this.#free.push(index);
  }

  /**
   * Divides the buffer into slots of `bytes` bytes. None may be in use.
   * @throws the system's error when there is no room for a single slot
   */
  async resize(bytes: number): Promise<void> {
    this.#resizing = this.#divide(bytes).finally(() => (this.#resizing = null));
    await this.#resizing;
  }

  async close(): Promise<void> {
    await this.#resizing?.catch(() => undefined);
    if (this.#open) closeSync(this.buffer.descriptor);
    this.#open = false;
  }

  async #divide(bytes: number): Promise<void> {
    this.#free = [];
    const count = Math.min(MAX_SLOTS, Math.max(1, Math.floor(BYTES / bytes)));
    const error = await this.#reserve(HEADER_BYTES + count * bytes);
    const possible = Math.min(count, Math.floor((this.#reserved - HEADER_BYTES) / bytes));
    if (possible < 1 && error !== null) throw error;
    this.#slotBytes = bytes;
    this.#free = Array.from({ length: possible }, (_, index) => possible - 1 - index);
  }

  /** Writes zeros up to `end`, so that the room cannot run out later. Returns the error that stopped it, or null. */
  async #reserve(end: number): Promise<unknown> {
    const zeros = Buffer.alloc(PIECE);
    while (this.#reserved < end && this.#open) {
      try {
        const length = Math.min(PIECE, end - this.#reserved);
        this.#reserved += (await writeAsync(this.buffer.descriptor, zeros, 0, length, this.#reserved)).bytesWritten;
      } catch (error) {
        return error;
      }
    }
    return null;
  }
}

/** Returns the folder in memory if it has room for the buffer twice, else the folder of temporary files. */
function folderWithRoom(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY_FOLDER);
    if (process.platform === 'linux' && bavail * bsize >= 2 * BYTES) return MEMORY_FOLDER;
  } catch {
    // There is no such folder.
  }
  return tmpdir();
}
