import { memo, type ReactNode } from 'react';
import { formatPercent } from '../../config/index.js';
import { drawChart, drawSparkline, pointAt, trendArrow, valueText, type ChartSeries } from '../charts/index.js';
import { classesOf, type Baseline, type Best, type Model, type Series } from '../model/index.js';
import { bold, coloured, dim, fitLine, widthOfLine } from '../text/line.js';
import type { Colour, Line } from '../text/span.js';
import { rangeOf, type ChartRange, type View } from '../view.js';
import { classesWidth, classLines } from './classes.js';
import { TextPanel, type PanelProps } from './panel.js';
import { nameOfShare } from './share-names.js';

export interface AccuracyProps extends PanelProps, ChartRange, Pick<View, 'cursor'>, Pick<Model, 'accuracy' | 'valLoss' | 'labelledLoss' | 'shares' | 'run' | 'lastEpoch'> {
  readonly best: Best | null;
  readonly baseline: Baseline | null;
  /** Whether the panel has the screen for itself. It then shows the last validation by class, too. */
  readonly enlarged: boolean;
}

const VALIDATION: Colour = 'green';
const LABELLED: Colour = 'sky';
const SHARE_COLOURS: readonly Colour[] = ['purple', 'yellow', 'orange'];
/** The share of the rows for the losses where they have a chart of their own, and the rows that the panel then has at least. */
const LOSS_SHARE = 0.4;
const LOSS_ROWS = 15;
/** The empty columns before the classes. */
const GAP = 3;

/** The accuracy and the loss in validation over the epochs beside those of training, with the best epoch, the baseline and other shares. */
export const AccuracyPanel = memo(function AccuracyPanel(props: AccuracyProps): ReactNode {
  const { width, height, theme, best, enlarged } = props;
  const classes = enlarged ? classesOf(props) : null;
  const epoch = width < 46 ? '' : ` at epoch ${best?.epoch}`;
  const note = best === null ? [] : [dim('best '), bold(formatPercent(best.val.accuracy, 1), 'green'), dim(epoch)];
  const aside = classes === null ? 0 : classesWidth(classes, width);
  if (classes === null || aside === 0) return <TextPanel name="accuracy" note={note} width={width} height={height} theme={theme} lines={bodyLines(props)} />;
  const left = bodyLines({ ...props, width: width - aside - GAP });
  const right = classLines(classes, aside, height - 1, theme.characters);
  const lines = Array.from({ length: height - 1 }, (_, row) => [...fitLine(left[row] ?? [], width - aside), ...(right[row] ?? [])]);
  return <TextPanel name="accuracy" note={note} width={width} height={height} theme={theme} lines={lines} />;
});

function bodyLines(props: AccuracyProps): readonly Line[] {
  const { width, height, accuracy, shares, best, baseline } = props;
  if (accuracy.count === 0) return [[], [dim(width < 46 ? '  no validation yet' : '  the first validation follows the first epoch')]];
  if (accuracy.count === 1) return firstLines(props);
  const rows = height - 1;
  const lossRows = rows >= LOSS_ROWS ? Math.round(rows * LOSS_SHARE) : rows >= 5 ? 1 : 0;
  const chart = draw(props, rows - lossRows, [
    { series: accuracy, name: 'validation', colour: VALIDATION },
    ...shares.map((series, index) => ({ series, name: nameOfShare(series.name), colour: colourOf(series.name, index) })),
  ], {
    unit: 'percent',
    marks: best === null ? [] : [{ x: best.epoch, y: best.val.accuracy, text: 'best' }],
    ...(baseline !== null && { rule: { y: baseline.accuracy, text: baseline.name } }),
  });
  if (lossRows === 0) return chart;
  if (lossRows === 1) return [...chart, lossLine(props)];
  const losses = [{ series: props.valLoss, name: 'validation loss', colour: VALIDATION }, { series: props.labelledLoss, name: 'labelled loss', colour: LABELLED }];
  return [...chart, ...draw(props, lossRows, losses.filter(({ series }) => series.count > 0), {})];
}

/** The accuracy of the training has the colour of its loss. */
const colourOf = (share: string, index: number): Colour => (share === 'training-accuracy' ? LABELLED : (SHARE_COLOURS[index % SHARE_COLOURS.length] ?? 'purple'));

function firstLines({ accuracy, valLoss, shares, baseline }: AccuracyProps): readonly Line[] {
  return [
    [],
    [dim(accuracy.last === 0 ? '  before the first step ' : '  after one epoch '), bold(formatPercent(accuracy.latest, 1), VALIDATION), dim(' of the validation set')],
    valLoss.count === 0 ? [] : [dim(`  validation loss ${valueText(valLoss.latest)}`)],
    baseline === null ? [] : [dim('  '), coloured(baseline.name, 'orange'), dim(` ${formatPercent(baseline.accuracy, 1)}`)],
    ...shares.map((share, index): Line => [dim('  '), coloured(nameOfShare(share.name), colourOf(share.name, index)), dim(` ${formatPercent(share.latest, 1)}`)]),
  ];
}

interface Curve {
  readonly series: Series;
  readonly name: string;
  readonly colour: Colour;
}

function draw({ width, theme, accuracy, cursor, ...range }: AccuracyProps, height: number, curves: readonly Curve[], more: Partial<Parameters<typeof drawChart>[0]>): readonly Line[] {
  const { from, to } = rangeOf(range, accuracy.first, accuracy.last);
  const series = curves.map(({ series, name, colour }): ChartSeries => ({ name, colour, points: series.pointsIn(from, to, width) }));
  return drawChart({ series, width, height, from, to, characters: theme.characters, strokes: theme.colours === 2, x: 'epoch', cursor, ...more });
}

/** The loss in validation in one row: its name, its course from its lowest to its highest value, and where it is. */
function lossLine({ width, theme: { characters }, accuracy, valLoss, cursor, ...range }: AccuracyProps): Line {
  const { from, to } = rangeOf(range, accuracy.first, accuracy.last);
  const name: Line = [coloured(width < 36 ? 'val loss ' : 'validation loss ', VALIDATION)];
  const points = valLoss.pointsIn(from, to, width);
  const shown = cursor === null ? points.at(-1) : pointAt(points, from + cursor * (to - from));
  const value: Line = [bold(` ${valueText(shown?.y)}`, VALIDATION), coloured(cursor === null ? trendArrow(points, characters) : ' ', VALIDATION)];
  const columns = width - widthOfLine(name) - widthOfLine(value);
  const values = valLoss.pointsIn(from, to, columns).map(({ y }) => y);
  // A few epochs take as much room as many.
  const times = Math.max(1, Math.floor(columns / values.length));
  const wide = values.flatMap((value) => Array.from({ length: times }, () => value));
  return [...name, ...drawSparkline({ width: columns, values: wide, low: Math.min(...values), characters, colour: VALIDATION }), ...value];
}
