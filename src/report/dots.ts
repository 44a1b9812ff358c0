import { valueAxis } from '../chart/index.js';
import { LOOKS } from './chart.js';
import { markup, type Markup } from './markup.js';

/** One recipe's results over the label splits, shares of one. */
export interface Row {
  readonly name: string;
  readonly values: readonly number[];
  readonly look: number;
}

const WIDTH = 640;
const ROW = 44;
const LEFT = 130;
const RIGHT = WIDTH - 24;

/** A dot a run on one line a recipe, and a stroke at the mean: how much recipes differ beside how much splits do. Pure. */
export function dots(title: string, rows: readonly Row[]): Markup {
  const all = rows.flatMap((row) => row.values);
  if (all.length === 0) return markup``;
  const axis = valueAxis(Math.min(...all), Math.max(...all), 6, 'percent');
  const toX = (value: number) => LEFT + axis.share(value) * (RIGHT - LEFT);
  const height = rows.length * ROW + 34;
  return markup`<figure class="chart"><figcaption>${title}</figcaption><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}">
${axis.ticks.map(({ value, label }) => markup`<line class="grid" x1="${at(toX(value))}" x2="${at(toX(value))}" y1="6" y2="${height - 28}"/><text class="tick" x="${at(toX(value))}" y="${height - 10}" text-anchor="middle">${label}</text>`)}
${rows.map((row, index) => line(row, 6 + ROW * (index + 0.5), toX))}</svg></figure>`;
}

function line(row: Row, y: number, toX: (value: number) => number): Markup {
  const look = `look${row.look % LOOKS}`;
  const mean = row.values.reduce((sum, value) => sum + value, 0) / row.values.length;
  const x = at(toX(mean));
  return markup`<text class="label" x="${LEFT - 14}" y="${y + 4}" text-anchor="end">${row.name}</text>
<line class="mean ${look}" x1="${x}" x2="${x}" y1="${y - 13}" y2="${y + 13}"><title>mean ${(mean * 100).toFixed(2)} %</title></line>
${row.values.map((value) => markup`<circle class="dot ${look}" cx="${at(toX(value))}" cy="${y}" r="5"><title>${(value * 100).toFixed(2)} %</title></circle>`)}`;
}

const at = (value: number): string => String(Math.round(value * 10) / 10);
