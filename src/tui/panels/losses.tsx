import { memo, type ReactNode } from 'react';
import { drawChart, type Scale } from '../charts/index.js';
import type { Series } from '../model/index.js';
import { dim, joined } from '../text/line.js';
import type { Colour, Line } from '../text/span.js';
import { pointsOf, scaleOf, type ChartRange, type View } from '../view.js';
import { TextPanel, type PanelProps } from './panel.js';

/** In the order in which a recipe names its losses. Readers who see no red or no green can tell neighbours apart. */
const COLOURS: readonly Colour[] = ['sky', 'orange', 'green', 'purple', 'yellow', 'blue', 'vermillion'];

export interface LossesProps extends PanelProps, Pick<View, 'smooth' | 'scale' | 'cursor'>, ChartRange {
  readonly losses: readonly Series[];
}

/** The losses over the steps. */
export const LossesPanel = memo(function LossesPanel(props: LossesProps): ReactNode {
  const { width, height, theme, losses } = props;
  // About two points in a cell of the plot, as it has dots. Labels take half of a narrow panel.
  const curves = pointsOf(props, losses, losses.length === 1 || width > 100 ? width * 2 : width);
  const scale = scaleOf(props, curves.points);
  return <TextPanel name="losses" note={noteOf(props, scale)} width={width} height={height} theme={theme} lines={bodyLines(props, scale, curves)} />;
});

function noteOf({ width, losses, smooth, ...range }: LossesProps, scale: Scale): Line {
  if (losses.length === 0) return [];
  const isWide = width >= 40;
  return joined([[dim(isWide ? `${scale} axis` : scale)], rangeNote(range), smooth === 0 ? [] : [dim(`${isWide ? 'smoothed' : 'mean'} ${smooth}`)]], ' · ', width - 16);
}

function bodyLines({ width, height, theme, losses, smooth, cursor }: LossesProps, scale: Scale, { from, to, points }: ReturnType<typeof pointsOf>): readonly Line[] {
  if (losses.length === 0) return [[], [dim('  no step yet')]];
  if (!(to > from)) return [[], [dim('  the curves begin with the second step')]];
  const series = losses.map(({ name }, index) => ({ name, points: points[index] ?? [], colour: COLOURS[index % COLOURS.length] ?? 'sky' }));
  return drawChart({ series, width, height: height - 1, from, to, characters: theme.characters, strokes: theme.colours === 2, x: 'step', scale, smooth, cursor });
}

/** Says which part of the run the charts show, where that is not all of it. */
function rangeNote({ rangeShare, rangeEnd }: ChartRange): Line {
  if (rangeShare === 1) return [];
  const part = `1/${Math.round(1 / rangeShare)}`;
  return [dim(rangeEnd === null ? `the last ${part}` : `${part} up to ${Math.round(rangeEnd * 100)} %`)];
}
