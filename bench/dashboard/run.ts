import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEvents } from 'whisker/events';
import { describeMachine, load, type ReportHead } from '../report/machine.js';
import { spreadOf, type Spread } from '../report/statistics.js';
import { alternate, countIn, ratioOfSums } from './alternate.js';
import { openSession, type Session } from './terminal.js';

export interface DashboardOptions {
  /** Rounds, in each of which the run with the dashboard goes on for a stretch and the one without for another. */
  readonly rounds: number;
  /** Seconds of a stretch. */
  readonly stretch: number;
  /** Seconds over which a replay's processor time is counted. */
  readonly seconds: number;
}

/** What the bench writes as JSON. */
export interface DashboardReport extends ReportHead<'dashboard'> {
  readonly options: DashboardOptions;
  /** Steps a second of a stretch. */
  readonly stepsPerSecond: { readonly dashboard: Spread; readonly lines: Spread };
  /** Steps with the dashboard as a share of those without, in as much time. */
  readonly ratio: number;
  /** The standard error of that. */
  readonly ratioError: number;
  /** Share of a core that the dashboard alone takes, once it runs: a replay in its own time, which does nothing else. Null where it cannot be told. */
  readonly core: number | null;
  /** Seconds of a processor until its first frame stands: Node, Ink and the log are loaded. Null where it cannot be told. */
  readonly start: number | null;
  /** Bytes a second that it writes to a terminal of 80x24. */
  readonly bytesPerSecond: number;
}

const PICTURES = 9000;
/** Until then V8 still compiles what draws: with two frames a second that takes its time. */
const WARM_SECONDS = 60;
/** Until then a run without the dashboard has its first epochs behind it. */
const PLAIN_SECONDS = 30;
/** The runs are ended long before. */
const TRAINED = ['--preset', 'tiny', '--recipe', 'sgan', '--model', 'convnet', '--val', '200', '--test', '200', '--cache', 'ram', '--tensorboard', 'off', '--epochs', '10000'];

/** On systems with SIGSTOP, so not on Windows. */
export async function runDashboard(options: DashboardOptions, say: (sentence: string) => void): Promise<DashboardReport> {
  const date = new Date().toISOString();
  const before = load();
  const folder = await mkdtemp(join(tmpdir(), 'whisker-bench-dashboard-'));
  const sessions: Session[] = [];
  const open = (words: readonly string[]): Session => {
    const session = openSession(words, folder);
    sessions.push(session);
    return session;
  };
  try {
    await open(['synth', 'digits', '--digits', '--count', String(PICTURES)]).end();
    // A held run's log stands still: the replay below draws what comes before the first stretch.
    const lead = WARM_SECONDS + options.seconds + 10;
    const start = async (name: string, words: readonly string[], seconds: number): Promise<Session> => {
      say(`The run ${name} warms up for ${seconds} s.`);
      const session = open(['train', 'digits', ...TRAINED, '--out', name, ...words]);
      await session.pass(seconds);
      session.hold();
      return session;
    };
    const pair: readonly [Session, Session] = [await start('with', [], lead), await start('without', ['--no-dashboard'], PLAIN_SECONDS)];
    say(`${options.rounds} rounds of ${options.stretch} s each.`);
    const windows = await alternate(pair, options.rounds, options.stretch);
    await Promise.all(pair.map((session) => session.kill()));
    const rates = async (name: string, side: 0 | 1): Promise<readonly number[]> => {
      const own = windows.map((round) => round[side]);
      const counts = countIn(await stepTimes(join(folder, name, 'events.jsonl')), own);
      return own.map(({ from, to }, round) => ((counts[round] ?? Number.NaN) * 1000) / (to - from));
    };
    const [dashboard, lines] = [await rates('with', 0), await rates('without', 1)];
    const { ratio, error } = ratioOfSums(dashboard, lines);
    say(`A replay, of which ${options.seconds} s are counted.`);
    const replay = open(['replay', 'with']);
    await replay.pass(WARM_SECONDS);
    const [first, since] = [replay.cost(), performance.now()];
    await replay.pass(options.seconds);
    const [last, wall] = [replay.cost(), (performance.now() - since) / 1000];
    return {
      bench: 'dashboard', date, machine: describeMachine(), load: { before, after: load() }, options,
      stepsPerSecond: { dashboard: spreadOf(dashboard), lines: spreadOf(lines) }, ratio, ratioError: error,
      core: first.processorSeconds === null || last.processorSeconds === null ? null : (last.processorSeconds - first.processorSeconds) / wall,
      start: replay.startSeconds(), bytesPerSecond: (last.bytes - first.bytes) / wall,
    };
  } finally {
    await Promise.all(sessions.map((session) => session.kill()));
    await rm(folder, { recursive: true, force: true });
  }
}

async function stepTimes(log: string): Promise<readonly number[]> {
  const times: number[] = [];
  for await (const event of readEvents(log)) if (event.type === 'step') times.push(event.time);
  return times;
}
