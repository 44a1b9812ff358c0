import { memo, type ReactNode } from 'react';
import { formatBytes, formatCount, formatPercent, formatRate, pluralize } from '../../config/index.js';
import type { EventOf, Pace } from '../../events/index.js';
import { drawBar, drawChart, drawSparkline, pointAt } from '../charts/index.js';
import type { Series } from '../model/index.js';
import { bold, dim, joined, span, widthOfLine } from '../text/line.js';
import type { Colour, Line } from '../text/span.js';
import { rangeOf, type ChartRange, type View } from '../view.js';
import { TextPanel, type PanelProps } from './panel.js';
import { BOTTLENECK_SHARE } from './pipeline-history.js';

export interface ThroughputProps extends PanelProps, ChartRange, Pick<View, 'cursor'> {
  readonly pace: Pace | null;
  readonly trainedOnPerSecond: Series;
  /** The share of the time that the step waits for data. */
  readonly waiting: Series;
  /** What the run's process uses of the machine; null where the run does not say. */
  readonly use: Use | null;
}

type Use = Omit<EventOf<'machine-use'>, 'type' | 'v' | 'seq' | 'time'>;

/** How fast the run goes and how much of the time it waits for data. */
export const ThroughputPanel = memo(function ThroughputPanel(props: ThroughputProps): ReactNode {
  const { width, height, theme, pace, use } = props;
  // A low panel has no row for it.
  const note = use === null || height >= 6 ? [] : joined([use.gpu?.utilisation === undefined ? [] : [dim('GPU '), span(formatPercent(use.gpu.utilisation, 0))], [dim('CPU '), span(cpuText(use))]], ' · ', width - 18);
  return <TextPanel name="throughput" note={note} width={width} height={height} theme={theme} lines={pace === null ? [[dim('  no step yet')], ...(height < 6 ? [] : useLines(props))] : bodyLines(props, pace)} />;
});

const cpuText = ({ cpu, cores }: Use): string => formatPercent(Math.min(1, cpu / cores), 0);

/** The processor, the memory and the GPU. */
function useLines({ use, width }: ThroughputProps): readonly Line[] {
  if (use === null) return [];
  const { cores, memory, gpu } = use;
  const process: Line = [dim('  '), ...joined([[dim('CPU '), bold(cpuText(use)), dim(` of ${pluralize(cores, 'core')}`)], [bold(formatBytes(memory))]], ' · ', width - 2)];
  if (gpu === undefined) return [process];
  const { utilisation } = gpu;
  return [process, [dim('  '), ...joined([
    utilisation === undefined ? [dim('GPU')] : [dim('GPU '), bold(formatPercent(utilisation, 0))], [bold(formatBytes(gpu.memory)), dim(` of ${formatBytes(gpu.memoryTotal)}`)],
  ], ' · ', width - 2)]];
}

function bodyLines(props: ThroughputProps, pace: Pace): readonly Line[] {
  const { width, height, theme, trainedOnPerSecond, waiting } = props;
  const read = readingsOf(props);
  const share = read?.waiting ?? pace.waiting;
  const isBottleneck = share > BOTTLENECK_SHARE;
  const trainedOn: Line = [dim('  '), ...joined([
    [dim('trained on '), bold(formatRate(read?.trainedOnPerSecond ?? pace.trainedOnPerSecond)), dim(' images/s')], read === null ? [] : [dim(`at step ${formatCount(read.step)}`)],
  ], ' ', width - 2)];
  const waits: Line = [dim('waiting '), bold(formatPercent(share, 1), isBottleneck ? 'orange' : undefined)];
  const steps: Line = [dim('  '), ...joined([waits, read === null ? [bold(formatRate(pace.stepsPerSecond)), dim(' steps/s')] : []], ' · ', width - 2)];
  if (height < 6) return [trainedOn, steps];
  const bar = drawBar({ width: Math.max(0, Math.min(20, width - widthOfLine(steps) - 2)), share, characters: theme.characters, colour: isBottleneck ? 'orange' : 'grey' });
  const highest = Math.max(0.1, ...waiting.pointsIn(waiting.first, waiting.last, width).map(({ high }) => high));
  // The curve of the pictures trained on takes the rows that are left.
  const used = useLines(props);
  const left = height - 5 - used.length;
  return [
    trainedOn,
    ...(left < 5 ? [sparkline(props, trainedOnPerSecond, 'sky')] : curve(props, left)),
    [...steps, dim(' '), ...bar],
    sparkline(props, waiting, 'orange', highest),
    ...used,
  ];
}

/** Returns the values at the cursor; null without one. In a long run they are means of several steps. */
function readingsOf({ cursor, width, trainedOnPerSecond, waiting, rangeShare, rangeEnd }: ThroughputProps): { readonly step: number; readonly trainedOnPerSecond: number; readonly waiting: number } | null {
  if (cursor === null) return null;
  const { from, to } = rangeOf({ rangeShare, rangeEnd }, trainedOnPerSecond.first, trainedOnPerSecond.last);
  const [rate, share] = [trainedOnPerSecond, waiting].map((series) => pointAt(series.pointsIn(from, to, width * 2), from + cursor * (to - from)));
  return rate === undefined || share === undefined ? null : { step: Math.round(rate.x), trainedOnPerSecond: rate.y, waiting: share.y };
}

function sparkline({ width, theme, rangeShare, rangeEnd }: ThroughputProps, series: Series, colour: Colour, high?: number): Line {
  const { from, to } = rangeOf({ rangeShare, rangeEnd }, series.first, series.last);
  const columns = width - 4;
  const values = series.pointsIn(from, to, columns).map(({ y }) => y);
  return [dim('  '), ...drawSparkline({ width: columns, values, characters: theme.characters, colour, high })];
}

function curve({ width, theme, trainedOnPerSecond, cursor, rangeShare, rangeEnd }: ThroughputProps, height: number): readonly Line[] {
  const { from, to } = rangeOf({ rangeShare, rangeEnd }, trainedOnPerSecond.first, trainedOnPerSecond.last);
  if (!(to > from)) return [[]];
  const points = trainedOnPerSecond.pointsIn(from, to, width * 2);
  return drawChart({ series: [{ name: trainedOnPerSecond.name, points, colour: 'sky' }], width, height, from, to, characters: theme.characters, x: 'step', cursor });
}
