import { open, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { readLockState } from '../disk/index.js';
import { linesBackwards } from './lines-backwards.js';
import { addEvent, isOver, livenessOf, noActivity, type Activity, type RunStatus } from './liveness.js';
import { computePace, initialPace, updatePace, type PaceState } from './pace.js';
import { parseLine } from './read.js';
import { scanLines } from './scan.js';
import type { EventOf, RunEvent, Score } from './schema.js';

/** What a list shows of a run. */
export interface RunOverview {
  readonly folder: string;
  /** Its first run-start; null where the log lacks it. */
  readonly run: EventOf<'run-start'> | null;
  /** How the run looks from outside. */
  readonly status: RunStatus;
  readonly paused: boolean;
  /** How it ended; null while it goes on, or where it died. */
  readonly end: EventOf<'run-end'> | null;
  /** The newest epoch that has ended; 0 before the first. */
  readonly epoch: number;
  readonly best: { readonly epoch: number; readonly val: Score } | null;
  /** Seconds until the last epoch ends; null where nobody knows, and for a run that does not go on. */
  readonly secondsLeft: number | null;
  /** Times of the first and the newest event, ms since 1970; null without events. */
  readonly begun: number | null;
  readonly newest: number | null;
}

/** Bytes and lines at the beginning of a log in which its first run-start is looked for. Messages may come before it. */
const HEAD_BYTES = 65_536;
const HEAD_LINES = 100;
/** Events at the end of a log that the first read parses, for the pace and the gaps between events. */
const TAIL_EVENTS = 64;

const TYPE = /^\{"v":\d+,"seq":\d+,"time":\d+,"type":"([a-z-]+)"/;
const utf8 = new TextDecoder();

/** What the events say, besides the first run-start. */
interface Facts {
  readonly activity: Activity;
  readonly pace: PaceState;
  readonly step: number;
  readonly lastEpoch: EventOf<'epoch'> | null;
  readonly best: RunOverview['best'];
}

const noFacts: Facts = { activity: noActivity, pace: initialPace, step: 0, lastEpoch: null, best: null };

/**
 * Reads what a list shows of the run in `folder`, again and again. The first read takes the first line of the log, and goes back
 * from its end only to the best epoch. Later reads take what was added, and a run that has ended costs one look at its log.
 */
export class OverviewReader {
  #inode: number | undefined;
  /** The byte after the last line that was read, and the size of the file at that time. */
  #at = 0;
  #size = 0;
  #run: EventOf<'run-start'> | null = null;
  #facts = noFacts;
  #beat: number | undefined;
  #lastActivity: number | undefined;
  #last: RunOverview | undefined;

  /** @param now the reader's clock, ms since 1970 */
  constructor(private readonly folder: string, private readonly now: () => number = Date.now) {}

  /** Returns the run as it is now; the same object where nothing has changed. @throws the system's error (`ENOENT`, …) if the log cannot be read */
  async read(): Promise<RunOverview> {
    const path = join(this.folder, 'events.jsonl');
    const { size, ino } = await stat(path);
    const isSame = ino === this.#inode && size === this.#size;
    if (isSame && this.#last !== undefined && isOver(this.#last.status) && this.#last.status.state !== 'dead') return this.#last;
    // The lock is read first: a run releases it only when its log is complete.
    const lock = await readLockState(join(this.folder, 'lock'));
    if (!isSame) await this.#readLog(path);
    const now = this.now();
    const { activity } = this.#facts;
    // At first only the clocks of the run's machine say how long ago something happened.
    if (this.#lastActivity === undefined) this.#lastActivity = Math.min(now, Math.max(activity.newest ?? 0, lock?.heartbeat ?? 0));
    else if (!isSame || lock?.heartbeat !== this.#beat) this.#lastActivity = now;
    this.#beat = lock?.heartbeat;
    const liveness = livenessOf(activity, lock, this.#lastActivity, now);
    const isUnchanged = isSame && this.#last?.status.state === liveness.state;
    if (!isUnchanged || this.#last === undefined) this.#last = this.#overview({ folder: this.folder, ...liveness });
    return this.#last;
  }

  #overview(status: RunStatus): RunOverview {
    const { activity: { end, paused, newest }, lastEpoch, best } = this.#facts;
    const ended = isOver(status);
    return {
      folder: this.folder, run: this.#run, status, paused: paused && !ended, end: end ?? null, epoch: lastEpoch?.epoch ?? 0,
      best: end?.best ?? best, secondsLeft: ended ? null : this.#secondsLeft(), begun: this.#run?.time ?? null, newest: newest ?? null,
    };
  }

  #secondsLeft(): number | null {
    const { pace, step, lastEpoch } = this.#facts;
    if (this.#run === null) return null;
    const secondsPerStep = 1 / computePace(pace, null, step).stepsPerSecond;
    const overhead = lastEpoch === null || lastEpoch.epoch === 0 ? null : Math.max(0, lastEpoch.seconds - this.#run.stepsPerEpoch * secondsPerStep);
    return computePace({ ...pace, overhead }, this.#run, step).secondsLeft ?? null;
  }

  async #readLog(path: string): Promise<void> {
    const file = await open(path, 'r');
    try {
      const { size, ino } = await file.stat();
      const added: RunEvent[] = [];
      const isFirst = this.#inode === undefined || ino !== this.#inode || size < this.#at;
      if (!isFirst) this.#at = await scanLines(file, this.#at, size, (bytes, start, end) => added.push(...eventsIn(utf8.decode(bytes.subarray(start, end)))));
      // A resumed run repeats steps, so an earlier epoch may be the best one again.
      if (isFirst || added.some(({ type }) => type === 'run-start')) await this.#readFirst(file, size);
      else this.#facts = added.reduce(withEvent, this.#facts);
      this.#inode = ino;
      this.#size = size;
    } finally {
      await file.close();
    }
  }

  async #readFirst(file: FileHandle, size: number): Promise<void> {
    this.#run = await readFirstStart(file, size);
    const { facts, at } = await readBackwards(file);
    this.#facts = facts;
    this.#at = at;
  }
}

/** Reads what a list shows of the run in `folder`. @throws the system's error (`ENOENT`, …) if its log cannot be read */
export const readOverview = (folder: string): Promise<RunOverview> => new OverviewReader(folder).read();

/** Returns the event in a line that this version of whisker knows; none else. */
function eventsIn(line: string): readonly RunEvent[] {
  const parsed = parseLine(line);
  return typeof parsed === 'object' ? [parsed.event] : [];
}

async function readFirstStart(file: FileHandle, size: number): Promise<EventOf<'run-start'> | null> {
  // A run with thousands of classes has a long first line.
  for (const length of [HEAD_BYTES, 64 * HEAD_BYTES]) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(length, size)), 0, Math.min(length, size), 0);
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n', HEAD_LINES);
    const start = lines.filter((line) => TYPE.exec(line)?.[1] === 'run-start').flatMap(eventsIn).find(({ type }) => type === 'run-start');
    if (start?.type === 'run-start') return start;
    if (lines.length > 1 || bytesRead === size) return null;
  }
  return null;
}

/** Reads a log from its end, back to the newest epoch and to the best one. */
async function readBackwards(file: FileHandle): Promise<{ readonly facts: Facts; readonly at: number }> {
  const tail: RunEvent[] = [];
  let at = 0;
  let hasEnd = false;
  let lastEpoch: Facts['lastEpoch'] = null;
  let best: Facts['best'] = null;
  /** A resumed run has none of the epochs after its checkpoint. */
  let mostEpochs = Infinity;
  for await (const { text, end } of linesBackwards(file)) {
    at ||= end;
    const type = TYPE.exec(text)?.[1];
    const isInTail = tail.length < TAIL_EVENTS && !hasEnd;
    if (!isInTail && type !== 'epoch' && type !== 'run-start') continue;
    for (const event of eventsIn(text)) {
      if (isInTail) tail.push(event);
      if (event.type === 'run-end' && tail.every(({ type }) => type === 'run-end' || type === 'log')) hasEnd = true;
      if (event.type === 'run-start') mostEpochs = Math.min(mostEpochs, Math.floor(event.resumedAt / event.stepsPerEpoch));
      if (event.type !== 'epoch' || event.epoch > mostEpochs) continue;
      lastEpoch ??= event;
      if (event.best) best = { epoch: event.epoch, val: event.val };
    }
    // The end of a run names its best epoch.
    if (best !== null || (hasEnd && type === 'epoch')) break;
  }
  const { activity, pace, step } = tail.reverse().reduce(withEvent, noFacts);
  return { facts: { activity, pace, step: Math.max(step, lastEpoch?.step ?? 0), lastEpoch, best }, at };
}

function withEvent(facts: Facts, event: RunEvent): Facts {
  const activity = addEvent(facts.activity, event);
  switch (event.type) {
    case 'run-start':
      return { ...facts, activity, pace: initialPace, step: event.resumedAt };
    case 'step':
      // Steps show that a pause is over, also where its end is not in the part that was read.
      return { ...facts, activity: { ...activity, paused: false }, pace: updatePace(facts.pace, event), step: event.step };
    case 'epoch':
      return { ...facts, activity, step: event.step, lastEpoch: event, best: event.best ? { epoch: event.epoch, val: event.val } : facts.best };
    default:
      return { ...facts, activity };
  }
}
