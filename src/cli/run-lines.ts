import { formatCount, formatDuration, formatPercent, formatTimeLeft, pluralize, typable } from '../config/index.js';
import type { EventOf, Pace } from '../events/index.js';
import { loss, outOf, progressInWords, rate, share } from './format.js';

/** Returns the facts of a run, before its first step. */
export function startLines(event: EventOf<'run-start'>): string[] {
  const { counts, parameters, classes } = event;
  const names = classes.length <= 6 ? classes.join(', ') : `${classes.slice(0, 5).join(', ')}, …`;
  const generator = parameters.generator === 0 ? '' : ` · generator ${formatCount(parameters.generator)}`;
  const resumed = event.resumedAt === 0 ? '' : `, resumed after step ${formatCount(event.resumedAt)}`;
  return [
    `${event.recipe} · ${event.model} at ${event.size} px · ${pluralize(classes.length, 'class', 'classes')}: ${names}`,
    `  pictures    ${formatCount(counts.labelled)} labelled · ${formatCount(counts.unlabelled)} unlabelled · ${formatCount(counts.val)} val · ${formatCount(counts.test)} test`,
    `  parameters  classifier ${formatCount(parameters.classifier)}${generator}`,
    `  schedule    ${pluralize(event.epochs, 'epoch')} of ${pluralize(event.stepsPerEpoch, 'step')}, seed ${event.seed}${resumed}`,
    `  engine      ${event.engine}`,
    `  run         ${event.run}`,
  ];
}

/** Returns one line about the progress inside an epoch. */
export function stepLine(event: EventOf<'step'>, start: EventOf<'run-start'>, pace: Pace): string {
  const inEpoch = event.step - (event.epoch - 1) * start.stepsPerEpoch;
  return [
    `epoch ${outOf(event.epoch, start.epochs)}`,
    start.stepsPerEpoch === 1 ? '' : `step ${outOf(inEpoch, start.stepsPerEpoch)}`,
    pace.secondsLeft === undefined ? '' : `${formatTimeLeft(pace.secondsLeft)} left`.padStart(15),
    `${rate(pace.stepsPerSecond)} steps/s`,
    trainedOnInWords(pace.trainedOnPerSecond),
    `waiting ${formatPercent(pace.waiting, 1).padStart(6)}`,
    lossesInWords(pace.losses),
  ].filter((part) => part !== '').join('  ');
}

const trainedOnInWords = (perSecond: number): string => `trained on ${rate(perSecond)} images/s`;

/** Returns one line about the progress of an evaluation. */
export const evaluatingLine = (event: EventOf<'evaluating'>): string => `${event.set}  ${progressInWords(event)}`;

/** Returns one line about an epoch. */
export function epochLine(event: EventOf<'epoch'>): string {
  return [
    `epoch ${outOf(event.epoch, event.epochs)}`,
    `val ${share(event.val.accuracy)}`,
    `loss ${loss(event.val.loss)}`,
    event.best ? 'best' : '    ',
    lossesInWords(event.losses),
    ...Object.entries(event.shares ?? {}).map(([name, value]) => `${name} ${share(value)}`),
    ...(event.epoch === 0 ? ['before the first step'] : [formatDuration(event.seconds).padStart(11), trainedOnInWords(event.trainedOnPerSecond)]),
  ].filter((part) => part !== '').join('  ');
}

/** Returns how the run ended, its folder and the next command to type. */
export function endLines(event: EventOf<'run-end'>, start: EventOf<'run-start'> | undefined): string[] {
  const run = start === undefined ? undefined : typable(start.run);
  // The command itself prints why a run failed.
  const why = event.outcome === 'failed' || event.message === '' ? '' : `: ${event.message}`;
  const summary = `${event.outcome} in ${formatDuration(event.seconds)}${why}`;
  const best = event.best === undefined ? [] : [`  best   epoch ${event.best.epoch}, val ${scoreInWords(event.best.val)}`];
  const test = event.test === undefined ? [] : [`  test   ${scoreInWords(event.test)}`];
  if (run === undefined) return [summary, ...best, ...test];
  const next =
    event.outcome === 'done' ? `whisker report ${run}   whisker predict ${run} PICTURE…`
    : event.takenBy !== undefined ? `whisker watch ${run}   (${takenInWords(event.takenBy)})`
    : event.resumable === false ? `whisker report ${run}   (a resumed run would fail at the same step)`
    : `whisker train --resume ${run}`;
  return [summary, ...best, ...test, `  run    ${run}`, `  next   ${next}`];
}

const takenInWords = (holder: NonNullable<EventOf<'run-end'>['takenBy']> | null): string =>
  holder === null ? 'another process has resumed the run, and has ended' : `process ${holder.pid} on ${holder.host} has the run now`;

const scoreInWords = (score: NonNullable<EventOf<'run-end'>['test']>): string =>
  `${formatPercent(score.accuracy)} of ${formatCount(score.count)} (loss ${loss(score.loss).trim()})`;

export function resultOf(event: EventOf<'run-end'>): string {
  if (event.outcome !== 'done') return `${event.outcome}: ${event.message}`;
  const test = event.test === undefined ? '' : `test ${share(event.test.accuracy)}`;
  return event.best === undefined ? test : `${test}  val ${share(event.best.val.accuracy)}  best epoch ${String(event.best.epoch).padStart(3)}`;
}

const lossesInWords = (losses: Readonly<Record<string, number>>): string =>
  Object.entries(losses).map(([name, value]) => `${name} ${loss(value)}`).join('  ');
