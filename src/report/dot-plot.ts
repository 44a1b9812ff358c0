import { formatPercent } from '../config/index.js';
import { extentOf, valueAxis } from '../chart/index.js';
import { px, styleClass } from './curve-style.js';
import { percentSpread } from './gain.js';
import { markup, type Markup } from './markup.js';

/** The results of one recipe, shares of one. */
export interface DotRow {
  readonly name: string;
  readonly values: readonly number[];
  readonly style: number;
}

const WIDTH = 480;
const ROW_HEIGHT = 58;
const LEFT = 20;
const RIGHT = WIDTH - 24;

/** Draws a row of dots for each recipe, with a stroke at the mean, so that the difference between recipes can be held against that between splits. Pure. */
export function dotPlot(title: string, rows: readonly DotRow[]): Markup {
  const all = rows.flatMap((row) => row.values);
  if (all.length === 0) return markup``;
  const axis = valueAxis(...extentOf(all), 6, 'percent');
  const toX = (value: number) => LEFT + axis.share(value) * (RIGHT - LEFT);
  const height = rows.length * ROW_HEIGHT + 34;
  return markup`<figure class="chart"><figcaption>${title}</figcaption><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}. ${rows.map(inWords).join('; ')}.">
${axis.ticks.map(({ value, label }) => markup`<line class="grid" x1="${px(toX(value))}" x2="${px(toX(value))}" y1="6" y2="${height - 28}"/><text class="tick" x="${px(toX(value))}" y="${height - 10}" text-anchor="middle">${label}</text>`)}
${rows.map((row, index) => drawRow(row, 6 + ROW_HEIGHT * index, toX))}</svg></figure>`;
}

function drawRow({ name, values, style }: DotRow, top: number, toX: (value: number) => number): Markup {
  const x = px(toX(values.reduce((sum, value) => sum + value, 0) / values.length));
  const y = top + 38;
  return markup`<g><title>${inWords({ name, values })}</title><rect class="hover" x="0" y="${top}" width="${WIDTH}" height="${ROW_HEIGHT}"/><text class="label halo" x="${LEFT}" y="${top + 18}">${name}</text>
<line class="mean ${styleClass(style)}" x1="${x}" x2="${x}" y1="${y - 12}" y2="${y + 12}"/>
${values.map((value) => markup`<circle class="dot ${styleClass(style)}" cx="${px(toX(value))}" cy="${y}" r="5"/>`)}</g>`;
}

/** Returns `sgan: 90.00 ± 1.00 % (89.00 %, 90.00 %, 91.00 %)`. */
const inWords = ({ name, values }: Pick<DotRow, 'name' | 'values'>): string =>
  values.length === 1 ? `${name}: ${percentSpread(values)}` : `${name}: ${percentSpread(values)} (${values.map((value) => formatPercent(value)).join(', ')})`;
