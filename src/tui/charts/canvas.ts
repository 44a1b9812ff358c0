import type { Line, Span, Style } from '../text/span.js';

const PLAIN: Style = {};

/** Characters that every terminal shows one cell wide: Latin, Greek, Cyrillic, punctuation, arrows, mathematics, boxes, braille. */
const ONE_CELL = /^[\u0020-\u007E\u00A0-\u00AC\u00AE-\u02FF\u0370-\u0377\u0384-\u0482\u048A-\u052F\u2010-\u2027\u2030-\u205E\u2190-\u2199\u2200-\u22FF\u2500-\u25FC\u2800-\u28FF]$/u;

/** A grid of cells to draw on. Whatever lies outside of it is ignored. */
export class Canvas {
  readonly #characters: string[];
  readonly #styles: Style[];

  /** @param ascii whether characters beyond ASCII become `?` */
  constructor(readonly width: number, readonly height: number, private readonly ascii: boolean) {
    this.#characters = ' '.repeat(width * height).split('');
    this.#styles = this.#characters.map(() => PLAIN);
  }

  /** Writes a text from a cell to the right. A character that some terminal shows in two cells or none becomes `?`. */
  put(row: number, column: number, text: string, style: Style = PLAIN): void {
    let at = column;
    for (const character of text) {
      const isKnown = (character >= ' ' && character <= '~') || (!this.ascii && ONE_CELL.test(character));
      this.set(row, at, isKnown ? character : '?', style);
      at += 1;
    }
  }

  /** Writes one character that is one cell wide. */
  set(row: number, column: number, character: string, style: Style): void {
    if (row < 0 || row >= this.height || column < 0 || column >= this.width) return;
    this.#characters[row * this.width + column] = character;
    this.#styles[row * this.width + column] = style;
  }

  /** Returns how many cells of a part of a row are in use. Cells outside of the canvas count. */
  taken(row: number, column: number, length: number): number {
    let taken = 0;
    for (let at = column; at < column + length; at += 1) {
      const inside = row >= 0 && row < this.height && at >= 0 && at < this.width;
      if (!inside || this.#characters[row * this.width + at] !== ' ') taken += 1;
    }
    return taken;
  }

  lines(): Line[] {
    return Array.from({ length: this.height }, (_, row) => this.#spansOf(row * this.width));
  }

  /** Returns the row that starts at index `first`, with neighbours of the same style in one span. */
  #spansOf(first: number): Line {
    const spans: Span[] = [];
    let from = first;
    for (let at = first + 1; at <= first + this.width; at += 1) {
      const style = this.#styles[from] ?? PLAIN;
      if (at < first + this.width && alike(style, this.#styles[at] ?? PLAIN)) continue;
      let text = '';
      for (; from < at; from += 1) text += this.#characters[from] ?? ' ';
      spans.push({ text, ...style });
    }
    return spans;
  }
}

const alike = (one: Style, other: Style): boolean =>
  one === other || (one.colour === other.colour && one.bold === other.bold && one.dim === other.dim);
