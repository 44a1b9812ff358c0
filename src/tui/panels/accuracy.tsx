import { memo, type ReactNode } from 'react';
import { drawChart, type Line } from '../charts/index.js';
import { bold, coloured, dim, fitLines } from '../line.js';
import type { Baseline, Best, Series } from '../model/index.js';
import { Rows } from '../rows.js';
import { windowOf } from '../view.js';
import { percent } from '../words.js';
import type { PanelProps } from './panel.js';
import { titleOf } from './title.js';

export interface AccuracyProps extends PanelProps {
  readonly accuracy: Series;
  readonly best: Best | null;
  readonly baseline: Baseline | null;
  readonly stretch: number;
  readonly end: number | null;
}

/** The validation accuracy, epoch by epoch, with the best one marked and the baseline across. */
export const AccuracyPanel = memo(function AccuracyPanel(props: AccuracyProps): ReactNode {
  return <Rows place={props.place} lines={accuracyLines(props).map((line) => props.theme.paint(line))} />;
});

export function accuracyLines({ place: { width, height }, theme, accuracy, best, baseline, stretch, end }: AccuracyProps): readonly Line[] {
  const at = width < 46 ? '' : ` at epoch ${best?.epoch}`;
  const title = titleOf('accuracy', width, best === null ? [] : [dim('best '), bold(percent(best.val.accuracy), 'green'), dim(at)]);
  if (accuracy.count === 0) return fitLines([title, [], [dim('  the first validation comes at the end of the first epoch')]], width, height);
  if (accuracy.count === 1) {
    const only: Line = [dim('  after one epoch '), bold(percent(accuracy.latest), 'green'), dim(' of the validation set')];
    const below: Line = baseline === null ? [] : [dim('  '), coloured(baseline.name, 'orange'), dim(` ${percent(baseline.accuracy)}`)];
    return fitLines([title, [], only, below], width, height);
  }
  const { from, to } = windowOf({ stretch, end }, accuracy.first, accuracy.last);
  const chart = drawChart({
    series: [{ name: 'validation', points: accuracy.sample(from, to, width * 2), colour: 'green' }],
    width,
    height: height - 1,
    from,
    to,
    characters: theme.characters,
    x: 'epoch',
    unit: 'percent',
    marks: best === null ? [] : [{ x: best.epoch, y: best.val.accuracy, text: 'best' }],
    ...(baseline !== null && { rule: { y: baseline.accuracy, text: baseline.name } }),
  });
  return fitLines([title, ...chart], width, height);
}
