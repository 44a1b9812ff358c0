import { extentOf, stepAxis, valueAxis, type Axis } from '../chart/index.js';
import { formatPercent } from '../config/index.js';
import { drawMarks, px, styleClass } from './curve-style.js';
import { markup, type Markup } from './markup.js';
import { takeEvenly } from './take-evenly.js';

export interface Series {
  readonly name: string;
  /** Pairs of x and y, ascending in x. Points that are not finite are left out. */
  readonly points: readonly (readonly [number, number])[];
  /** Number of the style: see curve-style.ts. Series that belong together share it. */
  readonly style: number;
  /** The range of y around the points: x, low, high. */
  readonly band?: readonly (readonly [number, number, number])[];
  /** Whether every point has a dot: there are few. */
  readonly dots?: boolean;
}

export interface ChartOptions {
  readonly title: string;
  /** Label of the x axis. */
  readonly x: string;
  readonly series: readonly Series[];
  /** Format of y: a plain number, or a share of one as a percentage. */
  readonly unit: 'number' | 'percent';
  /** A point to mark, and what the legend says of it. */
  readonly mark?: { readonly x: number; readonly y: number; readonly text: string };
  /** @default whole numbers from the first x to the last */
  readonly xAxis?: Axis;
}

const WIDTH = 480;
const HEIGHT = 270;
const PLOT = { left: 56, right: WIDTH - 14, top: 16, bottom: HEIGHT - 40 };

/** A line of this width cannot show more points. */
const MAX_POINTS = 600;
/** Places along x whose values can be read by pointing, and marks along a curve. */
const MAX_COLUMNS = 100;
const MARKS = 8;

/** Draws curves with axes, a legend and a mark as SVG. The colours come from the page. Pure. */
export function chart(options: ChartOptions): Markup {
  const drawn = options.series.map((series) => ({ ...series, points: drawnPoints(series.points) })).filter(({ points }) => points.length > 0);
  const points = drawn.flatMap((series) => series.points);
  if (points.length === 0) return markup`<figure class="chart"><figcaption>${options.title}</figcaption><p class="none">no data yet</p></figure>`;
  const xAxis = options.xAxis ?? stepAxis(...extentOf(points.map(([x]) => x)), 7);
  const yAxis = valueAxis(...extentOf([...points.map(([, y]) => y), ...drawn.flatMap(({ band = [] }) => band.flatMap(([, low, high]) => [low, high]))]), 5, options.unit);
  const toX = (x: number) => PLOT.left + xAxis.share(x) * (PLOT.right - PLOT.left);
  const toY = (y: number) => PLOT.bottom - yAxis.share(y) * (PLOT.bottom - PLOT.top);
  return markup`<figure class="chart"><figcaption>${options.title}${legend(drawn, options.mark?.text)}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${inWords(options, drawn)}">
${yAxis.ticks.map(({ value, label }) => markup`<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${px(toY(value))}" y2="${px(toY(value))}"/><text class="tick" x="${PLOT.left - 8}" y="${px(toY(value) + 4)}" text-anchor="end">${label}</text>`)}
${xAxis.ticks.map(({ value, label }) => markup`<text class="tick" x="${px(toX(value))}" y="${PLOT.bottom + 18}" text-anchor="middle">${label}</text>`)}
<text class="tick" x="${PLOT.right}" y="${HEIGHT - 4}" text-anchor="end">${options.x}</text>
${drawn.map((series) => curve(series, toX, toY))}
${options.mark && markup`<line class="mark" x1="${px(toX(options.mark.x))}" x2="${px(toX(options.mark.x))}" y1="${PLOT.top}" y2="${PLOT.bottom}"/><circle class="best" cx="${px(toX(options.mark.x))}" cy="${px(toY(options.mark.y))}" r="5"/>`}
${columns(options, drawn, toX)}
</svg></figure>`;
}

/** Names the curves, where there are several, and the mark. */
function legend(all: readonly Series[], mark: string | undefined): Markup {
  const named = all.filter((series, index) => all.findIndex((other) => other.name === series.name) === index);
  const key = (inside: Markup | readonly Markup[]): Markup => markup`<svg viewBox="0 0 30 10" class="key" aria-hidden="true">${inside}</svg>`;
  const items = [
    ...(named.length < 2 ? [] : named.map(({ name, style }) => markup`<span>${key([markup`<line class="curve ${styleClass(style)}" x1="1" x2="29" y1="5" y2="5"/>`, ...drawMarks(style, [[15, 5]])])}${name}</span>`)),
    ...(mark === undefined ? [] : [markup`<span>${key(markup`<circle class="best" cx="15" cy="5" r="4"/>`)}${mark}</span>`]),
  ];
  return items.length === 0 ? markup`` : markup`<span class="legend">${items}</span>`;
}

function curve({ points, style, band = [], dots = points.length === 1 }: Series, toX: (x: number) => number, toY: (y: number) => number): Markup {
  const at = (x: number, y: number): string => `${px(toX(x))},${px(toY(y))}`;
  const edge = [...band.map(([x, , high]) => at(x, high)), ...band.toReversed().map(([x, low]) => at(x, low))].join(' ');
  const places = takeEvenly(points, MARKS).map(([x, y]) => [toX(x), toY(y)] as const);
  return markup`${band.length === 0 ? undefined : markup`<polygon class="band ${styleClass(style)}" points="${edge}"/>`}
${points.length === 1 ? undefined : markup`<polyline class="curve ${styleClass(style)}" points="${points.map(([x, y]) => at(x, y)).join(' ')}"/>`}
${dots ? points.map(([x, y]) => markup`<circle class="dot ${styleClass(style)}" cx="${px(toX(x))}" cy="${px(toY(y))}" r="3.5"/>`) : undefined}${drawMarks(style, places)}`;
}

/** Returns a column for each x, whose title has the values there: a browser shows it where one points. */
function columns({ x: unit, unit: format }: ChartOptions, drawn: readonly Series[], toX: (x: number) => number): readonly Markup[] {
  const all = takeEvenly([...new Set(drawn.flatMap(({ points }) => points.map(([x]) => x)))].sort((a, b) => a - b), MAX_COLUMNS);
  return all.map((x, index) => {
    const from = index === 0 ? PLOT.left : (toX(x) + toX(all[index - 1] ?? x)) / 2;
    const to = index === all.length - 1 ? PLOT.right : (toX(x) + toX(all[index + 1] ?? x)) / 2;
    const values = drawn.flatMap(({ name, points, band }) => {
      const [near, y] = points.reduce((best, point) => (Math.abs(point[0] - x) < Math.abs(best[0] - x) ? point : best));
      const range = band?.find(([place]) => place === near);
      return toX(near) < from || toX(near) > to ? [] : [`${name} ${valueText(y, format)}${range === undefined ? '' : ` (${valueText(range[1], format)} to ${valueText(range[2], format)})`}`];
    });
    return markup`<g class="column"><rect x="${px(from)}" y="${PLOT.top}" width="${px(to - from)}" height="${PLOT.bottom - PLOT.top}"/><line x1="${px(toX(x))}" x2="${px(toX(x))}" y1="${PLOT.top}" y2="${PLOT.bottom}"/><title>${[unit.startsWith('%') ? `${valueText(x, 'number')} ${unit}` : `${unit} ${valueText(x, 'number')}`, ...values].join('\n')}</title></g>`;
  });
}

/** Returns a chart in a sentence, for people who do not see it. */
const inWords = ({ title, unit }: ChartOptions, drawn: readonly Series[]): string =>
  `${title}. ${drawn.map(({ name, points }) => `${name}: from ${valueText(points[0]?.[1] ?? NaN, unit)} to ${valueText(points.at(-1)?.[1] ?? NaN, unit)}`).join('; ')}.`;

/** Returns a value with four digits, or a share as a percentage. */
export function valueText(value: number, unit: ChartOptions['unit']): string {
  if (unit === 'percent') return formatPercent(value);
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(2) : String(Math.abs(value) >= 1e4 ? Math.round(value) : Number(value.toPrecision(4)));
}

const drawnPoints = (points: Series['points']): Series['points'] => takeEvenly(points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y)), MAX_POINTS);
