import { stepAxis, valueAxis } from '../chart/index.js';
import { thinned } from './thinned.js';
import { markup, type Markup } from './markup.js';

export interface Series {
  readonly name: string;
  /** x, y; ascending in x. Points that are not finite are left out. */
  readonly points: readonly (readonly [number, number])[];
  /** Which of the palette's colours and dashes; equal for series that belong together. */
  readonly look: number;
}

export interface ChartOptions {
  readonly title: string;
  /** What x counts. */
  readonly x: string;
  readonly series: readonly Series[];
  /** How y is written: as it is, or a share of one as a percentage. */
  readonly unit: 'number' | 'percent';
  /** A point to point out, with its words. */
  readonly mark?: { readonly x: number; readonly y: number; readonly text: string };
}

const WIDTH = 640;
const HEIGHT = 300;
const PLOT = { left: 52, right: WIDTH - 16, top: 18, bottom: HEIGHT - 40 };

/** More points than this a line of that width does not show. */
const MOST_POINTS = 600;

/** Looks in the style sheet: colours that colour-blind readers tell apart, and dashes for those who see none. */
export const LOOKS = 6;

/** Curves with axes, a legend and a mark, as SVG that takes its colours from the page. Pure. */
export function chart(options: ChartOptions): Markup {
  const scaled = options.series.map((series) => ({ ...series, points: shown(series.points) }));
  const points = scaled.flatMap((series) => series.points);
  if (points.length === 0) return markup`<figure class="chart"><figcaption>${options.title}</figcaption><p class="none">nothing yet</p></figure>`;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const xAxis = stepAxis(Math.min(...xs), Math.max(...xs), 8);
  const yAxis = valueAxis(Math.min(...ys), Math.max(...ys), 5, options.unit);
  const toX = (x: number) => PLOT.left + xAxis.share(x) * (PLOT.right - PLOT.left);
  const toY = (y: number) => PLOT.bottom - yAxis.share(y) * (PLOT.bottom - PLOT.top);
  return markup`<figure class="chart"><figcaption>${options.title}${legend(scaled)}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${options.title}">
${yAxis.ticks.map(({ value, label }) => markup`<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${at(toY(value))}" y2="${at(toY(value))}"/><text class="tick" x="${PLOT.left - 8}" y="${at(toY(value) + 4)}" text-anchor="end">${label}</text>`)}
${xAxis.ticks.map(({ value, label }) => markup`<text class="tick" x="${at(toX(value))}" y="${PLOT.bottom + 18}" text-anchor="middle">${label}</text>`)}
<text class="tick" x="${PLOT.right}" y="${HEIGHT - 4}" text-anchor="end">${options.x}</text>
${scaled.map((series) => curve(series, toX, toY))}
${options.mark === undefined ? undefined : pointOut(options.mark, toX, toY)}
</svg></figure>`;
}

const legend = (all: readonly Series[]): Markup => {
  const named = all.filter((series, index) => all.findIndex((other) => other.name === series.name) === index);
  return named.length < 2 && all.length < 2
    ? markup``
    : markup`<span class="legend">${named.map((series) => markup`<span><svg viewBox="0 0 22 8" class="key"><line class="curve look${series.look % LOOKS}" x1="1" x2="21" y1="4" y2="4"/></svg>${series.name}</span>`)}</span>`;
};

function curve(series: Series, toX: (x: number) => number, toY: (y: number) => number): Markup {
  const look = `look${series.look % LOOKS}`;
  const [only] = series.points;
  if (only !== undefined && series.points.length === 1) return markup`<circle class="dot ${look}" cx="${at(toX(only[0]))}" cy="${at(toY(only[1]))}" r="3.5"/>`;
  const line = series.points.map(([x, y]) => `${at(toX(x))},${at(toY(y))}`).join(' ');
  return markup`<polyline class="curve ${look}" points="${line}"><title>${series.name}</title></polyline>`;
}

function pointOut(mark: NonNullable<ChartOptions['mark']>, toX: (x: number) => number, toY: (y: number) => number): Markup {
  const x = toX(mark.x);
  const y = toY(mark.y);
  const left = x > (PLOT.left + PLOT.right) / 2;
  return markup`<line class="mark" x1="${at(x)}" x2="${at(x)}" y1="${PLOT.top}" y2="${PLOT.bottom}"/><circle class="best" cx="${at(x)}" cy="${at(y)}" r="5"/><text class="label" x="${at(x + (left ? -10 : 10))}" y="${PLOT.bottom - 10}" text-anchor="${left ? 'end' : 'start'}">${mark.text}</text>`;
}

const shown = (points: Series['points']): Series['points'] => thinned(points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y)), MOST_POINTS);

/** A coordinate, to a tenth of a pixel. */
const at = (value: number): string => String(Math.round(value * 10) / 10);
