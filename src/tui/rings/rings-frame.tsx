import { Box, useInput } from 'ink';
import { useCallback, useMemo, type ReactNode } from 'react';
import { formatClock, pluralize } from '../../config/index.js';
import type { RingsEvent, RingsLearner } from '../../events/index.js';
import { namesOf } from '../keys/key-names.js';
import { Lines, PaintedLines } from '../screen/lines.js';
import { atBothEnds, bold, coloured, dim, joined, span, widthOfLine } from '../text/line.js';
import type { Line } from '../text/span.js';
import type { Theme } from '../text/theme.js';
import { drawPoints, markSpan } from './draw-points.js';

/** Rows around the pictures: the header, the titles, the legend, the keys, and the last row, which stays empty. */
const OTHER_ROWS = 5;
const GAP = 2;
/** Rows of the smallest picture worth having. */
const LEAST = 8;

export interface RingsFrameProps {
  /** Null before the first event. */
  readonly event: RingsEvent | null;
  readonly columns: number;
  readonly rows: number;
  readonly theme: Theme;
  readonly onKey: (key: string) => void;
}

/** The screen of the demo of two circles: the good generator at the left, the complement generator at the right. */
export function RingsFrame({ event, columns, rows, theme, onKey }: RingsFrameProps): ReactNode {
  useInput(useCallback((input, key) => namesOf(input, key).forEach(onKey), [onKey]));
  const height = Math.min(rows - OTHER_ROWS, Math.floor((columns - GAP) / 4));
  const width = height < LEAST ? columns : 4 * height + GAP;
  const line = (content: Line): ReactNode => <Lines width={width} height={1} theme={theme} lines={[content]} />;
  if (event === null) return line([dim('training begins')]);
  if (height < LEAST) return line(progressLine(event));
  return (
    <Box flexDirection="column" width={width} flexShrink={0}>
      {line(atBothEnds([bold('whisker', 'orange'), span(`  ${countsOf(event)}`)], progressLine(event), width))}
      <Box columnGap={GAP} width={width} flexShrink={0}>
        {pairOf(event).map((learner) => <PointsPanel key={learner.name} event={event} learner={learner} height={height} theme={theme} />)}
      </Box>
      {line(legendOf(event, theme, width))}
      {line([span(' '), bold('q'), dim(' quit')])}
    </Box>
  );
}

function PointsPanel({ event, learner, height, theme }: { readonly event: RingsEvent; readonly learner: RingsLearner; readonly height: number; readonly theme: Theme }): ReactNode {
  const lines = useMemo(() => drawPoints(event, learner, height, theme), [event, learner, height, theme]);
  return (
    <Box flexDirection="column" width={2 * height} flexShrink={0}>
      <Lines width={2 * height} height={1} theme={theme} lines={[titleOf(learner, 2 * height)]} />
      <PaintedLines width={2 * height} height={height} lines={lines} />
    </Box>
  );
}

/** Returns the learners with a generator. */
export const pairOf = ({ learners }: RingsEvent): readonly RingsLearner[] => learners.filter(({ name }) => name !== 'labels only');

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const countsOf = ({ labelled, unlabelled }: RingsEvent): string => `${pluralize(labelled.classes.length, 'label')}, ${pluralize(unlabelled.length / 2, 'unlabelled point')}`;
const progressLine = ({ step, steps, seconds }: RingsEvent): Line => [span(`step ${step}/${steps}`), dim(` · ${formatClock(seconds)}`)];

/** Returns the title of a picture: the generator, and the accuracy of the classifier beside it. */
export function titleOf({ name, accuracy }: RingsLearner, width: number): Line {
  if (width < 32) return atBothEnds([dim('─ '), bold(name)], [span(percent(accuracy))], width);
  const left: Line = [dim('─ '), bold(width < 44 ? name : `${name} generator`), span(' ')];
  const right: Line = [span(` accuracy ${percent(accuracy)}`), dim(' ─')];
  return [...left, dim('─'.repeat(Math.max(0, width - widthOfLine(left) - widthOfLine(right)))), ...right];
}

/** Returns what the marks mean, and the accuracy without a generator. */
export function legendOf({ learners }: RingsEvent, theme: Theme, width: number): Line {
  const baseline = learners.find(({ name }) => name === 'labels only');
  return [span(' '), ...joined([
    [markSpan('inner', theme), span(' '), markSpan('outer', theme), dim(' label')],
    [markSpan('unlabelled', theme), dim(' unlabelled')],
    [markSpan('generated', theme), dim(' generated')],
    [markSpan('boundary', theme), dim(' boundary')],
    baseline === undefined ? [] : [dim('labels only '), span(percent(baseline.accuracy))],
    theme.colours < 256 ? [] : [coloured('shaded', 'grey'), dim(': D says real')],
  ], '  ', width - 1)];
}
