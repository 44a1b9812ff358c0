import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEvents } from 'whisker-ml/events';
import { describeMachine, load, type ReportHead } from '../report/machine.js';
import { spreadOf, type Spread } from '../report/statistics.js';
import { alternate, countIn, ratioOfSums } from './alternate.js';
import { openSession, type Session } from './terminal.js';

export interface DashboardOptions {
  /** Number of rounds. In each, the run with the dashboard gets a turn and the one without gets a turn. */
  readonly rounds: number;
  /** Seconds of a turn. */
  readonly stretch: number;
  /** Seconds in which the processor time of a replay is measured. */
  readonly seconds: number;
}

/** The results, as the bench writes them in JSON. */
export interface DashboardReport extends ReportHead<'dashboard'> {
  readonly options: DashboardOptions;
  /** Steps per second of a turn. */
  readonly stepsPerSecond: { readonly dashboard: Spread; readonly lines: Spread };
  /** Steps with the dashboard divided by steps without it, in the same time. */
  readonly ratio: number;
  /** The standard error of `ratio`. */
  readonly ratioError: number;
  /** Share of a core that a replay at its own speed takes: the dashboard and nothing else. Null where the system does not say. */
  readonly core: number | null;
  /** Seconds of processor time until the first frame, with the loading of Node, Ink and the log. Null where the system does not say. */
  readonly start: number | null;
  /** Bytes per second to a terminal of 80x24. */
  readonly bytesPerSecond: number;
}

const PICTURES = 9000;
/** Seconds until V8 has compiled the code that draws, at two frames a second. */
const WARM_SECONDS = 60;
/** Seconds until a run without the dashboard is past its first epochs. */
const PLAIN_SECONDS = 30;
/** The runs are killed long before their last epoch. */
const TRAINED = ['--preset', 'tiny', '--recipe', 'sgan', '--model', 'convnet', '--val', '200', '--test', '200', '--cache', 'ram', '--tensorboard', 'off', '--epochs', '10000'];

/** Measures what the dashboard costs. Needs SIGSTOP, which Windows lacks. */
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
    // The log of a stopped run does not grow, so the replay below shows the time before the first turn.
    const lead = WARM_SECONDS + options.seconds + 10;
    const start = async (name: string, words: readonly string[], seconds: number): Promise<Session> => {
      say(`The run ${name} warms up for ${seconds} s.`);
      const session = open(['train', 'digits', ...TRAINED, '--out', name, ...words]);
      await session.pass(seconds);
      session.stop();
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
    say(`A replay, measured for ${options.seconds} s.`);
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
