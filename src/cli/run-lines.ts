import { formatCount, formatDuration, formatPercent, formatTimeLeft, pluralize, typable } from '../config/index.js';
import type { EventOf, Pace } from '../events/index.js';
import { broken, fitted, type Part } from './fit.js';
import { loss, outOf, progressParts, rate, share } from './format.js';

/** Returns the facts of a run, before its first step, in lines of at most `width` characters where names and paths are shorter. */
export function startLines(event: EventOf<'run-start'>, width: number): string[] {
  const { counts, parameters, classes } = event;
  const names = classes.length <= 6 ? classes.join(', ') : `${classes.slice(0, 5).join(', ')}, …`;
  const generator = parameters.generator === 0 ? '' : ` · generator ${formatCount(parameters.generator)}`;
  const resumed = event.resumedAt === 0 ? '' : `, resumed after step ${formatCount(event.resumedAt)}`;
  return [
    ...broken(`${event.recipe} · ${event.model} at ${event.size} px · ${pluralize(classes.length, 'class', 'classes')}: ${names}`, width, 2),
    ...[
      `  pictures    ${formatCount(counts.labelled)} labelled · ${formatCount(counts.unlabelled)} unlabelled · ${formatCount(counts.val)} val · ${formatCount(counts.test)} test`,
      `  parameters  classifier ${formatCount(parameters.classifier)}${generator}`,
      `  schedule    ${pluralize(event.epochs, 'epoch')} of ${pluralize(event.stepsPerEpoch, 'step')}, seed ${event.seed}${resumed}`,
      `  engine      ${event.engine}`,
    ].flatMap((line) => broken(line, width, 14)),
    `  run         ${event.run}`,
  ];
}

/** Returns one line of at most `width` characters about the progress inside an epoch. @param title of the run, in front */
export function stepLine(event: EventOf<'step'>, start: EventOf<'run-start'>, pace: Pace, width: number, title = ''): string {
  const inEpoch = event.step - (event.epoch - 1) * start.stepsPerEpoch;
  return fitted([
    { text: title, rank: 0 },
    { text: `epoch ${outOf(event.epoch, start.epochs)}`, rank: 0 },
    { text: start.stepsPerEpoch === 1 ? '' : `step ${outOf(inEpoch, start.stepsPerEpoch)}`, rank: 1 },
    { text: pace.secondsLeft === undefined ? '' : `${formatTimeLeft(pace.secondsLeft)} left`.padStart(16), rank: 2 },
    { text: `${rate(pace.stepsPerSecond)} steps/s`, rank: 6 },
    { text: trainedOnInWords(pace.trainedOnPerSecond), rank: 5 },
    { text: `waiting ${formatPercent(pace.waiting, 1).padStart(6)}`, rank: 4 },
    ...lossParts(pace.losses, 3),
  ], width);
}

const trainedOnInWords = (perSecond: number): string => `trained on ${rate(perSecond)} images/s`;

/** Returns one line of at most `width` characters about the progress of an evaluation. @param title of the run, in front */
export const evaluatingLine = (event: EventOf<'evaluating'>, width: number, title = ''): string =>
  fitted([{ text: title, rank: 0 }, { text: event.set, rank: 0 }, ...progressParts(event)], width);

/** Returns one line of at most `width` characters about an epoch. */
export function epochLine(event: EventOf<'epoch'>, width: number): string {
  return fitted([
    { text: `epoch ${outOf(event.epoch, event.epochs)}`, rank: 0 },
    { text: `val ${share(event.val.accuracy)}`, rank: 0 },
    { text: `loss ${loss(event.val.loss)}`, rank: 2 },
    { text: event.best ? 'best' : '    ', rank: 1 },
    ...lossParts(event.losses, 4),
    ...Object.entries(event.shares ?? {}).map(([name, value], index) => ({ text: `${name} ${share(value)}`, rank: 5 + index / 10 })),
    ...(event.epoch === 0
      ? [{ text: 'before the first step', rank: 3 }]
      : [{ text: formatDuration(event.seconds).padStart(11), rank: 3 }, { text: trainedOnInWords(event.trainedOnPerSecond), rank: 6 }]),
  ], width);
}

/** Returns how the run ended, its folder and the next command to type. */
export function endLines(event: EventOf<'run-end'>, start: EventOf<'run-start'> | undefined, width: number): string[] {
  const run = start === undefined ? undefined : typable(start.run);
  // The command itself prints why a run failed.
  const why = event.outcome === 'failed' || event.message === '' ? '' : `: ${event.message}`;
  const summary = `${event.outcome} in ${formatDuration(event.seconds)}${why}`;
  const best = event.best === undefined ? [] : [`  best   epoch ${event.best.epoch}, val ${scoreInWords(event.best.val)}`];
  const test = event.test === undefined ? [] : [`  test   ${scoreInWords(event.test)}`];
  if (run === undefined) return [summary, ...best, ...test];
  const next =
    event.outcome === 'done' ? [`whisker report ${run}`, `whisker predict ${run} PICTURE…`]
    : event.takenBy !== undefined ? [`whisker watch ${run}`, `(${takenInWords(event.takenBy)})`]
    : event.resumable === false ? [`whisker report ${run}`, '(a resumed run would fail at the same step)']
    : [`whisker train --resume ${run}`];
  const inOne = `  next   ${next.join('   ')}`;
  return [summary, ...best, ...test, `  run    ${run}`, ...(inOne.length <= width ? [inOne] : next.map((text, index) => `  ${index === 0 ? 'next' : '    '}   ${text}`))];
}

const takenInWords = (holder: NonNullable<EventOf<'run-end'>['takenBy']> | null): string =>
  holder === null ? 'another process has resumed the run, and has ended' : `process ${holder.pid} on ${holder.host} has the run now`;

const scoreInWords = (score: NonNullable<EventOf<'run-end'>['test']>): string =>
  `${formatPercent(score.accuracy)} of ${formatCount(score.count)} (loss ${loss(score.loss).trim()})`;

/** Returns one line of at most `width` characters about the end of one run of several. */
export function resultLine(event: EventOf<'run-end'>, title: string, width: number): string {
  const time = { text: `in ${formatDuration(event.seconds)}`, rank: 1 };
  if (event.outcome !== 'done') return `${title}  ${event.outcome}: ${event.message} ${time.text}`;
  return fitted([
    { text: title, rank: 0 },
    { text: event.test === undefined ? '' : `test ${share(event.test.accuracy)}`, rank: 0 },
    ...(event.best === undefined ? [] : [{ text: `val ${share(event.best.val.accuracy)}`, rank: 2 }, { text: `best epoch ${String(event.best.epoch).padStart(3)}`, rank: 3 }]),
    time,
  ], width);
}

/** A part for each loss: that of the labelled samples first has the rank, the others go before everything else. */
function lossParts(losses: Readonly<Record<string, number>>, rank: number): readonly Part[] {
  const names = Object.keys(losses);
  const first = names.includes('labelled') ? 'labelled' : names[0];
  return Object.entries(losses).map(([name, value], index) => ({ text: `${name} ${loss(value)}`, rank: name === first ? rank : 7 + index }));
}
