import { memo, type ReactNode } from 'react';
import { drawChart, type Colour, type Line } from '../charts/index.js';
import { dim, fitLines } from '../line.js';
import type { Series } from '../model/index.js';
import { Rows } from '../rows.js';
import { windowOf, type View } from '../view.js';
import type { PanelProps } from './panel.js';
import { titleOf } from './title.js';

/** In the order in which a recipe names its losses: told apart by people who see no red or no green. */
const COLOURS: readonly Colour[] = ['sky', 'orange', 'green', 'purple', 'yellow', 'blue', 'vermillion'];

/** Points for each column of the chart: dots lie two in a cell. */
const PER_COLUMN = 2;

export interface LossesProps extends PanelProps {
  readonly losses: readonly Series[];
  readonly smooth: number;
  readonly stretch: number;
  readonly end: number | null;
}

/** The losses, step by step. */
export const LossesPanel = memo(function LossesPanel(props: LossesProps): ReactNode {
  return <Rows place={props.place} lines={lossesLines(props).map((line) => props.theme.paint(line))} />;
});

export function lossesLines({ place: { width, height }, theme, losses, smooth, stretch, end }: LossesProps): readonly Line[] {
  const first = Math.min(...losses.map((series) => series.first));
  const last = Math.max(...losses.map((series) => series.last));
  const { from, to } = windowOf({ stretch, end }, first, last);
  const sideNote: Line = [rangeNote({ stretch, end }), ...(smooth === 0 ? [] : [dim(`smoothed ${smooth}`)])].flat();
  const title = titleOf('losses', width, sideNote);
  if (losses.length === 0 || !(to > from)) return fitLines([title, [], [dim(losses.length === 0 ? '  no step yet' : '  the second step will begin the curves')]], width, height);
  const chart = drawChart({
    series: losses.map((series, index) => ({
      name: series.name,
      points: series.sample(from, to, width * PER_COLUMN),
      colour: COLOURS[index % COLOURS.length] ?? 'sky',
    })),
    width,
    height: height - 1,
    from,
    to,
    characters: theme.characters,
    x: 'step',
    smooth,
  });
  return fitLines([title, ...chart], width, height);
}

/** What of the run a chart shows, where that is not all of it. */
export function rangeNote({ stretch, end }: Pick<View, 'stretch' | 'end'>): Line {
  if (stretch === 1) return [];
  return [dim(end === null ? `the last 1/${Math.round(1 / stretch)} ` : `1/${Math.round(1 / stretch)}, up to ${Math.round(end * 100)} % `)];
}
