import { cellsAt } from './cells.js';
import type { Place } from './layout.js';
import { Looks } from './look.js';

/** Cells of a row: the code point of each (0 in the second half of a wide one), and the escape code of its look. */
interface Row {
  readonly points: number[];
  readonly looks: string[];
}

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
  readonly #looks = new Looks();

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
      const cells = rowOf(row, columns, this.#looks);
      out += changes(old.cells, cells, y);
      return { said: row, cells };
    });
    if (before === null) return `${BEGIN}${RESET}${ESC}2J${out}${END}`;
    return out === '' ? '' : `${BEGIN}${out}${END}`;
  }
}

const NOTHING: Painted = { said: [], cells: { points: [], looks: [] } };
const BLANK = 0x20;

/** Row by row, where each piece begins and its line. */
function linesOf(pieces: readonly Piece[], rows: number): (number | string)[][] {
  const said: (number | string)[][] = Array.from({ length: rows }, () => []);
  for (const { place, lines } of pieces) {
    const height = Math.min(lines.length, place.height);
    for (let index = 0; index < height; index += 1) said[place.y + index]?.push(place.x, lines[index] ?? '');
  }
  return said;
}

function rowOf(said: readonly (number | string)[], columns: number, looks: Looks): Row {
  const row: Row = { points: [], looks: [] };
  for (let at = 0; at < said.length; at += 2) putLine(row, Number(said[at]), String(said[at + 1]), columns, looks);
  return row;
}

/** Writes the cells of a line into a row, from column `x` on, each with the look that holds there. */
function putLine({ points, looks }: Row, x: number, line: string, columns: number, known: Looks): void {
  while (points.length < x) {
    points.push(BLANK);
    looks.push('');
  }
  let look = known.plain;
  for (let at = 0, column = x; at < line.length && column < columns; ) {
    const point = line.codePointAt(at) ?? BLANK;
    if (point === 0x1b && line[at + 1] === '[') {
      const end = line.indexOf('m', at);
      if (end === -1) return;
      look = look.with(line.slice(at + 2, end));
      at = end + 1;
      continue;
    }
    at += point > 0xffff ? 2 : 1;
    const cells = cellsAt(point);
    if (column + cells > columns) return;
    points[column] = point;
    looks[column] = look.code;
    if (cells === 2) {
      points[column + 1] = 0;
      looks[column + 1] = look.code;
    }
    column += cells;
  }
}

/** What turns one row into another. */
function changes(before: Row, after: Row, y: number): string {
  const width = Math.max(before.points.length, after.points.length);
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
    while (x > 0 && (after.points[x] === 0 || before.points[x] === 0)) x -= 1;
    out += `${ESC}${y + 1};${x + 1}H${stretch(after, x, to)}`;
    x = to;
  }
  return out;
}

const same = (before: Row, after: Row, x: number): boolean =>
  (before.points[x] ?? BLANK) === (after.points[x] ?? BLANK) && (before.looks[x] ?? '') === (after.looks[x] ?? '');

function stretch({ points, looks }: Row, from: number, to: number): string {
  let out = '';
  let look = '';
  for (let x = from; x < to; x += 1) {
    const point = points[x] ?? BLANK;
    if (point === 0) continue;
    const own = looks[x] ?? '';
    if (own !== look) {
      out += own === '' ? RESET : look === '' ? own : RESET + own;
      look = own;
    }
    out += String.fromCodePoint(point);
  }
  return look === '' ? out : out + RESET;
}
