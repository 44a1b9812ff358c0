import { memo, type ReactNode } from 'react';
import { drawChart } from '../charts/index.js';
import type { Series } from '../model/index.js';
import { dim } from '../text/line.js';
import type { Colour, Line } from '../text/span.js';
import { rangeOf, type ChartRange, type View } from '../view.js';
import { TextPanel, type PanelProps } from './panel.js';

/** In the order in which a recipe names its losses. Readers who see no red or no green can tell neighbours apart. */
const COLOURS: readonly Colour[] = ['sky', 'orange', 'green', 'purple', 'yellow', 'blue', 'vermillion'];

/** Points of a curve in a column of cells: dots lie two in a cell. */
const POINTS_PER_COLUMN = 2;

export interface LossesProps extends PanelProps, Pick<View, 'smooth'>, ChartRange {
  readonly losses: readonly Series[];
}

/** The losses over the steps. */
export const LossesPanel = memo(function LossesPanel(props: LossesProps): ReactNode {
  const { width, height, theme, smooth } = props;
  const note = [...rangeNote(props), ...(smooth === 0 ? [] : [dim(`smoothed ${smooth}`)])];
  return <TextPanel name="losses" note={note} width={width} height={height} theme={theme} lines={bodyLines(props)} />;
});

function bodyLines({ width, height, theme, losses, smooth, rangeShare, rangeEnd }: LossesProps): readonly Line[] {
  if (losses.length === 0) return [[], [dim('  no step yet')]];
  const { from, to } = rangeOf({ rangeShare, rangeEnd }, Math.min(...losses.map(({ first }) => first)), Math.max(...losses.map(({ last }) => last)));
  if (!(to > from)) return [[], [dim('  the curves begin with the second step')]];
  const series = losses.map((loss, index) => ({
    name: loss.name, points: loss.pointsIn(from, to, width * POINTS_PER_COLUMN), colour: COLOURS[index % COLOURS.length] ?? 'sky',
  }));
  return drawChart({ series, width, height: height - 1, from, to, characters: theme.characters, x: 'step', smooth });
}

/** Says which part of the run the charts show, where that is not all of it. */
function rangeNote({ rangeShare, rangeEnd }: ChartRange): Line {
  if (rangeShare === 1) return [];
  const part = `1/${Math.round(1 / rangeShare)}`;
  return [dim(rangeEnd === null ? `the last ${part} ` : `${part} up to ${Math.round(rangeEnd * 100)} % `)];
}
