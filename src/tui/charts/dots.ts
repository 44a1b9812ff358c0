import type { Characters } from '../text/span.js';

/** Dots in a cell. */
const DIVISIONS = { braille: { wide: 2, high: 4 }, ascii: { wide: 1, high: 1 } } as const;

/** Bits of the dots of a cell, row by row. A braille character is U+2800 plus their sum (Unicode Standard, block Braille Patterns). */
const BITS = {
  braille: Uint8Array.of(0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80),
  ascii: Uint8Array.of(1),
} as const;

/** A grid of dots that is shown as characters. A cell belongs to the series that set a dot in it last. */
export class Dots {
  /** In dots. */
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

  /** Sets the dot at whole numbers x from the left and y from the top. Ignores dots outside of the grid. */
  set(x: number, y: number, owner: number): void {
    if (x < 0 || x >= this.width || y < 0 || y >= this.height) return;
    const right = x % this.#wide;
    const down = y % this.#high;
    const cell = ((y - down) / this.#high) * this.columns + (x - right) / this.#wide;
    this.#bits[cell] = (this.#bits[cell] ?? 0) | (this.#bitsOf[down * this.#wide + right] ?? 0);
    this.#owners[cell] = owner;
  }

  /** Returns the series that a cell belongs to; -1 without dots. @param index cells are counted row by row */
  ownerAt(index: number): number {
    return this.#owners[index] ?? -1;
  }

  /** Returns the character of a cell. @param letter the character of its series in ASCII */
  characterAt(index: number, letter: string): string {
    const bits = this.#bits[index] ?? 0;
    if (bits === 0) return ' ';
    return this.characters === 'ascii' ? letter : String.fromCharCode(0x2800 + bits);
  }
}
