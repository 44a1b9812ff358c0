import { BehaviorSubject, Subject, type Observable } from 'rxjs';
import type { RunCommand, RunEvent } from '../events/index.js';
import type { CompareEvent, Comparison } from '../training/index.js';
import type { Baseline, Dashboard } from '../tui/index.js';
import { percentSpread } from '../report/index.js';
import type { CommandIo } from './io.js';
import { dashboardTerminal, openRunDashboard, readGrid, type DashboardValues } from './run-dashboard.js';

/** The part of a comparison that a dashboard shows. */
export interface ComparisonShown {
  readonly events: Observable<RunEvent>;
  /** How many runs are done, and the test accuracy of each recipe so far. */
  readonly sideNote: Observable<string>;
  /** The supervised run on the same split, once it is done. */
  readonly baseline: Observable<Baseline | null>;
}

/** Returns a function that opens the dashboard of a comparison; undefined where the command prints lines or JSON. */
export function comparisonOpener(
  io: CommandIo, typed: { readonly json: boolean; readonly quiet: boolean }, values: DashboardValues, commands: Subject<RunCommand>,
): ((shown: ComparisonShown) => Promise<Dashboard>) | undefined {
  const terminal = dashboardTerminal(io, typed, values);
  return terminal && ((shown) => openRunDashboard(terminal, io, values, { ...shown, sendCommand: (command) => commands.next(command), onQuit: terminal.interrupt, readGrid }));
}

/** Feeds a dashboard with the events of a comparison, one run after the other. */
export class ComparisonFeed {
  readonly #events = new Subject<RunEvent>();
  readonly #sideNote: BehaviorSubject<string>;
  readonly #baseline = new BehaviorSubject<Baseline | null>(null);
  /** The best validation accuracy of each supervised run, by the seed in the run's name. */
  readonly #accuracies = new Map<string, number>();
  #run = '';

  constructor(private readonly runs: readonly string[]) {
    this.#sideNote = new BehaviorSubject(`run 1 of ${runs.length}`);
  }

  get shown(): ComparisonShown {
    return { events: this.#events, sideNote: this.#sideNote, baseline: this.#baseline };
  }

  next(event: CompareEvent): void {
    if ('table' in event) {
      const { rows } = event.table;
      for (const { recipe, splits } of rows) if (recipe === 'supervised') for (const { seed, val } of splits) this.#accuracies.set(String(seed), val.accuracy);
      this.#sideNote.next(sideNoteOf(event.table, this.runs.length));
      return;
    }
    if (event.run !== this.#run) {
      this.#run = event.run;
      const accuracy = this.#accuracies.get(event.run.slice(event.run.lastIndexOf('-') + 1));
      this.#baseline.next(accuracy === undefined || event.run.startsWith('supervised-') ? null : { name: 'supervised', accuracy });
    }
    this.#events.next(event.event);
  }
}

/** Returns `run 3 of 4 · test so far: supervised 40.10 ± 1.20 %, sgan 61.20 %`. Pure. */
export function sideNoteOf({ rows }: Comparison, runs: number): string {
  const done = rows.reduce((sum, { splits }) => sum + splits.length, 0);
  const tested = rows.filter(({ splits }) => splits.length > 0).map(({ recipe, splits }) => `${recipe} ${percentSpread(splits.map(({ test }) => test.accuracy))}`);
  const progress = done >= runs ? `all ${runs} runs are done` : `run ${done + 1} of ${runs}`;
  return tested.length === 0 ? progress : `${progress} · test so far: ${tested.join(', ')}`;
}
