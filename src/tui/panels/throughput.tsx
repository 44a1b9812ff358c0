import { memo, type ReactNode } from 'react';
import { formatPercent, formatRate } from '../../config/index.js';
import type { Pace } from '../../events/index.js';
import { drawBar, drawChart, drawSparkline } from '../charts/index.js';
import type { Series } from '../model/index.js';
import { bold, dim, joined, widthOfLine } from '../text/line.js';
import type { Colour, Line } from '../text/span.js';
import { rangeOf, type ChartRange } from '../view.js';
import { TextPanel, type PanelProps } from './panel.js';

export interface ThroughputProps extends PanelProps, ChartRange {
  readonly pace: Pace | null;
  readonly trainedOnPerSecond: Series;
  /** The share of the time that the step waits for data. */
  readonly waiting: Series;
}

/** Above this share of waiting the data is the bottleneck (docs/events.md, `bottleneck`). */
const BOTTLENECK_SHARE = 0.02;

/** How fast the run goes and how much of the time it waits for data. */
export const ThroughputPanel = memo(function ThroughputPanel(props: ThroughputProps): ReactNode {
  const { width, height, theme, pace } = props;
  return <TextPanel name="throughput" width={width} height={height} theme={theme} lines={pace === null ? [[dim('  no step yet')]] : bodyLines(props, pace)} />;
});

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
  const left = height - 5;
  return [
    trainedOn,
    ...(left < 5 ? [sparkline(props, trainedOnPerSecond, 'sky')] : curve(props, left)),
    [...steps, dim(' '), ...bar],
    sparkline(props, waiting, 'orange', highest),
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
