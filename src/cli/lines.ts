import { Observable, type OperatorFunction } from 'rxjs';
import type { EventOf, RunEvent } from '../events/index.js';
import { count, counted, duration, loss, outOf, percent, progressInWords, rate, share, typable } from './format.js';
import { Pacer, type Pace } from './pace.js';

export interface LinesOptions {
  /** Whether a line can be written over: progress then moves on one line. */
  readonly tty: boolean;
  /** Characters in a line of the terminal; progress is cut to it. */
  readonly columns: number;
  /**
   * `epochs`: the run with a line an epoch. `runs`: one of several runs, progress and one line at its end. `ends`: warnings and that
   * one line. `quiet`: warnings and the end.
   */
  readonly detail: 'epochs' | 'runs' | 'ends' | 'quiet';
  /** What to call the run in `runs` and `ends`. */
  readonly title?: string;
}

/** Text to be written as it stands. */
export interface Print {
  readonly text: string;
  /** Whether it is what the command was asked for, and not a word on the way there. */
  readonly result: boolean;
}

/** Shortest time between two progress lines, ms: moving on a terminal, and now and then in a file. */
const TTY_MS = 100;
const FILE_MS = 10_000;

/** Quarantined pictures that get a line of their own. */
const FEW = 5;

/** Takes back the progress line that stands, if one does. */
const CLEAR = '\r\u001B[K';

/**
 * What a run prints, to be written as it comes. A pure function of the events: their times are the clock.
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
  #quarantinedTold = 0;
  #shownAt: number | undefined;
  #standing = false;

  constructor(private readonly options: LinesOptions, private readonly write: (text: string, result: boolean) => void) {}

  /** Whether more is told than warnings and the end. */
  get #isTold(): boolean {
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
        this.#shownAt = event.time;
        if (this.options.detail === 'epochs') this.print(...startLines(event));
        break;
      case 'step':
        this.#pacer.step(event);
        this.showProgress(event, (start) => progressLine(event, start, this.#pacer.pace(event.step)));
        break;
      case 'evaluating':
        this.showProgress(event, () => evaluatingLine(event));
        break;
      case 'epoch':
        this.#pacer.epoch(event);
        if (this.options.detail === 'epochs') {
          this.print(epochLine(event), ...this.moreQuarantined());
          this.#shownAt = event.time;
        }
        break;
      case 'quarantine':
        this.#quarantined += 1;
        if (this.#quarantined <= FEW && this.#isTold) {
          this.#quarantinedTold = this.#quarantined;
          this.print(`set aside  ${event.path}: ${event.reason}`);
        }
        break;
      case 'log':
        if (event.level !== 'info' || this.#isTold) this.print(event.level === 'info' ? event.message : `${event.level}: ${event.message}`);
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
    if (this.#standing) this.write(CLEAR, false);
    this.#standing = false;
  }

  private print(...texts: readonly string[]): void {
    if (texts.length === 0) return;
    this.clear();
    this.write(texts.map((text) => `${text}\n`).join(''), false);
  }

  private showProgress(event: RunEvent, lineFor: (start: EventOf<'run-start'>) => string): void {
    if (!this.#isTold || this.#start === undefined) return;
    if (event.time - (this.#shownAt ?? -Infinity) < (this.options.tty ? TTY_MS : FILE_MS)) return;
    this.#shownAt = event.time;
    const text = `${this.options.title === undefined ? '' : `${this.options.title}  `}${lineFor(this.#start)}`;
    if (this.options.tty) {
      this.write(`${CLEAR}${text.slice(0, this.options.columns - 1)}`, false);
      this.#standing = true;
    } else {
      this.write(`${text}\n`, false);
    }
  }

  private moreQuarantined(): string[] {
    const more = this.#quarantined - this.#quarantinedTold;
    this.#quarantinedTold = this.#quarantined;
    return more === 0 ? [] : [`set aside  ${counted(more, 'more picture')}, ${count(this.#quarantined)} in all: quarantine.jsonl names them`];
  }

  private endLines(event: EventOf<'run-end'>): string[] {
    if (!this.#isOneOfSeveral) return endLines(event, this.#start);
    return [`${this.options.title ?? this.#start?.run ?? ''}  ${resultOf(event)} in ${duration(event.seconds)}`];
  }
}

/** The run in a few lines, before its first step. */
export function startLines(event: EventOf<'run-start'>): string[] {
  const { counts, parameters, classes } = event;
  const names = classes.length <= 6 ? classes.join(', ') : `${classes.slice(0, 5).join(', ')}, …`;
  const generator = parameters.generator === 0 ? '' : ` · generator ${count(parameters.generator)}`;
  const resumed = event.resumedAt === 0 ? '' : `, resumed after step ${count(event.resumedAt)}`;
  return [
    `${event.recipe} · ${event.model} at ${event.size} px · ${counted(classes.length, 'class', 'classes')}: ${names}`,
    `  pictures    ${count(counts.labelled)} labelled · ${count(counts.unlabelled)} unlabelled · ${count(counts.val)} val · ${count(counts.test)} test`,
    `  parameters  classifier ${count(parameters.classifier)}${generator}`,
    `  schedule    ${counted(event.epochs, 'epoch')} of ${counted(event.stepsPerEpoch, 'step')}, seed ${event.seed}${resumed}`,
    `  engine      ${event.engine}`,
    `  run         ${event.run}`,
  ];
}

/** Where a run stands inside an epoch, in one line. */
export function progressLine(event: EventOf<'step'>, start: EventOf<'run-start'>, pace: Pace): string {
  const inEpoch = event.step - (event.epoch - 1) * start.stepsPerEpoch;
  return [
    `epoch ${outOf(event.epoch, start.epochs)}`,
    start.stepsPerEpoch === 1 ? '' : `step ${outOf(inEpoch, start.stepsPerEpoch)}`,
    pace.secondsLeft === undefined ? '' : `${duration(pace.secondsLeft)} left`.padStart(15),
    `${rate(pace.stepsPerSecond)} steps/s`,
    `${rate(pace.imagesPerSecond)} images/s`,
    `waiting ${(pace.waiting * 100).toFixed(1).padStart(4)} %`,
    lossesInWords(pace.losses),
  ].filter((part) => part !== '').join('  ');
}

/** How far the classifier is in the validation or the test set, in one line. */
const evaluatingLine = (event: EventOf<'evaluating'>): string => `${event.set}  ${progressInWords(event)}`;

/** An epoch in one line. */
export function epochLine(event: EventOf<'epoch'>): string {
  return [
    `epoch ${outOf(event.epoch, event.epochs)}`,
    `val ${share(event.val.accuracy)}`,
    `loss ${loss(event.val.loss)}`,
    event.best ? 'best' : '    ',
    lossesInWords(event.losses),
    duration(event.seconds).padStart(11),
    `${rate(event.imagesPerSecond)} images/s`,
  ].join('  ');
}

/** How the run ended, where it lies and what to type next. */
export function endLines(event: EventOf<'run-end'>, start: EventOf<'run-start'> | undefined): string[] {
  const run = start === undefined ? undefined : typable(start.run);
  // Why a run failed is told by the command that ends with it.
  const why = event.outcome === 'failed' || event.message === '' ? '' : `: ${event.message}`;
  const summary = `${event.outcome} in ${duration(event.seconds)}${why}`;
  const best = event.best === undefined ? [] : [`  best   epoch ${event.best.epoch}, val ${scoreInWords(event.best.val)}`];
  const test = event.test === undefined ? [] : [`  test   ${scoreInWords(event.test)}`];
  if (run === undefined) return [summary, ...best, ...test];
  const next =
    event.outcome === 'done' ? `whisker report ${run}   whisker predict ${run} PICTURE…` : `whisker train --resume ${run}`;
  return [summary, ...best, ...test, `  run    ${run}`, `  next   ${next}`];
}

const scoreInWords = (score: NonNullable<EventOf<'run-end'>['test']>): string =>
  `${percent(score.accuracy)} of ${count(score.count)} (loss ${loss(score.loss).trim()})`;

function resultOf(event: EventOf<'run-end'>): string {
  if (event.outcome !== 'done') return `${event.outcome}: ${event.message}`;
  const test = event.test === undefined ? '' : `test ${share(event.test.accuracy)}`;
  return event.best === undefined ? test : `${test}  val ${share(event.best.val.accuracy)}  best epoch ${String(event.best.epoch).padStart(3)}`;
}

const lossesInWords = (losses: Readonly<Record<string, number>>): string =>
  Object.entries(losses).map(([name, value]) => `${name} ${loss(value)}`).join('  ');
