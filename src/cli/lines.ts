import { ignoreElements, Observable, tap, type OperatorFunction } from 'rxjs';
import { formatCount, pluralize, printable } from '../config/index.js';
import { computePace, describeEstimate, initialPace, updatePace, type EventOf, type RunEvent } from '../events/index.js';
import { broken } from './fit.js';
import { sizeOf, type StreamShape } from './io.js';
import { ProgressLine } from './progress-line.js';
import { endLines, epochLine, evaluatingLine, resultLine, startLines, stepLine } from './run-lines.js';

export interface LinesOptions {
  /** The shape of the stream that the text is written to. */
  readonly shape: StreamShape;
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
      const clear = () => printer.clear();
      return events.pipe(tap({ next: (event) => printer.take(event), error: clear, complete: clear }), ignoreElements()).subscribe(subscriber);
    });
}

class Printer {
  #start: EventOf<'run-start'> | undefined;
  #pace = initialPace;
  #quarantined = 0;
  #quarantinedPrinted = 0;
  readonly #progress: ProgressLine;

  constructor(private readonly options: LinesOptions, private readonly write: (text: string, result: boolean) => void) {
    this.#progress = new ProgressLine(options.shape, (text) => write(text, false));
  }

  /** Whether progress and messages are printed, besides warnings and the end. */
  get #isVerbose(): boolean {
    return this.options.detail === 'epochs' || this.options.detail === 'runs';
  }

  /** Characters of a line. */
  get #width(): number {
    return sizeOf(this.options.shape).columns;
  }

  get #isOneOfSeveral(): boolean {
    return this.options.detail === 'runs' || this.options.detail === 'ends';
  }

  take(event: RunEvent): void {
    switch (event.type) {
      case 'run-start':
        this.#start = event;
        this.#pace = initialPace;
        this.#progress.waitFrom(event.time);
        if (this.options.detail === 'epochs') this.print(...startLines(event, this.#width));
        break;
      case 'step':
        this.#pace = updatePace(this.#pace, event);
        this.showProgress(event, (start, width) => stepLine(event, start, computePace(this.#pace, start, event.step), width, this.options.title));
        break;
      case 'estimate':
        if (this.options.detail === 'epochs') this.print(...broken(describeEstimate(event), this.#width, 2));
        break;
      case 'evaluating':
        this.showProgress(event, (_, width) => evaluatingLine(event, width, this.options.title));
        break;
      case 'epoch':
        this.#pace = updatePace(this.#pace, event);
        if (this.options.detail === 'epochs') {
          this.print(epochLine(event, this.#width), ...this.moreQuarantined());
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
        this.write(this.endLines(event).map((text) => `${printable(text)}\n`).join(''), !this.#isOneOfSeveral);
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
    this.write(texts.map((text) => `${printable(text)}\n`).join(''), false);
  }

  private showProgress(event: RunEvent, lineFor: (start: EventOf<'run-start'>, width: number) => string): void {
    const start = this.#start;
    if (!this.#isVerbose || start === undefined) return;
    this.#progress.show((width) => lineFor(start, width), event.time);
  }

  private moreQuarantined(): string[] {
    const more = this.#quarantined - this.#quarantinedPrinted;
    this.#quarantinedPrinted = this.#quarantined;
    return more === 0 ? [] : [`quarantined  ${pluralize(more, 'more picture')}, ${formatCount(this.#quarantined)} in all, see quarantine.jsonl`];
  }

  private endLines(event: EventOf<'run-end'>): string[] {
    return this.#isOneOfSeveral ? [resultLine(event, this.options.title ?? this.#start?.run ?? '', this.#width)] : endLines(event, this.#start, this.#width);
  }
}
