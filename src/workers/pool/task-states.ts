import type { Attempt } from '../types.js';

/** What becomes of a task. Only these steps are taken, each by one compare-and-exchange, so that one side alone takes it. */
const WAITING = 0; // a worker -> BEGUN; the main thread -> TAKEN_BACK
const BEGUN = 1; //   its worker -> WRITING, DONE; the main thread -> CANCELLED
const WRITING = 2; // its worker -> DONE; the main thread, when that takes far too long -> CANCELLED
const DONE = 3;
const TAKEN_BACK = 4; // before any worker began it
const CANCELLED = 5; //  while its worker is at it, which may not write any more; its worker -> DONE
const LEFT = 6; //       its worker ended while it was at it, and by itself
const STATE_BITS = 3;
const STATE_MASK = (1 << STATE_BITS) - 1;

/** The words of a task: its claim, and what it cost, and the length of the reason in bytes or one of the two that mean none. */
const WORDS = 4;
const READ_US = 1;
const DECODE_US = 2;
const REASON = 3;
const FROM_FILE = -1;
const FROM_CACHE = -2;
/** Room for a reason. A longer one is cut. */
const TEXT_BYTES = 480;
/** Added to the length of a reason that is no picture's fault. */
const TROUBLE = 1 << 16;

/**
 * What the main thread and the workers share about the tasks of a packet: a claim word each, which says how far it came
 * and in which worker, and room for its answer. A worker claims a task before it begins it and asks before it writes; the
 * main thread takes tasks back. Either holds at once, whatever messages are still under way and though the other be blocked.
 */
export class Claims {
  readonly #words: Int32Array;
  readonly #texts: Buffer;

  /** Tasks of the packet. */
  readonly count: number;

  constructor(readonly memory: SharedArrayBuffer) {
    this.count = memory.byteLength / (WORDS * 4 + TEXT_BYTES);
    this.#words = new Int32Array(memory, 0, this.count * WORDS);
    this.#texts = Buffer.from(memory, this.count * WORDS * 4);
  }

  static for(count: number): Claims {
    return new Claims(new SharedArrayBuffer(count * (WORDS * 4 + TEXT_BYTES)));
  }

  /** For a worker: whether task `place` is now its own. */
  begin(place: number, worker: number): boolean {
    return this.#exchange(place, WAITING, BEGUN | (worker << STATE_BITS));
  }

  /** For the worker that began it: whether its pixels may be written. Until it is answered the target is then the worker's. */
  mayWrite(place: number, worker: number): boolean {
    return this.#exchange(place, BEGUN | (worker << STATE_BITS), WRITING | (worker << STATE_BITS));
  }

  /** For the worker that was let write: whether what it wrote is still this picture's. False once nobody waits for it any more. */
  isStillIts(place: number, worker: number): boolean {
    return Atomics.load(this.#words, place * WORDS) === (WRITING | (worker << STATE_BITS));
  }

  /** For a worker that ends by itself: marks what it has in work, so that its death is told from one that came from outside. */
  leave(worker: number): void {
    for (let place = 0; place < this.count; place++) {
      const word = Atomics.load(this.#words, place * WORDS);
      if (this.workerOf(place) === worker) this.#exchange(place, word, LEFT | (worker << STATE_BITS));
    }
  }

  /** Whether its worker ended by itself while it was at it. */
  wasLeft(place: number): boolean {
    return this.#state(place) === LEFT;
  }

  /** For the worker that began it. Whatever it wrote is seen by whoever sees the answer. */
  answer(place: number, { refused, from, readMs, decodeMs, systemError = false }: Attempt): void {
    const at = place * WORDS;
    this.#words[at + READ_US] = readMs * 1000;
    this.#words[at + DECODE_US] = decodeMs * 1000;
    const bytes = refused === null ? 0 : this.#texts.write(refused, place * TEXT_BYTES, TEXT_BYTES);
    this.#words[at + REASON] = refused === null ? (from === 'file' ? FROM_FILE : FROM_CACHE) : bytes | (systemError ? TROUBLE : 0);
    Atomics.store(this.#words, at, DONE);
  }

  /** Whether no worker has begun it. */
  isWaiting(place: number): boolean {
    return this.#state(place) === WAITING;
  }

  /** Whether it was taken back before any worker began it. */
  isWithdrawn(place: number): boolean {
    return this.#state(place) === TAKEN_BACK;
  }

  /** The worker that has begun it and not answered, or null. */
  workerOf(place: number): number | null {
    const word = Atomics.load(this.#words, place * WORDS);
    const state = word & STATE_MASK;
    return state === BEGUN || state === WRITING || state === CANCELLED || state === LEFT ? word >>> STATE_BITS : null;
  }

  /** What a worker answered, or null as long as it has not. */
  answerOf(place: number): Attempt | null {
    if (this.#state(place) !== DONE) return null;
    const at = place * WORDS;
    const text = this.#words[at + REASON];
    const answer: Attempt = {
      refused: text < 0 ? null : this.#texts.toString('utf8', place * TEXT_BYTES, place * TEXT_BYTES + (text & ~TROUBLE)),
      from: text === FROM_CACHE ? 'cache' : 'file',
      readMs: this.#words[at + READ_US] / 1000,
      decodeMs: this.#words[at + DECODE_US] / 1000,
    };
    return text >= TROUBLE ? { ...answer, systemError: true } : answer;
  }

  /** Takes back what no worker has begun, and says whether it did. */
  withdraw(place: number): boolean {
    return this.#exchange(place, WAITING, TAKEN_BACK);
  }

  /**
   * Takes a task back, begun or not. False when its pixels are being copied at this moment; after true nothing writes to its
   * target any more.
   */
  takeBack(place: number): boolean {
    if (this.withdraw(place)) return true;
    const word = Atomics.load(this.#words, place * WORDS);
    const state = word & STATE_MASK;
    // Between the look and the exchange it may come to be written, and no further back.
    if (state === BEGUN && this.#exchange(place, word, (word & ~STATE_MASK) | CANCELLED)) return true;
    return state !== BEGUN && state !== WRITING;
  }

  /** Takes back what is being written for far too long. Its worker keeps nothing of it when it goes on after all. */
  abandon(place: number): void {
    const word = Atomics.load(this.#words, place * WORDS);
    if ((word & STATE_MASK) === WRITING) this.#exchange(place, word, (word & ~STATE_MASK) | CANCELLED);
  }

  #state(place: number): number {
    return Atomics.load(this.#words, place * WORDS) & STATE_MASK;
  }

  #exchange(place: number, from: number, to: number): boolean {
    return Atomics.compareExchange(this.#words, place * WORDS, from, to) === from;
  }
}
