// Terminal codes begin with a control character.
/* eslint-disable no-control-regex */
import { cellsOf } from '../../src/tui/text/cells.js';
import { plainSgr, sgrAfter, sgrText } from './sgr.js';

interface Cell {
  readonly character: string;
  readonly style: string;
}
const BLANK: Cell = { character: ' ', style: '' };

/**
 * The parts of a terminal that a dashboard uses: two screens, the cursor, and the style of each cell. It throws on everything that a
 * dashboard must not do: an unknown code, a text past the last column, a line feed on the alternate screen.
 */
export class VirtualTerminal {
  #normal: Cell[][];
  #alternate: Cell[][];
  #row = 0;
  #column = 0;
  #sgr = plainSgr;
  #rest = '';
  /** Whether the next bytes can still be for the size before a resize. They are cut until the screen is cleared. */
  #behind = false;
  /** The cursor of the normal screen while the alternate one is shown. */
  #saved = { row: 0, column: 0 };
  isAlternate = false;
  cursorShown = true;
  /** The modes of the mouse that are on: 1000 reports clicks, 1006 in SGR's form. */
  readonly mouse = new Set<number>();
  /** Whether a frame has begun and not ended. */
  isDrawing = false;
  /** Number of whole frames so far. */
  frames = 0;
  bytes = 0;

  constructor(public columns: number, public rows: number) {
    this.#normal = this.#blank();
    this.#alternate = this.#blank();
  }

  /** Resizes the terminal. The text on the screen stays, and is cut where it does not fit. */
  resize(columns: number, rows: number): void {
    const before = this.#screen;
    [this.columns, this.rows] = [columns, rows];
    this.#behind = true;
    const cut = (screen: Cell[][]) => this.#blank().map((row, y) => row.map((cell, x) => screen[y]?.[x] ?? cell));
    this.#normal = cut(this.#normal);
    this.#alternate = this.isAlternate ? cut(before) : this.#blank();
    this.#row = Math.min(this.#row, rows - 1);
    this.#column = Math.min(this.#column, columns - 1);
  }

  write(text: string): void {
    this.bytes += Buffer.byteLength(text);
    let rest = this.#rest + text;
    this.#rest = '';
    while (rest !== '') {
      const code = /^\u001B\[([?>]?)([\d;]*)([A-Za-z])/.exec(rest);
      if (code !== null) {
        this.#obey(code[1] ?? '', code[2] ?? '', code[3] ?? '');
        rest = rest.slice(code[0].length);
      } else if (rest.startsWith('\u001B')) {
        // A code that was cancelled, and the end of a picture without a beginning.
        const nothing = /^\u001B(?:[^\u0018]{0,30}\u0018|\\)/.exec(rest);
        if (nothing !== null) {
          rest = rest.slice(nothing[0].length);
          continue;
        }
        // Pictures, and the saved cursor around them: the terminal draws these itself.
        const picture = /^\u001B(?:[_P][^\u001B]*\u001B\\|[78])/.exec(rest);
        if (picture !== null) {
          rest = rest.slice(picture[0].length);
          continue;
        }
        if (!/^\u001B[_P]/.test(rest) && rest.length > 60) throw new Error(`a code that this terminal does not know: ${JSON.stringify(rest.slice(0, 30))}`);
        this.#rest = rest;
        return;
      } else {
        const character = String.fromCodePoint(rest.codePointAt(0) ?? 32);
        this.#put(character);
        rest = rest.slice(character.length);
      }
    }
  }

  /** The lines of the screen, without blanks at their ends. */
  get lines(): readonly string[] {
    return this.#screen.map((row) => row.map(({ character }) => character).join('').trimEnd());
  }

  get text(): string {
    return this.lines.join('\n');
  }

  /** The cells of the screen, with their styles as SGR parameters. */
  get cells(): readonly (readonly Cell[])[] {
    return this.#screen;
  }

  get #screen(): Cell[][] {
    return this.isAlternate ? this.#alternate : this.#normal;
  }

  #blank(): Cell[][] {
    return Array.from({ length: this.rows }, () => Array.from({ length: this.columns }, () => BLANK));
  }

  #put(character: string): void {
    if (character === '\r') this.#column = 0;
    else if (character === '\n') this.#feed();
    else if (character === '\b') this.#column = Math.max(0, this.#column - 1);
    else if (character >= ' ') {
      const cells = cellsOf(character);
      if (this.#column + cells > this.columns) {
        if (this.isAlternate && this.#behind) return;
        if (this.isAlternate) throw new Error(`${JSON.stringify(character)} past the last of ${this.columns} columns in row ${this.#row}: ${this.lines[this.#row] ?? ''}`);
        this.#column = 0;
        this.#feed();
      }
      const row = this.#screen[this.#row];
      if (row === undefined) throw new Error(`row ${this.#row} of ${this.rows}`);
      row[this.#column] = { character, style: sgrText(this.#sgr) };
      if (cells === 2) row[this.#column + 1] = { character: '', style: sgrText(this.#sgr) };
      this.#column += cells;
    }
  }

  #feed(): void {
    if (this.isAlternate) throw new Error('a line feed on the alternate screen');
    this.#row += 1;
    if (this.#row < this.rows) return;
    this.#row = this.rows - 1;
    this.#normal = [...this.#normal.slice(1), Array.from({ length: this.columns }, () => BLANK)];
  }

  #obey(kind: string, parameters: string, final: string): void {
    const numbers = parameters.split(';').map(Number);
    const [first = 0, second = 0] = numbers;
    if (kind === '?' && (final === 'h' || final === 'l')) this.#switch(first, final === 'h');
    else if (final === 'm') this.#sgr = this.isAlternate ? sgrAfter(this.#sgr, parameters) : plainSgr;
    else if (final === 'H') {
      [this.#row, this.#column] = [(first || 1) - 1, (second || 1) - 1];
      if (this.#behind) [this.#row, this.#column] = [Math.min(this.#row, this.rows - 1), Math.min(this.#column, this.columns - 1)];
      if (this.#row >= this.rows || this.#column >= this.columns) throw new Error(`the cursor at ${this.#row}, ${this.#column} of ${this.rows} x ${this.columns}`);
    } else if (final === 'J' && (first === 2 || first === 0)) this.#clear(first === 2);
    else if (final === 'K') for (let x = this.#column; x < this.columns; x += 1) (this.#screen[this.#row] ?? [])[x] = BLANK;
    else if (final === 'A' && !this.isAlternate) this.#row = Math.max(0, this.#row - (first || 1));
    else if (!this.isAlternate) return; // From the shell, which may use any code on its own screen.
    else throw new Error(`CSI ${kind}${parameters}${final} is not in this terminal`);
  }

  #clear(all: boolean): void {
    if (all) this.#behind = false;
    const from = all ? 0 : this.#row;
    for (let y = from; y < this.rows; y += 1) this.#screen[y] = Array.from({ length: this.columns }, () => BLANK);
  }

  #switch(mode: number, on: boolean): void {
    if (mode === 25) this.cursorShown = on;
    else if (mode >= 1000 && mode <= 1016) this.mouse[on ? 'add' : 'delete'](mode);
    else if (mode === 2026) {
      this.frames += on ? 0 : 1;
      this.isDrawing = on;
    }
    else if (mode === 1049 && on !== this.isAlternate) {
      if (on) {
        this.#saved = { row: this.#row, column: this.#column };
        this.#alternate = this.#blank();
      }
      this.isAlternate = on;
      if (!on) [this.#row, this.#column] = [this.#saved.row, this.#saved.column];
    }
  }
}
