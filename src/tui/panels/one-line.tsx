import type { ReactNode } from 'react';
import { formatClock, formatPercent } from '../../config/index.js';
import { bestOf, progressOf } from '../model/index.js';
import { SMALLEST } from '../layout.js';
import { Lines } from '../screen/lines.js';
import { noticeRows } from '../notice.js';
import { isOver } from '../run-state.js';
import { cut } from '../text/cells.js';
import { bold, dim, joined, span, widthOfLine } from '../text/line.js';
import type { Line } from '../text/span.js';
import { evaluatingLine, stateLine, type HeaderProps } from './header.js';

export interface OneLineProps extends Omit<HeaderProps, 'sideNote'> {
  /** Whether the dashboard asks if the run should end. */
  readonly asking: boolean;
  /** The answer to the last key; empty after some seconds. */
  readonly statusMessage: string;
}

/** The question of `q`, from long to short. It is always shown, because the next key may end the run. */
const QUESTIONS: readonly Line[] = [
  [bold('End the run after this step, with a checkpoint?', 'orange'), bold(' y'), dim(' end it '), bold(' n'), dim(' continue')],
  [bold('End the run?', 'orange'), bold(' y'), dim(' end it '), bold(' n'), dim(' continue')],
  [bold('End the run? y n', 'orange')],
  [bold('End? y n', 'orange')],
  [bold('y/n?', 'orange')],
];

/**
 * The most important line, for a terminal too small for panels: the question of `q`, else the status message, else the notice, else
 * the progress. A notice with a long command takes more lines, the command first.
 */
export function OneLine(props: OneLineProps): ReactNode {
  const lines = linesOf(props).slice(0, props.height);
  return <Lines width={props.width} height={lines.length} theme={props.theme} lines={lines} />;
}

/** The size that panels need. It stands below the progress where there is a second row, else at its end. */
const NEEDED = `panels need ${SMALLEST.columns}x${SMALLEST.rows}`;

function linesOf(props: OneLineProps): readonly Line[] {
  const { width, notice, asking, statusMessage } = props;
  if (asking) return [QUESTIONS.find((question) => widthOfLine(question) <= width) ?? QUESTIONS.at(-1) ?? []];
  if (statusMessage !== '') return [[{ text: statusMessage, colour: 'yellow' }]];
  const [first, ...command] = noticeRows(notice, width);
  return first === undefined ? [progressLine(props), [dim(cut(NEEDED, width))]] : [...command, first].map((row) => [bold(row, 'orange')]);
}

function progressLine(props: OneLineProps): Line {
  const { model, pace, width, state } = props;
  const { epoch, epochs, share } = progressOf(model);
  const best = bestOf(model);
  const parts: readonly Line[] = [
    stateLine(props).map((part, at, all) => (at === all.length - 1 ? { ...part, text: part.text.trimEnd() } : part)),
    epoch === 0 ? [dim('no step yet')] : [span(`epoch ${epoch}${epochs === null ? '' : `/${epochs}`}`)],
    props.height > 1 ? [] : [dim(NEEDED)],
    model.evaluating === null ? [] : evaluatingLine(model.evaluating, true),
    share === null ? [] : [span(formatPercent(share, 1))],
    pace?.secondsLeft === undefined || isOver(state) ? [] : [span(`${formatClock(pace.secondsLeft)} left`)],
    pace === null || isOver(state) ? [] : [dim(`after ${formatClock(model.seconds)}`)],
    model.end?.test === undefined ? [] : [span(`test ${formatPercent(model.end.test.accuracy, 1)}`)],
    best === null ? [] : [span(`best ${formatPercent(best.val.accuracy, 1)}`)],
  ];
  return joined(parts, ' · ', width);
}
