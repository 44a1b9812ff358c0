import { formatPercent } from '../config/index.js';
import { extentOf, valueAxis } from '../chart/index.js';
import { px, styleClass } from './chart.js';
import { markup, type Markup } from './markup.js';

/** The results of one recipe, shares of one. */
export interface DotRow {
  readonly name: string;
  readonly values: readonly number[];
  readonly style: number;
}

const WIDTH = 640;
const ROW_HEIGHT = 44;
const LEFT = 130;
const RIGHT = WIDTH - 24;

/** Draws a row of dots for each recipe, with a stroke at the mean, so that the difference between recipes can be held against that between splits. Pure. */
export function dotPlot(title: string, rows: readonly DotRow[]): Markup {
  const all = rows.flatMap((row) => row.values);
  if (all.length === 0) return markup``;
  const axis = valueAxis(...extentOf(all), 6, 'percent');
  const toX = (value: number) => LEFT + axis.share(value) * (RIGHT - LEFT);
  const height = rows.length * ROW_HEIGHT + 34;
  return markup`<figure class="chart"><figcaption>${title}</figcaption><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}">
${axis.ticks.map(({ value, label }) => markup`<line class="grid" x1="${px(toX(value))}" x2="${px(toX(value))}" y1="6" y2="${height - 28}"/><text class="tick" x="${px(toX(value))}" y="${height - 10}" text-anchor="middle">${label}</text>`)}
${rows.map((row, index) => drawRow(row, 6 + ROW_HEIGHT * (index + 0.5), toX))}</svg></figure>`;
}

function drawRow({ name, values, style }: DotRow, y: number, toX: (value: number) => number): Markup {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = px(toX(mean));
  return markup`<text class="label" x="${LEFT - 14}" y="${y + 4}" text-anchor="end">${name}</text>
<line class="mean ${styleClass(style)}" x1="${x}" x2="${x}" y1="${y - 13}" y2="${y + 13}"><title>mean ${formatPercent(mean)}</title></line>
${values.map((value) => markup`<circle class="dot ${styleClass(style)}" cx="${px(toX(value))}" cy="${y}" r="5"><title>${formatPercent(value)}</title></circle>`)}`;
}
