import { memo, type ReactNode } from 'react';
import { formatPercent, formatRate } from '../../config/index.js';
import type { Pace } from '../../events/index.js';
import { drawBar, drawChart, drawSparkline } from '../charts/index.js';
import type { Series } from '../model/index.js';
import { bold, dim, joined } from '../text/line.js';
import type { Colour, Line } from '../text/span.js';
import { rangeOf, type ChartRange } from '../view.js';
import { TextPanel, type PanelProps } from './panel.js';

export interface ThroughputProps extends PanelProps, ChartRange {
  readonly pace: Pace | null;
  readonly imagesPerSecond: Series;
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
  const { width, height, theme, imagesPerSecond, waiting } = props;
  const isBottleneck = pace.waiting > BOTTLENECK_SHARE;
  const images: Line = [bold(formatRate(pace.imagesPerSecond)), dim(' images/s')];
  const steps: Line = [bold(formatRate(pace.stepsPerSecond)), dim(' steps/s')];
  const rates: Line = [dim('  '), ...joined([images, steps], ' · ', width - 2)];
  const share: Line = [dim('  waiting for data '), bold(formatPercent(pace.waiting, 1), isBottleneck ? 'orange' : undefined)];
  if (height < 6) return [rates, share];
  const bar = drawBar({ width: Math.max(4, Math.min(20, width - 30)), share: pace.waiting, characters: theme.characters, colour: isBottleneck ? 'orange' : 'grey' });
  const highest = Math.max(0.1, ...waiting.pointsIn(waiting.first, waiting.last, width).map(({ high }) => high));
  // The curve of images per second takes the rows that are left.
  const left = height - 5;
  return [
    rates,
    ...(left < 5 ? [sparkline(props, imagesPerSecond, 'sky')] : curve(props, left)),
    [...share, dim(' '), ...bar],
    sparkline(props, waiting, 'orange', highest),
  ];
}

function sparkline({ width, theme, rangeShare, rangeEnd }: ThroughputProps, series: Series, colour: Colour, high?: number): Line {
  const { from, to } = rangeOf({ rangeShare, rangeEnd }, series.first, series.last);
  const columns = width - 4;
  const values = series.pointsIn(from, to, columns).map(({ y }) => y);
  return [dim('  '), ...drawSparkline({ width: columns, values, characters: theme.characters, colour, high })];
}

function curve({ width, theme, imagesPerSecond, rangeShare, rangeEnd }: ThroughputProps, height: number): readonly Line[] {
  const { from, to } = rangeOf({ rangeShare, rangeEnd }, imagesPerSecond.first, imagesPerSecond.last);
  if (!(to > from)) return [[]];
  const points = imagesPerSecond.pointsIn(from, to, width * 2);
  return drawChart({ series: [{ name: imagesPerSecond.name, points, colour: 'sky' }], width, height, from, to, characters: theme.characters, x: 'step' });
}
