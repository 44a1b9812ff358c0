import { memo, type ReactNode } from 'react';
import type { Pace } from '../../events/index.js';
import { drawBar, drawChart, drawSparkline, type Line } from '../charts/index.js';
import { bold, coloured, dim, fitLines, joined } from '../line.js';
import type { Series } from '../model/index.js';
import { Rows } from '../rows.js';
import { windowOf } from '../view.js';
import { percent, rate } from '../words.js';
import type { PanelProps } from './panel.js';
import { titleOf } from './title.js';

export interface ThroughputProps extends PanelProps {
  readonly pace: Pace | null;
  readonly imagesPerSecond: Series;
  readonly waiting: Series;
  readonly stretch: number;
  readonly end: number | null;
}

/** Past this share of waiting the step is hungry (docs/events.md, bottleneck). */
const HUNGRY = 0.02;

/** How fast the run goes, and how much of the time it waits for data. */
export const ThroughputPanel = memo(function ThroughputPanel(props: ThroughputProps): ReactNode {
  return <Rows place={props.place} lines={throughputLines(props).map((line) => props.theme.paint(line))} />;
});

export function throughputLines({ place: { width, height }, theme, pace, imagesPerSecond, waiting, stretch, end }: ThroughputProps): readonly Line[] {
  const title = titleOf('throughput', width);
  if (pace === null) return fitLines([title, [dim('  no step yet')]], width, height);
  const hungry = pace.waiting > HUNGRY;
  const images: Line = [bold(rate(pace.imagesPerSecond)), dim(' images/s')];
  const steps: Line = [bold(rate(pace.stepsPerSecond)), dim(' steps/s')];
  const share: Line = [dim('waiting for data '), bold(percent(pace.waiting), hungry ? 'orange' : undefined)];
  if (height < 6) return fitLines([title, [dim('  '), ...joined([images, steps], ' · ', width - 2)], [dim('  '), ...share]], width, height);
  const lines: Line[] = [title, [dim('  '), ...joined([images, steps], ' · ', width - 2)]];
  const spark = (series: Series, colour: 'sky' | 'orange', options: { readonly low?: number; readonly high?: number } = {}): Line => {
    const { from, to } = windowOf({ stretch, end }, series.first, series.last);
    const columns = width - 4;
    return [dim('  '), ...drawSparkline({ width: columns, values: series.sample(from, to, columns).map(({ y }) => y), characters: theme.characters, colour, ...options })];
  };
  // Rows that are left over are given to the curve of images a second.
  const tall = height - 5;
  if (tall < 5) lines.push(spark(imagesPerSecond, 'sky'));
  else lines.push(...curve(imagesPerSecond, { width, height: tall, stretch, end, theme }));
  lines.push([dim('  '), ...share, dim(' '), ...drawBar({ width: Math.max(4, Math.min(20, width - 30)), share: pace.waiting, characters: theme.characters, colour: hungry ? 'orange' : 'grey' })]);
  lines.push(spark(waiting, 'orange', { low: 0, high: Math.max(0.1, ...waiting.sample(waiting.first, waiting.last, width).map(({ high }) => high)) }));
  return fitLines(lines, width, height);
}

function curve(series: Series, { width, height, stretch, end, theme }: { readonly width: number; readonly height: number } & Pick<ThroughputProps, 'stretch' | 'end' | 'theme'>): readonly Line[] {
  const { from, to } = windowOf({ stretch, end }, series.first, series.last);
  if (!(to > from)) return [[coloured('', 'sky')]];
  return drawChart({
    series: [{ name: series.name, points: series.sample(from, to, width * 2), colour: 'sky' }],
    width, height, from, to, characters: theme.characters, x: 'step',
  });
}
