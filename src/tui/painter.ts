import { cellsOf } from './cells.js';
import type { Place } from './layout.js';

/** One cell: its character ('' in the second half of a wide one) with the escape codes of its look before it. */
type Row = readonly string[];

const ESC = '\u001B[';
const RESET = `${ESC}0m`;
/** Asks the terminal to show what comes in one piece; those that do not know it pass over it. */
const BEGIN = `${ESC}?2026h`;
const END = `${ESC}?2026l`;
/** Unchanged cells between two changed stretches that are cheaper written again than jumped over. */
const WORTH_A_JUMP = 6;

/** Lines at their place on the screen, from its upper left corner; each a text with SGR codes, no wider than the place. */
export interface Piece {
  readonly place: Place;
  readonly lines: readonly string[];
}

/** A row as it was last painted: where its pieces begin and what they say, and the cells that this amounts to. */
interface Painted {
  readonly said: readonly (number | string)[];
  readonly cells: Row;
}

/**
 * Makes of pieces what must be written to turn the last frame into this one: only cells that changed, each stretch after a
 * jump to its place. So nothing flickers or scrolls, and a frame may begin anew on a screen that somebody else has written on.
 */
export class Painter {
  #painted: Painted[] | null = null;

  /** The screen is not to be relied on: the next frame is written whole. */
  forget(): void {
    this.#painted = null;
  }

  /**
   * What to write; empty where nothing changed. Pieces do not overlap.
   * @param columns, @param rows those of the terminal; what lies beyond is cut off
   */
  paint(pieces: readonly Piece[], columns: number, rows: number): string {
    const before = this.#painted;
    const said = linesOf(pieces, rows);
    let out = '';
    this.#painted = said.map((row, y) => {
      const old = before?.[y] ?? NOTHING;
      if (row.length === old.said.length && row.every((part, index) => part === old.said[index])) return old;
      const cells = rowOf(row, columns);
      out += changes(old.cells, cells, y);
      return { said: row, cells };
    });
    if (before === null) return `${BEGIN}${RESET}${ESC}2J${out}${END}`;
    return out === '' ? '' : `${BEGIN}${out}${END}`;
  }
}

const NOTHING: Painted = { said: [], cells: [] };

/** Row by row, where each piece begins and its line. */
function linesOf(pieces: readonly Piece[], rows: number): (number | string)[][] {
  const said: (number | string)[][] = Array.from({ length: rows }, () => []);
  for (const { place, lines } of pieces) {
    for (const [index, line] of lines.slice(0, place.height).entries()) said[place.y + index]?.push(place.x, line);
  }
  return said;
}

function rowOf(said: readonly (number | string)[], columns: number): Row {
  const row: string[] = [];
  for (let at = 0; at < said.length; at += 2) {
    const [x, line] = [Number(said[at]), String(said[at + 1])];
    while (row.length < x) row.push(BLANK);
    const cells = cellsIn(line, columns - x);
    for (const [index, cell] of cells.entries()) row[x + index] = cell;
  }
  return row;
}

/** What turns one row into another. */
function changes(before: Row, after: Row, y: number): string {
  const width = Math.max(before.length, after.length);
  let out = '';
  for (let x = 0; x < width; ) {
    if (same(before, after, x)) {
      x += 1;
      continue;
    }
    // A stretch ends where enough cells in a row are as they were.
    let to = x + 1;
    for (let alike = 0, at = to; at < width && alike < WORTH_A_JUMP; at += 1) {
      if (same(before, after, at)) alike += 1;
      else {
        alike = 0;
        to = at + 1;
      }
    }
    // Half of a wide character cannot be written: begin with its first half.
    while (x > 0 && (after[x] === '' || before[x] === '')) x -= 1;
    out += `${ESC}${y + 1};${x + 1}H${stretch(after, x, to)}`;
    x = to;
  }
  return out;
}

const BLANK = ' ';
const same = (before: Row, after: Row, x: number): boolean => (before[x] ?? BLANK) === (after[x] ?? BLANK);

function stretch(row: Row, from: number, to: number): string {
  let out = '';
  let look = '';
  for (let x = from; x < to; x += 1) {
    const cell = row[x] ?? BLANK;
    if (cell === '') continue;
    const at = cell.lastIndexOf('m', cell.length - 2);
    const own = cell.startsWith('\u001B') ? cell.slice(0, at + 1) : '';
    if (own !== look) {
      out += own === '' ? RESET : look === '' ? own : RESET + own;
      look = own;
    }
    out += own === '' ? cell : cell.slice(at + 1);
  }
  return look === '' ? out : out + RESET;
}

/** The cells of a line, each with the look that holds there. */
function cellsIn(line: string, columns: number): Row {
  const row: string[] = [];
  const look = new Look();
  for (let at = 0; at < line.length && row.length < columns; ) {
    if (line.startsWith(ESC, at)) {
      const end = line.indexOf('m', at);
      if (end === -1) break;
      look.apply(line.slice(at + 2, end));
      at = end + 1;
      continue;
    }
    const character = String.fromCodePoint(line.codePointAt(at) ?? 0x20);
    at += character.length;
    const cells = cellsOf(character);
    if (row.length + cells > columns) break;
    row.push(look.code + character);
    if (cells === 2) row.push('');
  }
  return row;
}

/** The look that a run of SGR codes amounts to (ECMA-48, 8.3.117), of those that whisker and Ink write. */
class Look {
  #bold = '';
  #dim = '';
  #inverse = '';
  #foreground = '';
  #background = '';
  code = '';

  apply(parameters: string): void {
    const codes = parameters === '' ? ['0'] : parameters.split(';');
    for (let at = 0; at < codes.length; at += 1) {
      const code = Number(codes[at]);
      if (code === 0) this.#bold = this.#dim = this.#inverse = this.#foreground = this.#background = '';
      else if (code === 1) this.#bold = '1';
      else if (code === 2) this.#dim = '2';
      else if (code === 22) this.#bold = this.#dim = '';
      else if (code === 7) this.#inverse = '7';
      else if (code === 27) this.#inverse = '';
      else if (code === 39) this.#foreground = '';
      else if (code === 49) this.#background = '';
      else if (code === 38 || code === 48) {
        const length = codes[at + 1] === '2' ? 5 : 3;
        const colour = codes.slice(at, at + length).join(';');
        if (code === 38) this.#foreground = colour;
        else this.#background = colour;
        at += length - 1;
      } else if ((code >= 30 && code < 38) || (code >= 90 && code < 98)) this.#foreground = String(code);
      else if ((code >= 40 && code < 48) || (code >= 100 && code < 108)) this.#background = String(code);
    }
    const all = [this.#bold, this.#dim, this.#inverse, this.#foreground, this.#background].filter((part) => part !== '').join(';');
    this.code = all === '' ? '' : `${ESC}${all}m`;
  }
}
