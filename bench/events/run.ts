import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filter, firstValueFrom, share, Subject } from 'rxjs';
import { createPlayer, followRun, openEventLog, openRunRecording, openTensorBoard, stamp, type EventBody, type RunEvent } from 'whisker/events';
import { BenchFailed } from '../errors.js';
import { describeMachine, load, type ReportHead } from '../report/machine.js';
import { spreadOf, type Spread } from '../report/statistics.js';

export interface EventsOptions {
  /** Times that each is measured. */
  readonly rounds: number;
  /** Events of the run that is attached to. */
  readonly events: number;
  /** Steps of the run that is replayed, and of those that are written. */
  readonly steps: number;
}

/** What the bench writes as JSON. Times in ms, but `writing`. */
export interface EventsReport extends ReportHead<'events'> {
  readonly options: EventsOptions;
  /** Microseconds of a step that go into its events, on all threads and on the main one: with the log, and with TensorBoard's file too. */
  readonly writing: { readonly log: WritingCost; readonly logAndTensorBoard: WritingCost };
  /** From the subscription to the last event of what was there. */
  readonly attaching: { readonly withIndex: Spread; readonly logAlone: Spread; readonly logBytes: number; readonly given: number };
  readonly replaying: Spread;
}

export interface WritingCost {
  readonly processorUs: Spread;
  readonly mainThreadUs: Spread;
}

/** Steps between two flushes: a second's at 100 a second, as a run has them. */
const FLUSHED = 100;
const STEPS_PER_EPOCH = 500;

export async function runEvents(options: EventsOptions, say: (sentence: string) => void): Promise<EventsReport> {
  const date = new Date().toISOString();
  const before = load();
  const folder = await mkdtemp(join(tmpdir(), 'whisker-bench-events-'));
  try {
    const rounds = async <Value>(measure: (round: number) => Promise<Value>): Promise<Value[]> => {
      const values: Value[] = [];
      for (let round = 0; round < options.rounds; round += 1) values.push(await measure(round));
      return values;
    };
    say(`Writing the events of ${options.steps} steps.`);
    const log = await rounds((round) => writing(join(folder, `log-${round}`), options.steps, false));
    const logAndTensorBoard = await rounds((round) => writing(join(folder, `board-${round}`), options.steps, true));
    say(`Attaching to a run of ${options.events} events.`);
    const long = join(folder, 'long');
    await write(long, Math.ceil((options.events * 100) / 101.2), options.events);
    const { size } = await stat(join(long, 'events.jsonl'));
    const withIndex = await rounds(() => attaching(long, options.events));
    await rm(join(long, 'events.index'));
    const logAlone = await rounds(() => attaching(long, options.events));
    say(`Replaying ${options.steps} steps.`);
    const short = join(folder, 'short');
    await write(short, options.steps);
    const replaying = await rounds(() => replay(short));
    return {
      bench: 'events', date, machine: describeMachine(), load: { before, after: load() }, options,
      writing: { log: costOf(log), logAndTensorBoard: costOf(logAndTensorBoard) },
      attaching: { withIndex: spreadOf(withIndex.map(({ ms }) => ms)), logAlone: spreadOf(logAlone.map(({ ms }) => ms)), logBytes: size, given: withIndex[0]?.given ?? 0 },
      replaying: spreadOf(replaying),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Cost {
  readonly processorUs: number;
  readonly mainThreadUs: number;
}

const costOf = (costs: readonly Cost[]): WritingCost => ({
  processorUs: spreadOf(costs.map(({ processorUs }) => processorUs)),
  mainThreadUs: spreadOf(costs.map(({ mainThreadUs }) => mainThreadUs)),
});

/** What a step's events cost, and its part of the pipeline's (one a second) and the epoch's, in a run as training runs it. */
async function writing(folder: string, steps: number, withBoard: boolean): Promise<Cost> {
  const run = await open(folder, withBoard);
  // Compiled and warm before it is measured.
  for (let step = 1; step <= 5000; step += 1) run.tell(step);
  await run.flush();
  const began = process.cpuUsage();
  let main = 0;
  for (let step = 1; step <= steps; step += FLUSHED) {
    const since = performance.now();
    for (let inStretch = 0; inStretch < FLUSHED; inStretch += 1) run.tell(step + inStretch);
    const flushed = run.flush();
    main += performance.now() - since;
    await flushed;
  }
  const { user, system } = process.cpuUsage(began);
  await run.close();
  return { processorUs: (user + system) / steps, mainThreadUs: (main * 1000) / steps };
}

interface Run {
  tell(step: number): void;
  readonly told: number;
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** The way of events from the loop to the disk, as `training` lays it. */
async function open(folder: string, withBoard: boolean): Promise<Run> {
  await mkdir(folder, { recursive: true });
  const fail = (error: unknown): void => {
    throw error;
  };
  const log = await openEventLog(join(folder, 'events.jsonl'), { onError: fail });
  const board = withBoard ? openTensorBoard(join(folder, 'tensorboard'), fail) : null;
  const bodies = new Subject<EventBody>();
  const stamped = bodies.pipe(stamp(), share());
  stamped.subscribe((event) => log.write(event));
  stamped.subscribe((event) => board?.write(event));
  bodies.next({
    type: 'run-start', run: folder, recipe: 'sgan', model: 'resnet18', size: 224, classes: ['cat', 'dog'], counts: { labelled: 100, unlabelled: 35_400, val: 1000, test: 1000 },
    epochs: 1000, stepsPerEpoch: STEPS_PER_EPOCH, parameters: { classifier: 11_177_538, generator: 3_576_704 }, seed: 1, engine: 'none', resumedAt: 0,
  });
  let told = 1;
  const tell = (body: EventBody): void => {
    told += 1;
    bodies.next(body);
  };
  return {
    get told() {
      return told;
    },
    tell(step) {
      for (const body of eventsOf(step)) tell(body);
    },
    flush: () => log.flush(),
    async close() {
      await log.close();
      await board?.close();
    },
  };
}

function eventsOf(step: number): EventBody[] {
  const epoch = Math.ceil(step / STEPS_PER_EPOCH);
  const losses = { unlabelled: Math.sin(step) + 1.5, generated: Math.cos(step) + 1.5, labelled: 1 / (1 + step / 7), generator: Math.sin(step / 3) + 2 };
  const bodies: EventBody[] = [{ type: 'step', epoch, step, losses, images: 228, ms: 9.876543 + Math.sin(step), waitMs: 0.012345 }];
  const stage = { perSecond: 6400.123, workMs: 812.345, inputMs: 100.25, outputMs: 87.405 };
  if (step % FLUSHED === 0) {
    bodies.push({
      type: 'pipeline', decoded: step * 64, fromCache: 0, quarantined: 0, buffersTaken: 2, prefetch: 3, concurrency: 16, workers: 2, buffersFilling: 1, decoding: 16, delivered: step, readMs: step * 3.21, decodeMs: step * 12.34,
      seconds: 1.00012, waitMs: 1.2345, blockedMs: 345.678, stages: { read: stage, decode: stage, batch: stage, step: stage }, bottleneck: 'step',
    });
  }
  if (step % STEPS_PER_EPOCH === 0) {
    const val = { accuracy: 0.5 + 0.4 * Math.sin(epoch), loss: 0.4321, count: 1000 };
    bodies.push({ type: 'epoch', epoch, epochs: 1000, step, losses, val, best: epoch % 7 === 1, seconds: 5.4321, imagesPerSecond: 22_800.5, grid: `samples/epoch-${epoch}.png` });
  }
  return bodies;
}

/** A run on disk, of so many steps or events. */
async function write(folder: string, steps: number, events = Infinity): Promise<void> {
  const run = await open(folder, false);
  for (let step = 1; step <= steps && run.told < events; step += 1) {
    run.tell(step);
    if (step % 5000 === 0) await run.flush();
  }
  await run.close();
}

async function attaching(folder: string, least: number): Promise<{ readonly ms: number; readonly given: number }> {
  const stop = new AbortController();
  let given = 0;
  let last: RunEvent | undefined;
  const began = performance.now();
  let ms = 0;
  await followRun(folder, { signal: stop.signal }).events.forEach((event) => {
    given += 1;
    last = event;
    ms = performance.now() - began;
    stop.abort();
  });
  if (last === undefined || last.seq < least * 0.95) throw new BenchFailed(`The run of ${least} events was attached to up to event ${last?.seq ?? 'none'} only.`);
  return { ms, given };
}

async function replay(folder: string): Promise<number> {
  const began = performance.now();
  const player = createPlayer(await openRunRecording(join(folder, 'events.jsonl')), { speed: 'max' });
  let taken = 0;
  player.events.subscribe(() => (taken += 1));
  await firstValueFrom(player.state.pipe(filter(({ ended }) => ended)));
  if (taken === 0) throw new BenchFailed('The replay gave no events.');
  return performance.now() - began;
}
