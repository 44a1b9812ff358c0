import { memo, type ReactNode } from 'react';
import { formatBytes, formatPercent, formatRate, pluralize } from '../../config/index.js';
import type { EventOf, Pace } from '../../events/index.js';
import { drawBar, drawChart, drawSparkline } from '../charts/index.js';
import type { Series } from '../model/index.js';
import { bold, dim, joined, span, widthOfLine } from '../text/line.js';
import type { Colour, Line } from '../text/span.js';
import { rangeOf, type ChartRange } from '../view.js';
import { TextPanel, type PanelProps } from './panel.js';
import { BOTTLENECK_SHARE } from './pipeline-history.js';

export interface ThroughputProps extends PanelProps, ChartRange {
  readonly pace: Pace | null;
  readonly trainedOnPerSecond: Series;
  /** The share of the time that the step waits for data. */
  readonly waiting: Series;
  /** What the run's process uses of the machine; null where the run does not say. */
  readonly use: Use | null;
}

type Use = NonNullable<EventOf<'pipeline'>['use']>;

/** How fast the run goes and how much of the time it waits for data. */
export const ThroughputPanel = memo(function ThroughputPanel(props: ThroughputProps): ReactNode {
  const { width, height, theme, pace, use } = props;
  // A low panel has no row for it.
  const note = use === null || height >= 6 ? [] : joined([use.gpu?.utilisation === undefined ? [] : [dim('GPU '), span(formatPercent(use.gpu.utilisation, 0))], [dim('CPU '), span(cpuText(use))]], ' · ', width - 18);
  return <TextPanel name="throughput" note={note} width={width} height={height} theme={theme} lines={pace === null ? [[dim('  no step yet')]] : bodyLines(props, pace)} />;
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
  const isBottleneck = pace.waiting > BOTTLENECK_SHARE;
  const trainedOn: Line = [dim('  trained on '), bold(formatRate(pace.trainedOnPerSecond)), dim(' images/s')];
  const waits: Line = [dim('waiting '), bold(formatPercent(pace.waiting, 1), isBottleneck ? 'orange' : undefined)];
  const steps: Line = [dim('  '), ...joined([waits, [bold(formatRate(pace.stepsPerSecond)), dim(' steps/s')]], ' · ', width - 2)];
  if (height < 6) return [trainedOn, steps];
  const bar = drawBar({ width: Math.max(0, Math.min(20, width - widthOfLine(steps) - 2)), share: pace.waiting, characters: theme.characters, colour: isBottleneck ? 'orange' : 'grey' });
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

function sparkline({ width, theme, rangeShare, rangeEnd }: ThroughputProps, series: Series, colour: Colour, high?: number): Line {
  const { from, to } = rangeOf({ rangeShare, rangeEnd }, series.first, series.last);
  const columns = width - 4;
  const values = series.pointsIn(from, to, columns).map(({ y }) => y);
  return [dim('  '), ...drawSparkline({ width: columns, values, characters: theme.characters, colour, high })];
}

function curve({ width, theme, trainedOnPerSecond, rangeShare, rangeEnd }: ThroughputProps, height: number): readonly Line[] {
  const { from, to } = rangeOf({ rangeShare, rangeEnd }, trainedOnPerSecond.first, trainedOnPerSecond.last);
  if (!(to > from)) return [[]];
  const points = trainedOnPerSecond.pointsIn(from, to, width * 2);
  return drawChart({ series: [{ name: trainedOnPerSecond.name, points, colour: 'sky' }], width, height, from, to, characters: theme.characters, x: 'step' });
}
