import type { Canvas } from './canvas.js';
import type { Characters, Colour } from '../text/span.js';
import type { Plot } from './labels.js';
import { arrowOf, type Trend } from './readings.js';

/** What is written beside the end of a curve. */
export interface EndLabel {
  readonly name: string;
  readonly colour: Colour;
  /** The character of the curve in ASCII. */
  readonly letter: string;
  /** Its value; empty without one. */
  readonly value: string;
  readonly trend: Trend;
}

/** The fewest columns of a plot beside labels, and its smallest share of the width beside names in full. */
const LEAST_PLOT = 10;
const PLOT_SHARE = 0.38;
/** Letters of the shortest name. */
const SHORTEST = 4;

/** The columns of labels: a name, its value and the trend. */
export interface LabelColumns {
  readonly names: readonly string[];
  /** Cells of a name and of a value. */
  readonly name: number;
  readonly value: number;
  /** Cells in all, with the blank before them. */
  readonly width: number;
}

/**
 * Returns the columns of labels, with names in full where these leave enough of the width to the curves, else with shorter ones.
 * @param room cells of plot and labels
 * @returns null where there is no room for labels
 */
export function labelColumns(labels: readonly EndLabel[], room: number, characters: Characters): LabelColumns | null {
  const value = Math.max(...labels.map((label) => label.value.length));
  const other = value + 3 + (characters === 'ascii' ? 2 : 0);
  const longest = Math.max(...labels.map(({ name }) => name.length));
  const full = room - Math.ceil(room * PLOT_SHARE) - other;
  const length = longest <= full ? longest : Math.min(longest, Math.max(SHORTEST + 2, full));
  const name = Math.min(length, room - LEAST_PLOT - other);
  if (name < Math.min(SHORTEST, longest)) return null;
  return { names: shortened(labels.map((label) => label.name), name, characters), name, value, width: name + other };
}

/** Returns the names in at most `length` characters. Those that begin alike keep their ends: `gen…ed`, `gen…or`. */
export function shortened(names: readonly string[], length: number, characters: Characters): readonly string[] {
  const gap = characters === 'ascii' ? '~' : '…';
  return names.map((name) => {
    if (name.length <= length) return name;
    const head = name.slice(0, length - 1);
    const isAlone = names.every((other) => other === name || !other.startsWith(head));
    return isAlone ? `${head}${gap}` : `${name.slice(0, length - 3)}${gap}${name.slice(-2)}`;
  });
}

/** Writes labels at the right of the plot, in the order of the curves' ends and as near to them as fits. @param rows the ends; null without one */
export function putEndLabels(canvas: Canvas, plot: Plot, labels: readonly EndLabel[], columns: LabelColumns, rows: readonly (number | null)[], characters: Characters): void {
  const left = plot.left + plot.columns + 1;
  const places = placesFor(rows.map((row) => (row === null ? plot.rows : row - plot.top)), plot.rows);
  for (const [index, { letter, value, trend, colour }] of labels.entries()) {
    const place = places[index] ?? plot.rows;
    if (place >= plot.rows) continue;
    const row = plot.top + place;
    let at = left;
    if (characters === 'ascii') {
      canvas.put(row, at, letter, { colour, bold: true });
      at += 2;
    }
    canvas.put(row, at, columns.names[index] ?? '', { colour });
    canvas.put(row, at + columns.name + 1, value.padStart(columns.value), { colour, bold: true });
    canvas.put(row, at + columns.name + 1 + columns.value, arrowOf(trend, characters), { colour });
  }
}

/** Returns a row of its own for each wanted row, in the same order and as near as possible. Rows beyond `count` do not exist. */
export function placesFor(wanted: readonly number[], count: number): readonly number[] {
  const order = wanted.map((_, index) => index).sort((one, other) => (wanted[one] ?? 0) - (wanted[other] ?? 0) || one - other);
  const places: number[] = [];
  let next = 0;
  for (const [rank, index] of order.entries()) {
    // Those below need the rows that are left.
    const place = Math.max(next, Math.min(wanted[index] ?? 0, count - (order.length - rank)));
    places[index] = place;
    next = place + 1;
  }
  return places;
}
