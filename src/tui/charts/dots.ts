import type { Characters } from '../text/span.js';

/** Dots that a cell is divided into. */
const DIVISIONS = { braille: { wide: 2, high: 4 }, ascii: { wide: 1, high: 1 } } as const;

/** Bits of a cell's dots, row by row. Braille's make U+2800 plus their sum (Unicode Standard, block Braille Patterns). */
const BITS = {
  braille: Uint8Array.of(0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80),
  ascii: Uint8Array.of(1),
} as const;

/** A plane of dots that is shown as characters. Each cell remembers who set a dot in it last. */
export class Dots {
  /** Dots. */
  readonly width: number;
  readonly height: number;
  readonly #wide: number;
  readonly #high: number;
  readonly #bitsOf: Uint8Array;
  readonly #bits: Uint8Array;
  readonly #owners: Int16Array;

  constructor(readonly columns: number, readonly rows: number, private readonly characters: Characters) {
    this.#wide = DIVISIONS[characters].wide;
    this.#high = DIVISIONS[characters].high;
    this.#bitsOf = BITS[characters];
    this.width = columns * this.#wide;
    this.height = rows * this.#high;
    this.#bits = new Uint8Array(columns * rows);
    this.#owners = new Int16Array(columns * rows).fill(-1);
  }

  /** Sets the dot at x from the left and y from the top, whole numbers; outside of the plane nothing happens. */
  set(x: number, y: number, owner: number): void {
    if (x < 0 || x >= this.width || y < 0 || y >= this.height) return;
    const right = x % this.#wide;
    const down = y % this.#high;
    const cell = ((y - down) / this.#high) * this.columns + (x - right) / this.#wide;
    this.#bits[cell] = (this.#bits[cell] ?? 0) | (this.#bitsOf[down * this.#wide + right] ?? 0);
    this.#owners[cell] = owner;
  }

  /** Whose a cell is, by its place row by row; -1 where no dot is set. */
  ownerAt(index: number): number {
    return this.#owners[index] ?? -1;
  }

  /** What a cell shows. @param letter what ASCII shows of its owner's dots */
  characterAt(index: number, letter: string): string {
    const bits = this.#bits[index] ?? 0;
    if (bits === 0) return ' ';
    return this.characters === 'ascii' ? letter : String.fromCharCode(0x2800 + bits);
  }
}
