import type { Style } from '../text/span.js';
import type { Canvas } from './canvas.js';

/** The part of a canvas that curves are drawn in. */
export interface Plot {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
}

/** Where a label may stand. */
interface Position {
  readonly row: number;
  readonly column: number;
}

/**
 * Writes a label where it covers least of what is drawn, the earlier spot where two cover as much; nowhere if it covers more than a
 * third of its own length, or reaches out of the plot.
 * @returns where it stands; null where it does not
 */
export function putLabel(canvas: Canvas, plot: Plot, spots: readonly Position[], text: string, look: Style): Position | null {
  const length = text.length;
  const inside = spots.filter(({ row, column }) =>
    row >= plot.top && row < plot.top + plot.rows && column >= plot.left && column + length <= plot.left + plot.columns);
  const covered = inside.map(({ row, column }) => canvas.taken(row, column, length));
  const least = Math.min(...covered);
  const spot = inside[covered.indexOf(least)];
  if (spot === undefined || least > length / 3) return null;
  canvas.put(spot.row, spot.column, text, look);
  return spot;
}

/** A mark at a cell, and its words beside it. */
export function putMark(canvas: Canvas, plot: Plot, spot: Position, mark: string, text: string): void {
  canvas.put(spot.row, spot.column, mark, { bold: true });
  const { row, column } = spot;
  const [right, left] = [column + 2, column - 1 - text.length];
  const positions = [[row, right], [row - 1, right], [row + 1, right], [row - 1, left], [row, left], [row + 1, left], [row - 2, right], [row - 2, left], [row + 2, left]] as const;
  putLabel(canvas, plot, positions.map(([row, column]) => ({ row, column })), text, { bold: true });
}

/** A letter at each curve's end, right of the plot, no two in one row as long as there are rows. */
export function putEnds(canvas: Canvas, plot: Plot, ends: readonly { readonly row: number; readonly letter: string; readonly look: Style }[]): void {
  const taken = new Set<number>();
  for (const { row, letter, look } of ends) {
    const rows = Array.from({ length: plot.rows }, (_, index) => plot.top + index);
    const free = rows.filter((candidate) => !taken.has(candidate)).sort((one, other) => Math.abs(one - row) - Math.abs(other - row))[0];
    if (free === undefined) return;
    taken.add(free);
    canvas.put(free, plot.left + plot.columns + 1, letter, look);
  }
}
