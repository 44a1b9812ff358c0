import { Observable, type OperatorFunction } from 'rxjs';
import { formatCount, formatDuration, formatPercent, formatTimeLeft, pluralize } from '../config/index.js';
import { describeEstimate, type EventOf, type RunEvent } from '../events/index.js';
import { loss, outOf, progressInWords, rate, share, typable } from './format.js';
import type { StreamShape } from './io.js';
import { Pacer, type Pace } from './pace.js';
import { ProgressLine } from './progress-line.js';

export interface LinesOptions extends StreamShape {
  /**
   * `epochs`: everything, with a line per epoch. `runs`: one of several runs, progress and one line at its end. `ends`:
   * warnings and that one line. `quiet`: warnings and the end.
   */
  readonly detail: 'epochs' | 'runs' | 'ends' | 'quiet';
  /** Name of the run in `runs` and `ends`. */
  readonly title?: string;
}

/** Text to write unchanged. */
export interface Print {
  readonly text: string;
  /** Whether it is the command's result, not a message on the way. */
  readonly result: boolean;
}

/** Quarantined pictures that get a line of their own. */
const FEW = 5;

/**
 * Prints a run. A pure function of the events: their times are the clock.
 *
 * ```
 * events    start---step-step-step----epoch------------------end|
 * text      summary-----progress------line of the epoch------result|
 * ```
 */
export function lines(options: LinesOptions): OperatorFunction<RunEvent, Print> {
  return (events) =>
    new Observable((subscriber) => {
      const printer = new Printer(options, (text, result) => subscriber.next({ text, result }));
      return events.subscribe({
        next: (event) => printer.take(event),
        error: (error: unknown) => {
          printer.clear();
          subscriber.error(error);
        },
        complete: () => {
          printer.clear();
          subscriber.complete();
        },
      });
    });
}

class Printer {
  #start: EventOf<'run-start'> | undefined;
  #pacer = new Pacer(1, 1);
  #quarantined = 0;
  #quarantinedPrinted = 0;
  readonly #progress: ProgressLine;

  constructor(private readonly options: LinesOptions, private readonly write: (text: string, result: boolean) => void) {
    this.#progress = new ProgressLine(() => options, (text) => write(text, false));
  }

  /** Whether progress and messages are printed, besides warnings and the end. */
  get #isVerbose(): boolean {
    return this.options.detail === 'epochs' || this.options.detail === 'runs';
  }

  get #isOneOfSeveral(): boolean {
    return this.options.detail === 'runs' || this.options.detail === 'ends';
  }

  take(event: RunEvent): void {
    switch (event.type) {
      case 'run-start':
        this.#start = event;
        this.#pacer = new Pacer(event.epochs, event.stepsPerEpoch);
        this.#progress.waitFrom(event.time);
        if (this.options.detail === 'epochs') this.print(...startLines(event));
        break;
      case 'step':
        this.#pacer.step(event);
        this.showProgress(event, (start) => stepLine(event, start, this.#pacer.pace(event.step)));
        break;
      case 'estimate':
        if (this.options.detail === 'epochs') this.print(describeEstimate(event));
        break;
      case 'evaluating':
        this.showProgress(event, () => evaluatingLine(event));
        break;
      case 'epoch':
        this.#pacer.epoch(event);
        if (this.options.detail === 'epochs') {
          this.print(epochLine(event), ...this.moreQuarantined());
          this.#progress.waitFrom(event.time);
        }
        break;
      case 'quarantine':
        this.#quarantined += 1;
        if (this.#quarantined <= FEW && this.#isVerbose) {
          this.#quarantinedPrinted = this.#quarantined;
          this.print(`quarantined  ${event.path}: ${event.reason}`);
        }
        break;
      case 'log':
        if (event.level !== 'info' || this.#isVerbose) this.print(event.level === 'info' ? event.message : `${event.level}: ${event.message}`);
        break;
      case 'run-end':
        this.print(...this.moreQuarantined());
        this.clear();
        this.write(this.endLines(event).map((text) => `${text}\n`).join(''), !this.#isOneOfSeveral);
        break;
      default:
    }
  }

  clear(): void {
    this.#progress.clear();
  }

  private print(...texts: readonly string[]): void {
    if (texts.length === 0) return;
    this.clear();
    this.write(texts.map((text) => `${text}\n`).join(''), false);
  }

  private showProgress(event: RunEvent, lineFor: (start: EventOf<'run-start'>) => string): void {
    const start = this.#start;
    if (!this.#isVerbose || start === undefined) return;
    const title = this.options.title === undefined ? '' : `${this.options.title}  `;
    this.#progress.show(() => `${title}${lineFor(start)}`, event.time);
  }

  private moreQuarantined(): string[] {
    const more = this.#quarantined - this.#quarantinedPrinted;
    this.#quarantinedPrinted = this.#quarantined;
    return more === 0 ? [] : [`quarantined  ${pluralize(more, 'more picture')}, ${formatCount(this.#quarantined)} in all, see quarantine.jsonl`];
  }

  private endLines(event: EventOf<'run-end'>): string[] {
    if (!this.#isOneOfSeveral) return endLines(event, this.#start);
    return [`${this.options.title ?? this.#start?.run ?? ''}  ${resultOf(event)} in ${formatDuration(event.seconds)}`];
  }
}

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
    `${rate(pace.imagesPerSecond)} images/s`,
    `waiting ${formatPercent(pace.waiting, 1).padStart(6)}`,
    lossesInWords(pace.losses),
  ].filter((part) => part !== '').join('  ');
}

/** Returns one line about the progress of an evaluation. */
const evaluatingLine = (event: EventOf<'evaluating'>): string => `${event.set}  ${progressInWords(event)}`;

/** Returns one line about an epoch. */
export function epochLine(event: EventOf<'epoch'>): string {
  return [
    `epoch ${outOf(event.epoch, event.epochs)}`,
    `val ${share(event.val.accuracy)}`,
    `loss ${loss(event.val.loss)}`,
    event.best ? 'best' : '    ',
    lossesInWords(event.losses),
    formatDuration(event.seconds).padStart(11),
    `${rate(event.imagesPerSecond)} images/s`,
  ].join('  ');
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
    event.outcome === 'done' ? `whisker report ${run}   whisker predict ${run} PICTURE…` : `whisker train --resume ${run}`;
  return [summary, ...best, ...test, `  run    ${run}`, `  next   ${next}`];
}

const scoreInWords = (score: NonNullable<EventOf<'run-end'>['test']>): string =>
  `${formatPercent(score.accuracy)} of ${formatCount(score.count)} (loss ${loss(score.loss).trim()})`;

function resultOf(event: EventOf<'run-end'>): string {
  if (event.outcome !== 'done') return `${event.outcome}: ${event.message}`;
  const test = event.test === undefined ? '' : `test ${share(event.test.accuracy)}`;
  return event.best === undefined ? test : `${test}  val ${share(event.best.val.accuracy)}  best epoch ${String(event.best.epoch).padStart(3)}`;
}

const lossesInWords = (losses: Readonly<Record<string, number>>): string =>
  Object.entries(losses).map(([name, value]) => `${name} ${loss(value)}`).join('  ');
