import { BehaviorSubject, Subject, type Observable } from 'rxjs';
import type { RunEvent, RunCommand } from '../events/index.js';
import { percentSpread } from '../report/index.js';
import type { CompareEvent, Comparison } from '../training/index.js';
import type { Baseline, Dashboard } from '../tui/index.js';
import type { CommandIo } from './io.js';
import { dashboardTerminal, openRunDashboard, readGrid, type DashboardValues } from './run-dashboard.js';

/** What a dashboard is told of a comparison. */
export interface ComparisonShown {
  readonly events: Observable<RunEvent>;
  /** How many runs are done, and each recipe's test accuracy so far. */
  readonly sideNote: Observable<string>;
  /** The supervised run on the same label split, once it is done. */
  readonly baseline: Observable<Baseline | null>;
}

/** What opens the dashboard of a comparison; undefined where lines or JSON are called for. */
export function comparisonOpener(
  io: CommandIo, typed: { readonly json: boolean; readonly quiet: boolean }, words: DashboardValues, commands: Subject<RunCommand>,
): ((shown: ComparisonShown) => Promise<Dashboard>) | undefined {
  const terminal = dashboardTerminal(io, typed, words);
  return terminal && ((shown) => openRunDashboard(terminal, io, words, { ...shown, sendCommand: (command) => commands.next(command), onQuit: terminal.interrupt, readGrid }));
}

/** Turns the events of a comparison, one run after the other, into what a dashboard shows of it. */
export class ComparisonFeed {
  readonly #events = new Subject<RunEvent>();
  readonly #aside: BehaviorSubject<string>;
  readonly #baseline = new BehaviorSubject<Baseline | null>(null);
  /** The best validation accuracy of each supervised run, by its seed as the run's name has it. */
  readonly #baselines = new Map<string, number>();
  #run = '';

  constructor(private readonly runs: readonly string[]) {
    this.#aside = new BehaviorSubject(`run 1 of ${runs.length}`);
  }

  get shown(): ComparisonShown {
    return { events: this.#events, sideNote: this.#aside, baseline: this.#baseline };
  }

  take(told: CompareEvent): void {
    if ('table' in told) {
      for (const { recipe, splits } of told.table.rows) if (recipe === 'supervised') for (const { seed, val } of splits) this.#baselines.set(String(seed), val.accuracy);
      this.#aside.next(sideNoteOf(told.table, this.runs.length));
      return;
    }
    if (told.run !== this.#run) {
      this.#run = told.run;
      const accuracy = this.#baselines.get(told.run.slice(told.run.lastIndexOf('-') + 1));
      this.#baseline.next(accuracy === undefined || told.run.startsWith('supervised-') ? null : { name: 'supervised', accuracy });
    }
    this.#events.next(told.event);
  }
}

/** `run 3 of 4 · test so far: supervised 40.10 ± 1.20 %, sgan 61.20 %`. Pure. */
export function sideNoteOf({ rows }: Comparison, runs: number): string {
  const done = rows.reduce((sum, { splits }) => sum + splits.length, 0);
  const tested = rows.filter(({ splits }) => splits.length > 0).map(({ recipe, splits }) => `${recipe} ${percentSpread(splits.map(({ test }) => test.accuracy))}`);
  const which = done >= runs ? `all ${runs} runs are done` : `run ${done + 1} of ${runs}`;
  return tested.length === 0 ? which : `${which} · test so far: ${tested.join(', ')}`;
}
