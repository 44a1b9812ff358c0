import { memo, type ReactNode } from 'react';
import { plain } from '../cells.js';
import type { EventOf, Pace, PlayerState } from '../../events/index.js';
import { drawBar, type Line } from '../charts/index.js';
import { atBothEnds, bold, coloured, dim, fitLines, joined, span, widthOfLine } from '../line.js';
import { bestOf, progressOf, type Model } from '../model/index.js';
import { Rows } from '../rows.js';
import { bytes, clock, count, percent } from '../words.js';
import type { PanelProps } from './panel.js';

/** Cells of the bar of the run's progress, where room is short. */
const SHORTEST_BAR = 4;

export interface HeaderProps extends PanelProps {
  readonly model: Model;
  readonly pace: Pace | null;
  readonly player: PlayerState | null;
  readonly frozen: boolean;
  /** What is to be told besides the events, a warning or not; empty where there is nothing. */
  readonly notice: string;
  readonly sideNote: string;
}

/** The run and how far it is. */
export const Header = memo(function Header(props: HeaderProps): ReactNode {
  return <Rows place={props.place} lines={headerLines(props).map((line) => props.theme.paint(line))} />;
});

export function headerLines(props: HeaderProps): readonly Line[] {
  const { place: { width, height }, model, notice, sideNote } = props;
  const told: Line = notice !== '' ? [bold(` ${plain(notice)}`, 'orange')] : sideNote !== '' ? [span(` ${plain(sideNote)}`)] : factsLine(model, width);
  const state = stateLine(props);
  return fitLines([atBothEnds(runLine(model, width - widthOfLine(state) - 2), state, width), progressLine(props), told], width, height);
}

function runLine({ run, epoch }: Model, width: number): Line {
  if (run === null) return [bold(' whisker', 'sky'), dim(epoch === 0 ? '  waiting for the run to begin' : '  its beginning is not in the log')];
  const parts: Line[] = [[bold(run.recipe)], [span(`${run.model} at ${run.size} px`)], [dim(plain(run.engine))], [dim(plain(run.run))]];
  return [bold(' whisker', 'sky'), span('  '), ...joined(parts, ' · ', width - 10)];
}

/** Whether the run goes on, how it ended, or where a replay stands; ends in a blank. */
export function stateLine({ model, player, frozen }: HeaderProps): Line {
  if (frozen) return [{ text: 'frozen ', colour: 'sky', bold: true }];
  if (player !== null) {
    const at = `${clock(player.at / 1000)} of ${clock(player.length / 1000)}`;
    return [bold(player.paused ? 'paused ' : player.speed === 'max' ? 'replay ' : `replay ×${player.speed} `, 'sky'), dim(`${at} `)];
  }
  if (model.end !== null) return [bold(`${model.end.outcome} `, model.end.outcome === 'done' ? 'green' : 'vermillion')];
  return model.paused ? [bold('paused ', 'orange')] : model.run === null ? [] : [coloured('● ', 'green'), dim('training ')];
}

function progressLine({ place: { width }, theme, model, pace }: HeaderProps): Line {
  const { epoch, epochs, stepInEpoch, stepsPerEpoch, share } = progressOf(model);
  if (epoch === 0) return [dim(' the first step is about to come')];
  const best = bestOf(model);
  const steps: Line = stepsPerEpoch === null || stepsPerEpoch === 1 || width < 80 ? [] : [dim('  step '), bold(count(stepInEpoch ?? 0)), dim(`/${count(stepsPerEpoch)}`)];
  const leftWith = (part: Line): Line => [dim(' epoch '), bold(count(epoch)), dim(epochs === null ? '' : `/${count(epochs)}`), ...part, span('  ')];
  const right: Line = joined([
    [bold(` ${share === null ? '' : percent(share)}`)],
    model.end !== null || pace?.secondsLeft === undefined ? [dim(`${clock(model.seconds)} long`)] : [bold(clock(pace.secondsLeft)), dim(' left')],
    width < 90 || model.end !== null ? [] : [dim(`after ${clock(model.seconds)}`)],
    best === null || width < 70 ? [] : [dim('best '), bold(percent(best.val.accuracy), 'green'), dim(width < 100 ? '' : ` at epoch ${best.epoch}`)],
  ], ' · ', width);
  const { evaluating } = model;
  const parts = evaluating === null ? [steps] : [false, true].map((short): Line => [span('  '), ...evaluatingLine(evaluating, short)]);
  const lefts = parts.map(leftWith);
  const left = lefts.find((line) => widthOfLine(line) + widthOfLine(right) + 2 + SHORTEST_BAR <= width) ?? lefts.at(-1) ?? [];
  const room = width - widthOfLine(left) - widthOfLine(right) - 2;
  return [...left, ...drawBar({ width: Math.max(SHORTEST_BAR, room), share: share ?? 0, characters: theme.characters, colour: model.end?.outcome === 'failed' ? 'vermillion' : 'sky' }), ...right];
}

/** `validating 1,200 of 4,000`, or where room is short `validating 30.0 %`. */
export function evaluatingLine({ set, done, total }: EventOf<'evaluating'>, short: boolean): Line {
  const doing = dim(set === 'validation' ? 'validating ' : 'testing ');
  return short ? [doing, bold(percent(done / Math.max(1, total)))] : [doing, bold(count(done)), dim(` of ${count(total)}`)];
}

function factsLine({ run, checkpoints, memory, end }: Model, width: number): Line {
  if (run === null) return [];
  const { counts, parameters, classes } = run;
  const names = classes.length <= 4 ? classes.join(', ') : `${classes.slice(0, 3).join(', ')}, … (${classes.length})`;
  const parts: Line[] = [
    end?.test === undefined ? [] : [dim('test '), bold(percent(end.test.accuracy), 'green')],
    [dim(plain(names))],
    [span(count(counts.labelled)), dim(' labelled, '), span(count(counts.unlabelled)), dim(' unlabelled')],
    checkpoints.last === null ? [] : [dim(`checkpoint at step ${count(checkpoints.last.step)}`)],
    memory === null || end !== null ? [] : [dim('memory '), span(bytes(memory))],
    [dim(`${count(parameters.classifier + parameters.generator)} parameters`)],
    [dim(`seed ${run.seed}`)],
  ];
  return [span(' '), ...joined(parts, ' · ', width - 1)];
}
