import { extentOf, stepAxis, valueAxis } from '../chart/index.js';
import { markup, type Markup } from './markup.js';
import { takeEvenly } from './take-evenly.js';

export interface Series {
  readonly name: string;
  /** Pairs of x and y, ascending in x. Points that are not finite are left out. */
  readonly points: readonly (readonly [number, number])[];
  /** Number of the colour and dash in the stylesheet. Series that belong together share it. */
  readonly style: number;
}

export interface ChartOptions {
  readonly title: string;
  /** Label of the x axis. */
  readonly x: string;
  readonly series: readonly Series[];
  /** Format of y: a plain number, or a share of one as a percentage. */
  readonly unit: 'number' | 'percent';
  /** A point to mark, and its label. */
  readonly mark?: { readonly x: number; readonly y: number; readonly text: string };
}

const WIDTH = 640;
const HEIGHT = 300;
const PLOT = { left: 52, right: WIDTH - 16, top: 18, bottom: HEIGHT - 40 };

/** A line of this width cannot show more points. */
const MAX_POINTS = 600;

/** Number of styles in the stylesheet: colours that colour-blind readers can tell apart, and a dash for each. */
const STYLES = 6;

/** Draws curves with axes, a legend and a mark as SVG. The colours come from the page. Pure. */
export function chart(options: ChartOptions): Markup {
  const drawn = options.series.map((series) => ({ ...series, points: drawnPoints(series.points) }));
  const points = drawn.flatMap((series) => series.points);
  if (points.length === 0) return markup`<figure class="chart"><figcaption>${options.title}</figcaption><p class="none">no data yet</p></figure>`;
  const xAxis = stepAxis(...extentOf(points.map(([x]) => x)), 8);
  const yAxis = valueAxis(...extentOf(points.map(([, y]) => y)), 5, options.unit);
  const toX = (x: number) => PLOT.left + xAxis.share(x) * (PLOT.right - PLOT.left);
  const toY = (y: number) => PLOT.bottom - yAxis.share(y) * (PLOT.bottom - PLOT.top);
  return markup`<figure class="chart"><figcaption>${options.title}${legend(drawn)}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${options.title}">
${yAxis.ticks.map(({ value, label }) => markup`<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${px(toY(value))}" y2="${px(toY(value))}"/><text class="tick" x="${PLOT.left - 8}" y="${px(toY(value) + 4)}" text-anchor="end">${label}</text>`)}
${xAxis.ticks.map(({ value, label }) => markup`<text class="tick" x="${px(toX(value))}" y="${PLOT.bottom + 18}" text-anchor="middle">${label}</text>`)}
<text class="tick" x="${PLOT.right}" y="${HEIGHT - 4}" text-anchor="end">${options.x}</text>
${drawn.map((series) => curve(series, toX, toY))}
${options.mark === undefined ? undefined : drawMark(options.mark, toX, toY)}
</svg></figure>`;
}

/** Returns the CSS class of a style. */
export const styleClass = (style: number): string => `style${style % STYLES}`;

/** Rounds a coordinate to a tenth of a pixel. */
export const px = (value: number): string => String(Math.round(value * 10) / 10);

const legend = (all: readonly Series[]): Markup => {
  if (all.length < 2) return markup``;
  const named = all.filter((series, index) => all.findIndex((other) => other.name === series.name) === index);
  return markup`<span class="legend">${named.map(({ name, style }) => markup`<span><svg viewBox="0 0 22 8" class="key"><line class="curve ${styleClass(style)}" x1="1" x2="21" y1="4" y2="4"/></svg>${name}</span>`)}</span>`;
};

function curve({ name, points, style }: Series, toX: (x: number) => number, toY: (y: number) => number): Markup {
  const [only] = points;
  if (only !== undefined && points.length === 1) return markup`<circle class="dot ${styleClass(style)}" cx="${px(toX(only[0]))}" cy="${px(toY(only[1]))}" r="3.5"/>`;
  const line = points.map(([x, y]) => `${px(toX(x))},${px(toY(y))}`).join(' ');
  return markup`<polyline class="curve ${styleClass(style)}" points="${line}"><title>${name}</title></polyline>`;
}

function drawMark(mark: NonNullable<ChartOptions['mark']>, toX: (x: number) => number, toY: (y: number) => number): Markup {
  const x = toX(mark.x);
  const isRight = x > (PLOT.left + PLOT.right) / 2;
  return markup`<line class="mark" x1="${px(x)}" x2="${px(x)}" y1="${PLOT.top}" y2="${PLOT.bottom}"/><circle class="best" cx="${px(x)}" cy="${px(toY(mark.y))}" r="5"/><text class="label" x="${px(x + (isRight ? -10 : 10))}" y="${PLOT.bottom - 10}" text-anchor="${isRight ? 'end' : 'start'}">${mark.text}</text>`;
}

const drawnPoints = (points: Series['points']): Series['points'] => takeEvenly(points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y)), MAX_POINTS);
