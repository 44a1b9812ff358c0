import { appendFile, mkdtemp, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { map, merge, skip } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkFailed } from '../../src/config/index.js';
import { takeLock, type Lock } from '../../src/disk/index.js';
import { describeStatus, followRun, openEventLog, type FollowOptions, type RunEvent } from '../../src/events/index.js';
import { distantLockText, lockText } from '../disk/lock-text.js';
import { bodies, stamped, textOf } from './written.js';

let folder: string;
let log: string;
let lock: string;
const stops: (() => void)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-follow-'));
  log = join(folder, 'events.jsonl');
  lock = join(folder, 'lock');
});
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  await rm(folder, { recursive: true, force: true });
});

interface Watcher {
  readonly events: RunEvent[];
  /** What `status`, after the first, and `warnings` said. */
  readonly sentences: string[];
  readonly completed: () => boolean;
  readonly error: () => unknown;
}

function watch(options: FollowOptions = {}): Watcher {
  const [events, sentences]: [RunEvent[], string[]] = [[], []];
  let completed = false;
  let failure: unknown;
  const followed = followRun(folder, { pollMs: 5, ...options });
  merge(followed.status.pipe(skip(1), map((status) => describeStatus(status, options.now?.()))), followed.warnings).subscribe((sentence) => sentences.push(sentence));
  const subscription = followed.events.subscribe({ next: (event) => events.push(event), complete: () => (completed = true), error: (error: unknown) => (failure = error) });
  stops.push(() => subscription.unsubscribe());
  return { events, sentences, completed: () => completed, error: () => failure };
}

const soon = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 30_000, interval: 5 });
const seqs = ({ events }: Watcher): number[] => events.map(({ seq }) => seq);
/** Waits long enough for many polls. */
const polls = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 60));

/** Holds the run's lock, as a run in progress does. */
async function holdLock(): Promise<Lock> {
  const taken = await takeLock(lock);
  if (!('lock' in taken)) throw new Error('the lock is held');
  stops.push(() => void taken.lock.release());
  return taken.lock;
}

const [start, step, more, end] = [stamped([bodies.start()]), stamped([bodies.step(1)], 1), stamped([bodies.step(2)], 2), stamped([bodies.end()], 3)];

describe('followRun', () => {
  it('gives the events from the beginning, then each new one, and completes when the run is done', async () => {
    const held = await holdLock();
    await writeFile(log, textOf(start));
    const watcher = watch();
    await soon(() => expect(seqs(watcher)).toEqual([0]));
    await appendFile(log, textOf(step));
    await soon(() => expect(seqs(watcher)).toEqual([0, 1]));
    await appendFile(log, textOf([...more, ...end]));
    await soon(() => expect(seqs(watcher)).toEqual([0, 1, 2, 3]));
    expect(watcher.completed()).toBe(false);
    await held.release();
    await soon(() => expect(watcher.completed()).toBe(true));
    expect(watcher.sentences.at(-1)).toMatch(/^the run finished at \d\d:\d\d:\d\d$/);
    expect(watcher.events).toEqual([...start, ...step, ...more, ...end]);
  });

  it('waits for the rest of an incomplete last line', async () => {
    await holdLock();
    const line = textOf(step);
    await writeFile(log, textOf(start) + line.slice(0, 50));
    const watcher = watch();
    await soon(() => expect(seqs(watcher)).toEqual([0]));
    await appendFile(log, line.slice(50, 80));
    await polls();
    expect(seqs(watcher)).toEqual([0]);
    await appendFile(log, line.slice(80) + textOf(more));
    await soon(() => expect(seqs(watcher)).toEqual([0, 1, 2]));
    expect(watcher.sentences).toEqual([]);
  });

  it('never gives an incomplete last line that a resumed run cuts off', async () => {
    await holdLock();
    await writeFile(log, textOf([...start, ...step]) + textOf(more).slice(0, 40));
    const watcher = watch();
    await soon(() => expect(seqs(watcher)).toEqual([0, 1]));
    const resumed = await openEventLog(log, { onError: (error) => expect.fail(String(error)) });
    await polls();
    for (const event of stamped([bodies.start(1), bodies.step(2)], resumed.nextSeq)) resumed.write(event);
    await resumed.close();
    await soon(() => expect(seqs(watcher)).toEqual([0, 1, 2, 3]));
    expect(watcher.sentences).toEqual([]);
  });

  it('ends with an interrupted run, or waits for it to be resumed', async () => {
    await writeFile(log, textOf([...start, ...stamped([bodies.end('interrupted')], 1)]));
    const [waiting, brief] = [watch({ until: 'done' }), watch()];
    await soon(() => expect(brief.completed()).toBe(true));
    expect(waiting.completed()).toBe(false);
    expect(waiting.sentences).toEqual([expect.stringMatching(/^the run was interrupted at \d\d:\d\d:\d\d; resume with `whisker train --resume .*whisker-follow-.*`$/)]);
    const held = await holdLock();
    await appendFile(log, textOf(stamped([bodies.start(1)], 2)));
    await soon(() => expect(seqs(waiting)).toEqual([0, 1, 2]));
    expect(waiting.sentences.at(-1)).toBe('');
    await appendFile(log, textOf(stamped([bodies.end()], 3)));
    await held.release();
    await soon(() => expect(waiting.completed()).toBe(true));
  });

  it('completes on abort', async () => {
    await writeFile(log, textOf(start));
    const stop = new AbortController();
    const watcher = watch({ signal: stop.signal });
    await soon(() => expect(seqs(watcher)).toEqual([0]));
    stop.abort();
    await soon(() => expect(watcher.completed()).toBe(true));
  });
});

describe('a warning', () => {
  it.each([
    ['a gap', () => [...start, ...end], ['events 1 to 2 are missing from the log']],
    ['a gap of one', () => [...start, ...more, ...end], ['event 1 is missing from the log']],
    ['no run-start', () => [...step, ...more, ...end], ['events.jsonl has no run-start event, so the beginning of the run is unknown']],
  ])('reports %s', async (_what, written, warnings) => {
    await writeFile(log, textOf(written()));
    const watcher = watch();
    await soon(() => expect(watcher.completed()).toBe(true));
    expect(watcher.sentences.slice(0, -1)).toEqual(warnings);
    expect(watcher.events).toEqual(written());
  });

  it('reports events and versions of a newer whisker, and lines that are not events', async () => {
    await holdLock();
    await writeFile(log, `${textOf(start)}{"v":2,"seq":1,"time":1,"type":"step"}\n{"v":1,"seq":2,"time":1,"type":"weather"}\n${textOf(end)}`);
    const watcher = watch();
    await soon(() => expect(watcher.sentences).toEqual(['skipped 2 events of a newer version of whisker']));
    await appendFile(log, 'not JSON\n');
    await soon(() => expect(watcher.sentences.at(-1)).toBe('skipped a line that is not an event: not JSON'));
    expect(seqs(watcher)).toEqual([0, 3]);
  });

  it('reports all events of a version with other fields in one sentence', async () => {
    await holdLock();
    await writeFile(log, `${textOf(start)}${'{"v":1,"seq":1,"time":1,"type":"step","images":3}\n'.repeat(3)}${textOf(end)}`);
    const watcher = watch();
    await soon(() => expect(watcher.sentences).toEqual(['skipped 3 events with the fields of another version of whisker: show the run with the version that wrote it']));
    expect(seqs(watcher)).toEqual([0, 3]);
  });

  it('reports a replaced log, and the new one is read from its beginning', async () => {
    await holdLock();
    await writeFile(log, textOf([...start, ...step, ...more]));
    const watcher = watch();
    await soon(() => expect(seqs(watcher)).toEqual([0, 1, 2]));
    await truncate(log, 0);
    await soon(() => expect(watcher.sentences).toEqual(['events.jsonl was replaced; reading the new one from the beginning']));
    await appendFile(log, textOf(start));
    await soon(() => expect(seqs(watcher)).toEqual([0, 1, 2, 0]));
  });

  it('waits for a folder that vanishes, and fails if it does not come back in time', async () => {
    await holdLock();
    await writeFile(log, textOf(start));
    const watcher = watch({ missingMs: 300 });
    await soon(() => expect(seqs(watcher)).toEqual([0]));
    await rename(folder, `${folder}-away`);
    await soon(() => expect(watcher.sentences).toEqual([`${folder} or its events.jsonl is missing`]));
    await rename(`${folder}-away`, folder);
    await soon(() => expect(watcher.sentences.at(-1)).toBe(''));
    await appendFile(log, textOf(step));
    await soon(() => expect(seqs(watcher)).toEqual([0, 1]));
    await rm(folder, { recursive: true });
    await soon(() => expect(watcher.error()).toBeInstanceOf(WorkFailed));
    expect(String(watcher.error())).toContain('there is nothing left to watch');
  });
});

describe('a run without activity', () => {
  it('is dead at once if its process on this machine is gone; the status is cleared when it is resumed', async () => {
    await writeFile(log, textOf([...start, ...step]));
    await writeFile(lock, lockText());
    const watcher = watch({ until: 'done' });
    await soon(() => expect(watcher.sentences).toEqual([expect.stringMatching(/^no activity since \d\d:\d\d:\d\d \(\d+ d \d\d h\): process 4194305 is gone; resume with `whisker train --resume \S+`$/)]));
    await rm(lock);
    await holdLock();
    await soon(() => expect(watcher.sentences.at(-1)).toBe(''));
  });

  it('quotes the folder of the command for a shell', async () => {
    const own = folder;
    folder = await mkdtemp(join(own, 'a$b '));
    await writeFile(join(folder, 'events.jsonl'), textOf(start));
    const watcher = watch();
    await soon(() => expect(watcher.sentences).toEqual([expect.stringContaining(`whisker train --resume '${folder}'`)]));
    folder = own;
  });

  it('completes when it is dead, unless it is followed until it is done', async () => {
    await writeFile(log, textOf([...start, ...step]));
    await writeFile(lock, lockText());
    const [waiting, brief] = [watch({ until: 'done' }), watch()];
    await soon(() => expect(brief.completed()).toBe(true));
    expect(brief.sentences).toEqual([expect.stringContaining('process 4194305 is gone')]);
    expect(waiting.completed()).toBe(false);
  });

  it('is dead if nobody holds its lock', async () => {
    await writeFile(log, textOf([...start, ...step]));
    const watcher = watch();
    await soon(() => expect(watcher.sentences).toEqual([expect.stringContaining('no process is running it')]));
  });

  it('is silent on another machine after thirty seconds without a heartbeat or an event; a heartbeat alone is enough', async () => {
    let now = 1_767_312_000_000;
    await writeFile(log, textOf([...start, ...stamped([bodies.pause(true)], 1)]));
    await writeFile(lock, distantLockText());
    // It reads the clock once in each look, after the lock.
    let looks = 0;
    const watcher = watch({ now: () => (looks++, now) });
    await soon(() => expect(seqs(watcher)).toEqual([0, 1]));
    for (let beat = 1; beat <= 5; beat += 1) {
      now += 20_000;
      // This clock has nothing to do with the watcher's.
      await utimes(lock, beat, beat);
      const before = looks;
      await soon(() => expect(looks).toBeGreaterThanOrEqual(before + 2));
    }
    expect(watcher.sentences).toEqual([]);
    now += 40_000;
    await soon(() => expect(watcher.sentences).toHaveLength(1));
    expect(watcher.sentences[0]).toMatch(/^no activity since \d\d:\d\d:\d\d \(40 s\); if its process is gone, delete the file lock in \S+; resume with `whisker train --resume \S+`$/);
    await appendFile(log, textOf(more));
    await soon(() => expect(watcher.sentences.at(-1)).toBe(''));
  });

  it('is not silent while a step takes as long as the steps before', async () => {
    let now = 1_767_312_000_000;
    await writeFile(log, textOf([...start, ...stamped([bodies.step(1)], 1), ...stamped([bodies.step(2)], 2, now + 20_000)]));
    await writeFile(lock, distantLockText());
    const watcher = watch({ now: () => now });
    await soon(() => expect(seqs(watcher)).toEqual([0, 1, 2]));
    now += 190_000;
    await polls();
    expect(watcher.sentences).toEqual([]);
    now += 20_000;
    await soon(() => expect(watcher.sentences).toHaveLength(1));
  });
});

describe('a run of a million events', () => {
  /** Writes a log with an epoch after each 99 steps. */
  async function longLog(count: number): Promise<void> {
    const written = await openEventLog(log, { onError: (error) => expect.fail(String(error)) });
    written.write(stamped([bodies.start()])[0] ?? expect.fail());
    for (let number = 1; number < count; number += 1) {
      written.write(stamped([number % 100 === 0 ? bodies.epoch(number / 100, number % 3000 === 0, 99) : bodies.step(number - Math.floor(number / 100), 99)], number)[0] ?? expect.fail());
      if (number % 10_000 === 0) await written.flush();
    }
    await written.close();
  }

  it('is followed with a thinned beginning and a whole end', async () => {
    const count = 120_000;
    await longLog(count);
    const watcher = watch({ until: 'done' });
    await soon(() => expect(watcher.events.at(-1)?.seq).toBe(count - 1));
    expect(watcher.events.length).toBeLessThan(count / 6);
    expect(watcher.events[0]?.type).toBe('run-start');
    expect(seqs(watcher).slice(-3000)).toEqual(Array.from({ length: 3000 }, (_, at) => count - 3000 + at));
    expect(seqs(watcher)).toEqual([...seqs(watcher)].sort((a, b) => a - b));
    expect(new Set(seqs(watcher)).size).toBe(watcher.events.length);
    expect(watcher.sentences).toEqual([expect.stringContaining('no process is running it')]);
    await appendFile(log, textOf(stamped([bodies.end()], count)));
    await soon(() => expect(watcher.completed()).toBe(true));
    const last = (await readFile(log, 'utf8')).trimEnd().split('\n').at(-1);
    expect(watcher.events.at(-1)).toEqual(JSON.parse(last ?? ''));
  });
});
