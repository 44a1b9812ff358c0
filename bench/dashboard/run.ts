import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEvents } from 'whisker/events';
import { BenchFailed } from '../errors.js';
import { describeMachine, load, type ReportHead } from '../report/machine.js';
import { median, spreadOf, type Spread } from '../report/statistics.js';
import { onTerminal } from './terminal.js';

export interface DashboardOptions {
  /** Rounds, in each of which a run is trained with the dashboard and one without. */
  readonly rounds: number;
  /** Epochs of a run. */
  readonly epochs: number;
  /** Seconds over which a replay's processor time is counted; fewer where the run is shorter. */
  readonly seconds: number;
}

/** What the bench writes as JSON. */
export interface DashboardReport extends ReportHead<'dashboard'> {
  readonly options: DashboardOptions;
  /** Steps a second, the first epoch left out. */
  readonly stepsPerSecond: { readonly dashboard: Spread; readonly lines: Spread };
  /** Of each round: steps a second with the dashboard as a share of those without. */
  readonly ratios: readonly number[];
  readonly ratio: number;
  /** Share of a core that the dashboard alone takes, once it runs: a replay in its own time, which does nothing else. Null where it cannot be told. */
  readonly core: number | null;
  /** Seconds over which that was counted. */
  readonly counted: number;
  /** Seconds of a processor until its first frame stands: Node, Ink and the log are loaded. Null where it cannot be told. */
  readonly start: number | null;
  /** Bytes a second that it writes to a terminal of 80x24. */
  readonly bytesPerSecond: number;
}

/** Digits that are trained on: few, so that a round is short; an epoch's steps are as long as with many. */
const PICTURES = 3000;
/** Until then V8 still compiles what draws: a run lasts longer. */
const WARM_SECONDS = 30;
const TRAINED = ['--preset', 'tiny', '--recipe', 'sgan', '--model', 'convnet', '--val', '200', '--test', '200', '--cache', 'ram', '--tensorboard', 'off'];

export async function runDashboard(options: DashboardOptions, say: (sentence: string) => void): Promise<DashboardReport> {
  const date = new Date().toISOString();
  const before = load();
  const folder = await mkdtemp(join(tmpdir(), 'whisker-bench-dashboard-'));
  try {
    await onTerminal(['synth', 'digits', '--digits', '--count', String(PICTURES)], folder, null);
    const train = async (out: string, words: readonly string[]): Promise<number> => {
      await onTerminal(['train', 'digits', ...TRAINED, '--epochs', String(options.epochs), '--out', out, ...words], folder, null);
      return stepsPerSecondOf(join(folder, out, 'events.jsonl'));
    };
    const dashboard: number[] = [];
    const lines: number[] = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      say(`Round ${round} of ${options.rounds}.`);
      const turns = [async () => dashboard.push(await train(`on-${round}`, [])), async () => lines.push(await train(`off-${round}`, ['--no-dashboard']))];
      // Whoever is first finds another machine than whoever is second.
      for (const turn of round % 2 === 1 ? turns : turns.toReversed()) await turn();
    }
    const length = await secondsOf(join(folder, 'on-1', 'events.jsonl'));
    // A replay that has ended draws nothing any more.
    const fromSeconds = Math.min(WARM_SECONDS, length * 0.4);
    const toSeconds = Math.min(fromSeconds + options.seconds, length * 0.9);
    say(`A replay, of which ${(toSeconds - fromSeconds).toFixed(0)} s are counted.`);
    const replay = await onTerminal(['replay', 'on-1'], folder, { fromSeconds, toSeconds });
    const ratios = dashboard.map((value, round) => value / (lines[round] ?? Number.NaN));
    return {
      bench: 'dashboard', date, machine: describeMachine(), load: { before, after: load() }, options,
      stepsPerSecond: { dashboard: spreadOf(dashboard), lines: spreadOf(lines) }, ratios, ratio: median(ratios),
      core: replay.processorSeconds === null ? null : replay.processorSeconds / replay.wallSeconds, counted: replay.wallSeconds, start: replay.startSeconds, bytesPerSecond: replay.bytes / replay.wallSeconds,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function secondsOf(log: string): Promise<number> {
  const times: number[] = [];
  for await (const { time } of readEvents(log)) times.push(time);
  return ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
}

async function stepsPerSecondOf(log: string): Promise<number> {
  const times: number[] = [];
  for await (const event of readEvents(log)) if (event.type === 'step' && event.epoch > 1) times.push(event.time);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || first === last) throw new BenchFailed('The run is too short: ask for more epochs.');
  return ((times.length - 1) * 1000) / (last - first);
}
