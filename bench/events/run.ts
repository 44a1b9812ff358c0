import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filter, firstValueFrom, share, Subject } from 'rxjs';
import { createPlayer, followRun, openEventLog, openRunRecording, openTensorBoard, stamp, type EventBody, type RunEvent } from 'whisker-ml/events';
import { BenchFailed } from '../errors.js';
import { describeMachine, load, type ReportHead } from '../report/machine.js';
import { spreadOf, type Spread } from '../report/statistics.js';

export interface EventsOptions {
  /** Measurements of each value. */
  readonly rounds: number;
  /** Events in the log that is followed. */
  readonly events: number;
  /** Steps that are written, and steps that are replayed. */
  readonly steps: number;
}

/** The bench's JSON report. Times are in ms, except those of `writing`. */
export interface EventsReport extends ReportHead<'events'> {
  readonly options: EventsOptions;
  /** Microseconds that a step spends on its events: with the log only, and with the TensorBoard file too. */
  readonly writing: { readonly log: WritingCost; readonly logAndTensorBoard: WritingCost };
  /** Time from the subscription to the newest event of a long log. `emitted` counts the events of the thinned log. */
  readonly following: { readonly ms: Spread; readonly logBytes: number; readonly emitted: number };
  readonly replaying: Spread;
}

/** Microseconds a step, on all threads and on the main thread. */
export interface WritingCost {
  readonly processorUs: Spread;
  readonly mainThreadUs: Spread;
}

/** Steps between two flushes. A run flushes once a second, and 100 steps of 10 ms take that long. */
const STEPS_PER_FLUSH = 100;
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
    const log = await rounds((round) => measureWriting(join(folder, `log-${round}`), options.steps, false));
    const logAndTensorBoard = await rounds((round) => measureWriting(join(folder, `board-${round}`), options.steps, true));
    say(`Following a log of ${options.events} events.`);
    const long = join(folder, 'long');
    await writeRun(long, Math.ceil((options.events * 100) / 101.2), options.events);
    const { size } = await stat(join(long, 'events.jsonl'));
    const following = await rounds(() => measureFollowing(long, options.events));
    say(`Replaying ${options.steps} steps.`);
    const short = join(folder, 'short');
    await writeRun(short, options.steps);
    const replaying = await rounds(() => measureReplay(short));
    return {
      bench: 'events', date, machine: describeMachine(), load: { before, after: load() }, options,
      writing: { log: costOf(log), logAndTensorBoard: costOf(logAndTensorBoard) },
      following: { ms: spreadOf(following.map(({ ms }) => ms)), logBytes: size, emitted: following[0]?.emitted ?? 0 },
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

/** Measures what the events of a step cost, with its share of the pipeline events (one a second) and of the epoch events. */
async function measureWriting(folder: string, steps: number, withBoard: boolean): Promise<Cost> {
  const run = await openRun(folder, withBoard);
  // Warms up the compiler.
  for (let step = 1; step <= 5000; step += 1) run.emit(step);
  await run.flush();
  const began = process.cpuUsage();
  let main = 0;
  for (let step = 1; step <= steps; step += STEPS_PER_FLUSH) {
    const since = performance.now();
    for (let offset = 0; offset < STEPS_PER_FLUSH; offset += 1) run.emit(step + offset);
    const flushed = run.flush();
    main += performance.now() - since;
    await flushed;
  }
  const { user, system } = process.cpuUsage(began);
  await run.close();
  return { processorUs: (user + system) / steps, mainThreadUs: (main * 1000) / steps };
}

interface Run {
  /** Emits the events of a step. */
  emit(step: number): void;
  readonly emitted: number;
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Connects the event stream to the disk as `training` does. */
async function openRun(folder: string, withBoard: boolean): Promise<Run> {
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
  let emitted = 1;
  return {
    get emitted() {
      return emitted;
    },
    emit(step) {
      for (const body of eventsOf(step)) {
        emitted += 1;
        bodies.next(body);
      }
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
  const bodies: EventBody[] = [{ type: 'step', epoch, step, losses, trainedOn: 228, ms: 9.876543 + Math.sin(step), waitMs: 0.012345 }];
  const stage = { perSecond: 6400.123, workMs: 812.345, inputMs: 100.25, outputMs: 87.405 };
  if (step % STEPS_PER_FLUSH === 0) {
    bodies.push({
      type: 'pipeline', decoded: step * 64, fromCache: 0, quarantined: 0, buffersTaken: 2, prefetch: 3, concurrency: 16, workers: 2, buffersDecoding: 1, decoding: 16, delivered: step, readMs: step * 3.21, decodeMs: step * 12.34,
      seconds: 1.00012, waitMs: 1.2345, blockedMs: 345.678, stages: { read: stage, decode: stage, batch: stage, step: stage }, bottleneck: 'step',
    });
  }
  if (step % STEPS_PER_EPOCH === 0) {
    const val = { accuracy: 0.5 + 0.4 * Math.sin(epoch), loss: 0.4321, count: 1000 };
    bodies.push({ type: 'epoch', epoch, epochs: 1000, step, losses, val, best: epoch % 7 === 1, seconds: 5.4321, trainedOnPerSecond: 22_800.5, grid: `samples/epoch-${epoch}.png` });
  }
  return bodies;
}

/** Writes a run of this many steps or events. */
async function writeRun(folder: string, steps: number, events = Infinity): Promise<void> {
  const run = await openRun(folder, false);
  for (let step = 1; step <= steps && run.emitted < events; step += 1) {
    run.emit(step);
    if (step % 5000 === 0) await run.flush();
  }
  await run.close();
}

async function measureFollowing(folder: string, events: number): Promise<{ readonly ms: number; readonly emitted: number }> {
  const stop = new AbortController();
  let emitted = 0;
  let last: RunEvent | undefined;
  const began = performance.now();
  let ms = 0;
  await followRun(folder, { signal: stop.signal }).events.forEach((event) => {
    emitted += 1;
    last = event;
    ms = performance.now() - began;
    stop.abort();
  });
  if (last === undefined || last.seq < events * 0.95) throw new BenchFailed(`The log has ${events} events, but the last one followed was ${last?.seq ?? 'none'}.`);
  return { ms, emitted };
}

async function measureReplay(folder: string): Promise<number> {
  const began = performance.now();
  const player = createPlayer(await openRunRecording(join(folder, 'events.jsonl')), { speed: 'max' });
  let emitted = 0;
  player.events.subscribe(() => (emitted += 1));
  await firstValueFrom(player.state.pipe(filter(({ ended }) => ended)));
  if (emitted === 0) throw new BenchFailed('The replay emitted no events.');
  return performance.now() - began;
}
