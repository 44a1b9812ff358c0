import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, write } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Shelf, SHELF_HEAD, SPOTS, type Spot } from './shared-buffer.js';

/** Room for pixels, at most: enough that the workers go on by themselves for a while. */
const BYTES = 64 * 2 ** 20;
/** A folder in memory on Linux. Containers may have very little of it. */
const MEMORY = '/dev/shm';
const PIECE = 2 ** 20;

/** A shelf of this process's own, and which of its spots are free. */
export class ShelfFile {
  readonly shelf: Shelf;
  /** Bytes of a spot. */
  #bytes = 0;
  /** The one that was given back last is taken first: the processor's caches still hold it. */
  #free: number[] = [];
  #reserved = 0;
  #open = true;

  /** Opens a file that nobody else can, and that is gone with the last process that has it open. */
  constructor(readonly folder: string = roomiest()) {
    const own = mkdtempSync(join(folder, `whisker-${process.pid}-`));
    try {
      this.shelf = new Shelf(openSync(join(own, 'shelf'), 'wx+', 0o600));
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  }

  get free(): number {
    return this.#free.length;
  }

  /** Whether pixels of so many bytes find room in a spot. */
  fits(bytes: number): boolean {
    return bytes <= this.#bytes;
  }

  /**
   * Divides the shelf into spots of so many bytes; none may be taken. All of it is written to once, so that the room that
   * there is now is there later too.
   * @throws the system's error when there is no room for a single one
   */
  async divide(bytes: number): Promise<void> {
    this.#free = [];
    const count = Math.min(SPOTS, Math.max(1, Math.floor(BYTES / bytes)));
    const failed = await this.#reserve(SHELF_HEAD + count * bytes);
    const possible = Math.min(count, Math.floor((this.#reserved - SHELF_HEAD) / bytes));
    if (possible < 1 && failed !== null) throw failed;
    this.#bytes = bytes;
    this.#free = Array.from({ length: possible }, (_, spot) => possible - 1 - spot);
  }

  claim(ticket: number): Spot | null {
    const spot = this.#free.pop();
    return spot === undefined ? null : { spot, ticket, position: SHELF_HEAD + spot * this.#bytes };
  }

  giveBack({ spot }: Spot): void {
    this.#free.push(spot);
  }

  close(): void {
    if (this.#open) closeSync(this.shelf.descriptor);
    this.#open = false;
  }

  async #reserve(end: number): Promise<Error | null> {
    const nothing = Buffer.alloc(PIECE);
    while (this.#reserved < end && this.#open) {
      try {
        const length = Math.min(PIECE, end - this.#reserved);
        this.#reserved += (await written(this.shelf.descriptor, nothing, 0, length, this.#reserved)).bytesWritten;
      } catch (error) {
        return error instanceof Error ? error : new Error(String(error));
      }
    }
    return null;
  }
}

const written = promisify(write);

/** Memory where it has room for the shelf twice over, else where temporary files go. */
function roomiest(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (process.platform === 'linux' && bavail * bsize >= 2 * BYTES) return MEMORY;
  } catch {
    // Then there is none.
  }
  return tmpdir();
}
