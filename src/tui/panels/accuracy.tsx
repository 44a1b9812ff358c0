import { memo, type ReactNode } from 'react';
import { formatPercent } from '../../config/index.js';
import { drawChart } from '../charts/index.js';
import type { Baseline, Best, Series } from '../model/index.js';
import { bold, coloured, dim } from '../text/line.js';
import type { Colour, Line } from '../text/span.js';
import { rangeOf, type ChartRange } from '../view.js';
import { TextPanel, type PanelProps } from './panel.js';

export interface AccuracyProps extends PanelProps, ChartRange {
  readonly accuracy: Series;
  /** The shares that the recipe measures. */
  readonly shares: readonly Series[];
  readonly best: Best | null;
  readonly baseline: Baseline | null;
}

const SHARE_COLOURS: readonly Colour[] = ['sky', 'purple', 'yellow'];

/** The validation accuracy over the epochs, with the best epoch, the baseline and the shares that the recipe measures. */
export const AccuracyPanel = memo(function AccuracyPanel(props: AccuracyProps): ReactNode {
  const { width, height, theme, best } = props;
  const epoch = width < 46 ? '' : ` at epoch ${best?.epoch}`;
  const note = best === null ? [] : [dim('best '), bold(formatPercent(best.val.accuracy, 1), 'green'), dim(epoch)];
  return <TextPanel name="accuracy" note={note} width={width} height={height} theme={theme} lines={bodyLines(props)} />;
});

function bodyLines({ width, height, theme, accuracy, shares, best, baseline, rangeShare, rangeEnd }: AccuracyProps): readonly Line[] {
  if (accuracy.count === 0) return [[], [dim('  the first validation follows the first epoch')]];
  if (accuracy.count === 1) {
    return [
      [],
      [dim(accuracy.last === 0 ? '  before the first step ' : '  after one epoch '), bold(formatPercent(accuracy.latest, 1), 'green'), dim(' of the validation set')],
      baseline === null ? [] : [dim('  '), coloured(baseline.name, 'orange'), dim(` ${formatPercent(baseline.accuracy, 1)}`)],
      ...shares.map((share, index) => [dim('  '), coloured(share.name, SHARE_COLOURS[index % SHARE_COLOURS.length] ?? 'sky'), dim(` ${formatPercent(share.latest, 1)}`)]),
    ];
  }
  const { from, to } = rangeOf({ rangeShare, rangeEnd }, accuracy.first, accuracy.last);
  return drawChart({
    series: [
      { name: 'validation', points: accuracy.pointsIn(from, to, width * 2), colour: 'green' },
      ...shares.map((share, index) => ({ name: share.name, points: share.pointsIn(from, to, width * 2), colour: SHARE_COLOURS[index % SHARE_COLOURS.length] ?? 'sky' })),
    ],
    width, height: height - 1, from, to, characters: theme.characters, x: 'epoch', unit: 'percent',
    marks: best === null ? [] : [{ x: best.epoch, y: best.val.accuracy, text: 'best' }],
    ...(baseline !== null && { rule: { y: baseline.accuracy, text: baseline.name } }),
  });
}
