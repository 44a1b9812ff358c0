import { memo, type ReactNode } from 'react';
import { formatBytes, formatClock, formatCount, formatPercent, pluralize } from '../../config/index.js';
import type { EventOf, StatusNotice, Pace, PlayerState } from '../../events/index.js';
import { drawBar } from '../charts/index.js';
import { bestOf, progressOf, type Model } from '../model/index.js';
import { Lines } from '../screen/lines.js';
import { noticeRows } from '../notice.js';
import { barColours, isOver, looks, type RunState } from '../run-state.js';
import { cut, plain } from '../text/cells.js';
import { atBothEnds, bold, dim, joined, span, widthOfLine } from '../text/line.js';
import type { Line } from '../text/span.js';
import type { PanelProps } from './panel.js';

/** Cells of the shortest progress bar. */
const SHORTEST_BAR = 4;

export interface HeaderProps extends PanelProps {
  readonly model: Model;
  readonly pace: Pace | null;
  readonly player: PlayerState | null;
  readonly frozen: boolean;
  readonly state: RunState;
  /** A warning or the status of the run. */
  readonly notice: StatusNotice;
  readonly sideNote: string;
}

/** The run, its progress, and the facts about it or what a person has to know now. */
export const Header = memo(function Header(props: HeaderProps): ReactNode {
  const { width, height, theme, model, notice, sideNote } = props;
  const state = stateLine(props);
  const notices = noticeRows(notice, width - 1).map((row): Line => [bold(` ${row}`, 'orange')]);
  const lines = [
    atBothEnds(runLine(model, width - widthOfLine(state) - 2), state, width),
    ...(notices.length + 2 > height ? [] : [progressLine(props)]),
    ...(notices.length > 0 ? notices : [sideNote !== '' ? [span(` ${plain(sideNote)}`)] : factsLine(props)]),
  ];
  return <Lines width={width} height={height} theme={theme} lines={lines} />;
});

function runLine({ run, epoch }: Model, width: number): Line {
  if (run === null) return [bold(' whisker', 'sky'), dim(epoch === 0 ? '  waiting for the run to begin' : '  the log lacks the beginning of the run')];
  const parts: Line[] = [[bold(run.recipe)], [span(`${run.model} at ${run.size} px`)], [dim(plain(run.engine))], [dim(plain(run.run))]];
  return [bold(' whisker', 'sky'), span('  '), ...joined(parts, ' · ', width - 10)];
}

/** Whether the run goes on, how it ended, or where a replay is. Ends with a blank. */
export function stateLine({ state, player, frozen }: Pick<HeaderProps, 'state' | 'player' | 'frozen'>): Line {
  // A run that has failed or died says so on a frozen screen and in a replay, too.
  if (frozen) return [bold('frozen ', 'sky'), ...looks[state]];
  if (player === null) return looks[state];
  const time = `${formatClock(player.at / 1000)} of ${formatClock(player.length / 1000)}`;
  return [bold(player.paused ? 'paused ' : player.speed === 'max' ? 'replay ' : `replay ×${player.speed} `, 'sky'), dim(`${time} `), ...(isOver(state) ? looks[state] : [])];
}

function progressLine({ width, theme, model, pace, state }: HeaderProps): Line {
  const { epoch, share } = progressOf(model);
  if (epoch === 0 && !isOver(state)) return setUpLine(model, width);
  const lefts = epochLines(model, isOver(state) ? 0 : width);
  const rights = (['all', 'no best', 'times'] as const).map((parts) => timesLine(model, pace, isOver(state), width, parts));
  const pairs = lefts.flatMap((left) => rights.map((right) => ({ left, right })));
  const { left, right } = pairs.find((pair) => widthOfLine(pair.left) + widthOfLine(pair.right) + 2 + SHORTEST_BAR <= width) ?? pairs.at(-1) ?? { left: [], right: [] };
  const room = width - widthOfLine(left) - widthOfLine(right) - 2;
  return [...left, ...drawBar({ width: Math.max(SHORTEST_BAR, room), share: share ?? 0, characters: theme.characters, colour: barColours[state] }), ...right];
}

/** What the run does before its first step, and for how long. */
function setUpLine(model: Model, width: number): Line {
  const { run, pipeline, evaluating, messages, seconds } = model;
  const elapsed = seconds < 0.5 ? [] : [dim(`after ${formatClock(seconds)}`)];
  const note = messages.findLast(({ level }) => level === 'info')?.text;
  if (evaluating !== null && evaluating.done < evaluating.total) return [span(' '), ...joined([evaluatingLine(evaluating, false), [bold(formatClock(evaluating.secondsLeft)), dim(' left')], elapsed], ' · ', width - 1)];
  const doing = run === null ? plain(note ?? 'reading labelled pictures, loading the engine')
    : pipeline === null ? 'waiting for the first step'
    : pipeline.delivered === 0 ? `reading the first batch: ${pluralize(pipeline.decoded + pipeline.fromCache, 'image')} read`
    : `computing the first step; ${pluralize(pipeline.delivered, 'batch', 'batches')} read`;
  return [span(' '), ...joined([[dim(cut(doing, width - 14))], elapsed], ' · ', width - 1)];
}

/** The epoch with its step or its evaluation, from long to short. */
function epochLines(model: Model, width: number): readonly Line[] {
  const { epoch, epochs, stepInEpoch, stepsPerEpoch } = progressOf(model);
  const { evaluating } = model;
  const withDetail = (detail: Line): Line => [dim(' epoch '), bold(formatCount(epoch)), dim(epochs === null ? '' : `/${formatCount(epochs)}`), ...detail, span('  ')];
  if (evaluating !== null) return [false, true].map((isShort) => withDetail([span('  '), ...evaluatingLine(evaluating, isShort)]));
  if (stepsPerEpoch === null || stepsPerEpoch === 1 || width < 80) return [withDetail([])];
  return [withDetail([dim('  step '), bold(formatCount(stepInEpoch ?? 0)), dim(`/${formatCount(stepsPerEpoch)}`)])];
}

function timesLine(model: Model, pace: Pace | null, over: boolean, width: number, parts: 'all' | 'no best' | 'times'): Line {
  const { share } = progressOf(model);
  const best = bestOf(model);
  return [span(' '), ...joined([
    share === null || parts === 'times' ? [] : [bold(formatPercent(share, 1))],
    over || pace?.secondsLeft === undefined ? [] : [bold(formatClock(pace.secondsLeft)), dim(' left')],
    [dim(over ? `${formatClock(model.seconds)} in all` : `after ${formatClock(model.seconds)}`)],
    model.end?.test === undefined ? [] : [dim('test '), bold(formatPercent(model.end.test.accuracy, 1), 'green')],
    best === null || parts !== 'all' ? [] : [dim('best '), bold(formatPercent(best.val.accuracy, 1), 'green'), dim(width < 100 ? '' : ` at epoch ${best.epoch}`)],
  ], ' · ', width)];
}

/** Returns `validating 1,200 of 4,000`, or in short `validating 30.0 %`. Other labelled and unlabelled pictures are read for their features. */
export function evaluatingLine({ set, pass, done, total }: EventOf<'evaluating'>, isShort: boolean): Line {
  const doing = dim(pass === 'decode' ? 'decoding labelled ' : set === 'validation' ? 'validating ' : set === 'test' ? 'testing ' : `features of ${set} `);
  return isShort ? [doing, bold(formatPercent(done / Math.max(1, total), 1))] : [doing, bold(formatCount(done)), dim(` of ${formatCount(total)}`)];
}

function factsLine({ model: { run, checkpoint, memory }, state, width }: HeaderProps): Line {
  if (run === null) return [];
  const { counts, parameters, classes } = run;
  const names = classes.length <= 4 ? classes.join(', ') : `${classes.slice(0, 3).join(', ')}, … (${classes.length})`;
  const parts: Line[] = [
    [dim(plain(names))],
    [span(formatCount(counts.labelled)), dim(' labelled, '), span(formatCount(counts.unlabelled)), dim(' unlabelled')],
    checkpoint === null ? [] : [dim(`checkpoint at step ${formatCount(checkpoint.step)}`)],
    memory === null || isOver(state) ? [] : [dim('memory '), span(formatBytes(memory))],
    [dim(`${formatCount(parameters.classifier + parameters.generator)} parameters`)],
    [dim(`seed ${run.seed}`)],
  ];
  return [span(' '), ...joined(parts, ' · ', width - 1)];
}
