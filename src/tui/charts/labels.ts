import type { Style } from '../text/span.js';
import type { Canvas } from './canvas.js';

/** The part of a canvas with the curves. */
export interface Plot {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
}

interface Position {
  readonly row: number;
  readonly column: number;
}

/**
 * Writes a label at the position where it covers the least, the first of them if several are equal. Leaves it out if it would cover
 * more than a third of its own length or leave the plot.
 * @returns the position; null where the label is left out
 */
export function putLabel(canvas: Canvas, plot: Plot, positions: readonly Position[], text: string, style: Style): Position | null {
  const length = text.length;
  const inside = positions.filter(({ row, column }) =>
    row >= plot.top && row < plot.top + plot.rows && column >= plot.left && column + length <= plot.left + plot.columns);
  const covered = inside.map(({ row, column }) => canvas.taken(row, column, length));
  const least = Math.min(...covered);
  const position = inside[covered.indexOf(least)];
  if (position === undefined || least > length / 3) return null;
  canvas.put(position.row, position.column, text, style);
  return position;
}

/** Draws a mark at a cell and its text beside it. */
export function putMark(canvas: Canvas, plot: Plot, at: Position, mark: string, text: string): void {
  const { row, column } = at;
  canvas.put(row, column, mark, { bold: true });
  const [right, left] = [column + 2, column - 1 - text.length];
  const positions = [[row, right], [row - 1, right], [row + 1, right], [row - 1, left], [row, left], [row + 1, left], [row - 2, right], [row - 2, left], [row + 2, left]] as const;
  putLabel(canvas, plot, positions.map(([row, column]) => ({ row, column })), text, { bold: true });
}

/** Returns a letter for each name: the first of its own letters, or else of the alphabet, that no earlier name has. */
export function lettersFor(names: readonly string[]): readonly string[] {
  const letters: string[] = [];
  for (const name of names) {
    const candidates = [...name.toLowerCase(), ...'abcdefghijklmnopqrstuvwxyz'].filter((letter) => /[a-z]/.test(letter));
    letters.push(candidates.find((letter) => !letters.includes(letter)) ?? '#');
  }
  return letters;
}
