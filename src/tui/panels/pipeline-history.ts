import { formatCount, formatPercent, formatRate } from '../../config/index.js';
import { drawChart, drawSparkline, pointAt } from '../charts/index.js';
import { GAP } from '../layout.js';
import type { PipelineHistory, Series } from '../model/index.js';
import { bold, cell, dim, fitLines, span } from '../text/line.js';
import type { Colour, Line } from '../text/span.js';
import { pointsOf, rangeOf, type ChartRange, type View } from '../view.js';
import type { PanelProps } from './panel.js';

export interface HistoryProps extends PanelProps, ChartRange, Pick<View, 'cursor'> {
  readonly history: PipelineHistory;
}

/** Above this share of waiting, the data is the bottleneck (docs/events.md, `bottleneck`). */
export const BOTTLENECK_SHARE = 0.02;
/** The fewest rows of a chart; below, a row has a sparkline. */
const CHART_ROWS = 5;

/** A chart of one or two series. */
interface Plot {
  readonly series: readonly (readonly [Series, Colour])[];
  readonly unit: 'number' | 'percent';
  readonly value: (latest: number) => string;
  readonly rule?: { readonly y: number; readonly text: string };
}

/** Returns the pipeline over the seconds of the run, in at most `height` rows: four charts, or four sparklines where there is no room. Pure. */
export function historyLines(props: HistoryProps): readonly Line[] {
  const { history, width, height } = props;
  if (!(history.read.last > history.read.first)) return [[dim('  the charts begin with the second report, a second later')]];
  const plots: readonly Plot[] = [
    { series: [[history.concurrency, 'sky'], [history.decoding, 'orange'], [history.workers, 'grey']], unit: 'number', value: whole },
    { series: [[history.prefetch, 'sky'], [history.buffersTaken, 'green']], unit: 'number', value: whole },
    { series: [[history.waiting, 'orange']], unit: 'percent', value: (latest) => formatPercent(latest, 1), rule: { y: BOTTLENECK_SHARE, text: 'bottleneck above' } },
    { series: [[history.read, 'purple']], unit: 'number', value: formatRate },
  ];
  const rows = Math.floor(height / 2);
  if (rows < CHART_ROWS) return [...plots.map((plot) => sparkline(props, plot)), atCursor(props)];
  const column = Math.floor((width - GAP) / 2);
  const [first, second, third, fourth] = plots.map((plot) => fitLines(chart(props, plot, column, rows), column, rows));
  return [...beside(first, second), ...beside(third, fourth)];
}

/** A value, or a mean of several. */
const whole = (value: number): string => `${Math.round(value * 10) / 10}`;

const beside = (left: readonly Line[] = [], right: readonly Line[] = []): readonly Line[] => left.map((line, row) => [...line, span(' '.repeat(GAP)), ...(right[row] ?? [])]);

function chart(props: HistoryProps, { series, unit, rule }: Plot, width: number, height: number): readonly Line[] {
  const { from, to, points } = pointsOf(props, series.map(([one]) => one), width);
  return drawChart({
    series: series.map(([{ name }, colour], index) => ({ name, colour, points: points[index] ?? [] })),
    width, height, from, to, unit, characters: props.theme.characters, strokes: props.theme.colours === 2, x: 'seconds', cursor: props.cursor, ...(rule && { rule }),
  });
}

/** The second of the run where the cursor is. */
function atCursor({ cursor, history: { read }, ...range }: HistoryProps): Line {
  const { from, to } = rangeOf(range, read.first, read.last);
  return cursor === null ? [] : [dim(`  at second ${formatCount(Math.round(from + cursor * (to - from)))}`)];
}

function sparkline({ width, theme, cursor, rangeShare, rangeEnd }: HistoryProps, { series: [main], value }: Plot): Line {
  if (main === undefined) return [];
  const [series, colour] = main;
  const { from, to } = rangeOf({ rangeShare, rangeEnd }, series.first, series.last);
  const room = width - 28;
  const points = series.pointsIn(from, to, room);
  const values = points.map(({ y }) => y);
  const shown = cursor === null ? series.latest : (pointAt(points, from + cursor * (to - from))?.y ?? series.latest);
  return [...cell(`  ${series.name}`, 16), bold(value(shown).padStart(8)), dim('  '), ...drawSparkline({ width: room, values, characters: theme.characters, colour })];
}
