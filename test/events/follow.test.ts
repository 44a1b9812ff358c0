import { appendFile, mkdtemp, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { merge } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkFailed } from '../../src/config/index.js';
import { takeLock } from '../../src/disk/index.js';
import { followRun, openEventLog, type FollowOptions, type RunEvent } from '../../src/events/index.js';
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
  readonly notices: string[];
  readonly completed: () => boolean;
  readonly error: () => unknown;
}

function watch(options: FollowOptions = {}): Watcher {
  const [events, notices]: [RunEvent[], string[]] = [[], []];
  let completed = false;
  let failure: unknown;
  const followed = followRun(folder, { every: 5, ...options });
  merge(followed.status, followed.warnings).subscribe((notice) => notices.push(notice));
  const subscription = followed.events.subscribe({ next: (event) => events.push(event), complete: () => (completed = true), error: (error: unknown) => (failure = error) });
  stops.push(() => subscription.unsubscribe());
  return { events, notices, completed: () => completed, error: () => failure };
}

const soon = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 5000, interval: 5 });
const seqs = ({ events }: Watcher): number[] => events.map(({ seq }) => seq);
/** Long enough for many looks. */
const looks = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 60));

/** Holds the run's lock, as a run in progress does. */
async function live(): Promise<() => Promise<void>> {
  const taken = await takeLock(lock);
  if (!('unlock' in taken)) throw new Error('the lock is held');
  stops.push(() => void taken.unlock());
  return taken.unlock;
}

const [start, step, more, end] = [stamped([bodies.start()]), stamped([bodies.step(1)], 1), stamped([bodies.step(2)], 2), stamped([bodies.end()], 3)];

describe('a run that is followed', () => {
  it('is given from its beginning, and then as it grows, to its end', async () => {
    const unlock = await live();
    await writeFile(log, textOf(start));
    const watcher = watch();
    await soon(() => expect(seqs(watcher)).toEqual([0]));
    await appendFile(log, textOf(step));
    await soon(() => expect(seqs(watcher)).toEqual([0, 1]));
    await appendFile(log, textOf([...more, ...end]));
    await soon(() => expect(seqs(watcher)).toEqual([0, 1, 2, 3]));
    expect(watcher.completed()).toBe(false);
    await unlock();
    await soon(() => expect(watcher.completed()).toBe(true));
    expect(watcher.notices.at(-1)).toMatch(/^the run is done, since \d\d:\d\d:\d\d$/);
    expect(watcher.events).toEqual([...start, ...step, ...more, ...end]);
  });

  it('a torn last line is waited for', async () => {
    await live();
    const line = textOf(step);
    await writeFile(log, textOf(start) + line.slice(0, 50));
    const watcher = watch();
    await looks();
    expect(seqs(watcher)).toEqual([0]);
    await appendFile(log, line.slice(50, 80));
    await looks();
    expect(seqs(watcher)).toEqual([0]);
    await appendFile(log, line.slice(80) + textOf(more));
    await soon(() => expect(seqs(watcher)).toEqual([0, 1, 2]));
    expect(watcher.notices).toEqual([]);
  });

  it('a torn last line that a resumed run cuts off was never there', async () => {
    await live();
    await writeFile(log, textOf([...start, ...step]) + textOf(more).slice(0, 40));
    const watcher = watch();
    await soon(() => expect(seqs(watcher)).toEqual([0, 1]));
    const resumed = await openEventLog(log, { onError: (error) => expect.fail(String(error)) });
    await looks();
    for (const event of stamped([bodies.start(1), bodies.step(2)], resumed.nextSeq)) resumed.write(event);
    await resumed.close();
    await soon(() => expect(seqs(watcher)).toEqual([0, 1, 2, 3]));
    expect(watcher.notices).toEqual([]);
  });

  it('one that was interrupted may go on: its watcher waits, unless it was told to watch to the end', async () => {
    await writeFile(log, textOf([...start, ...stamped([bodies.end('interrupted')], 1)]));
    const [patient, brief] = [watch(), watch({ until: 'end' })];
    await soon(() => expect(brief.completed()).toBe(true));
    expect(patient.completed()).toBe(false);
    expect(patient.notices).toEqual([expect.stringMatching(/^the run was interrupted at \d\d:\d\d:\d\d; `whisker train --resume .*whisker-follow-.*` goes on$/)]);
    const unlock = await live();
    await appendFile(log, textOf(stamped([bodies.start(1)], 2)));
    await soon(() => expect(seqs(patient)).toEqual([0, 1, 2]));
    expect(patient.notices.at(-1)).toBe('');
    await appendFile(log, textOf(stamped([bodies.end()], 3)));
    await unlock();
    await soon(() => expect(patient.completed()).toBe(true));
  });

  it('an abort completes it', async () => {
    await writeFile(log, textOf(start));
    const stop = new AbortController();
    const watcher = watch({ signal: stop.signal });
    await soon(() => expect(seqs(watcher)).toEqual([0]));
    stop.abort();
    await soon(() => expect(watcher.completed()).toBe(true));
  });
});

describe('what is wrong with a log is told', () => {
  it.each([
    ['a gap', () => [...start, ...end], ['the log lacks events 1 to 2']],
    ['a gap of one', () => [...start, ...more, ...end], ['the log lacks event 1']],
    ['no run-start', () => [...step, ...more, ...end], ['events.jsonl does not tell how the run began: it has no run-start']],
  ])('%s', async (_what, written, remarks) => {
    await writeFile(log, textOf(written()));
    const watcher = watch();
    await soon(() => expect(watcher.completed()).toBe(true));
    expect(watcher.notices.slice(0, -1)).toEqual(remarks);
    expect(watcher.events).toEqual(written());
  });

  it('events and versions of a newer whisker, and lines that are no event', async () => {
    await live();
    await writeFile(log, `${textOf(start)}{"v":2,"seq":1,"time":1,"type":"step"}\n{"v":1,"seq":2,"time":1,"type":"weather"}\n${textOf(end)}`);
    const watcher = watch();
    await soon(() => expect(watcher.notices).toEqual(['passed over 2 events of a newer whisker']));
    await appendFile(log, 'not JSON\n');
    await soon(() => expect(watcher.notices.at(-1)).toBe('passed over a line that is no event: not JSON'));
    expect(seqs(watcher)).toEqual([0, 3]);
  });

  it('a log that was replaced by another is read from its beginning', async () => {
    await live();
    await writeFile(log, textOf([...start, ...step, ...more]));
    const watcher = watch();
    await soon(() => expect(seqs(watcher)).toEqual([0, 1, 2]));
    await truncate(log, 0);
    await soon(() => expect(watcher.notices).toEqual(['events.jsonl was replaced by another; it is read from the beginning']));
    await appendFile(log, textOf(start));
    await soon(() => expect(seqs(watcher)).toEqual([0, 1, 2, 0]));
  });

  it('a folder that vanishes; one that comes back in time is gone on with', async () => {
    await live();
    await writeFile(log, textOf(start));
    const watcher = watch({ goneMs: 300 });
    await soon(() => expect(seqs(watcher)).toEqual([0]));
    await rename(folder, `${folder}-away`);
    await soon(() => expect(watcher.notices).toEqual([`${folder} is not there any more, or holds no events.jsonl`]));
    await rename(`${folder}-away`, folder);
    await soon(() => expect(watcher.notices.at(-1)).toBe(''));
    await appendFile(log, textOf(step));
    await soon(() => expect(seqs(watcher)).toEqual([0, 1]));
    await rm(folder, { recursive: true });
    await soon(() => expect(watcher.error()).toBeInstanceOf(WorkFailed));
    expect(String(watcher.error())).toContain('there is nothing to watch any more');
  });
});

describe('a run that gives no sign of life', () => {
  it('its process is gone, on this machine: told at once; resumed, it is taken back', async () => {
    await writeFile(log, textOf([...start, ...step]));
    await writeFile(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), born: '1' }));
    const watcher = watch();
    await soon(() => expect(watcher.notices).toEqual([expect.stringMatching(/^no sign of life since \d\d:\d\d:\d\d \(\d+ h\): its process \(4194305\) is gone; `whisker train --resume \S+` goes on$/)]));
    await rm(lock);
    await live();
    await soon(() => expect(watcher.notices.at(-1)).toBe(''));
  });

  it('nobody holds its lock', async () => {
    await writeFile(log, textOf([...start, ...step]));
    const watcher = watch();
    await soon(() => expect(watcher.notices).toEqual([expect.stringContaining('no process works on it')]));
  });

  it('on another machine: neither beat nor event for thirty seconds; beats alone are a sign', async () => {
    let now = 1_767_312_000_000;
    await writeFile(log, textOf([...start, ...stamped([bodies.pause(true)], 1)]));
    await writeFile(lock, JSON.stringify({ pid: 1, host: 'elsewhere', born: '1' }));
    const watcher = watch({ now: () => now });
    await soon(() => expect(seqs(watcher)).toEqual([0, 1]));
    for (let beat = 1; beat <= 5; beat += 1) {
      now += 20_000;
      // By a clock that has nothing to do with the watcher's.
      await utimes(lock, beat, beat);
      await looks();
    }
    expect(watcher.notices).toEqual([]);
    now += 40_000;
    await soon(() => expect(watcher.notices).toHaveLength(1));
    expect(watcher.notices[0]).toMatch(/^no sign of life since \d\d:\d\d:\d\d \(40 s\); if its process is gone, remove the file lock in \S+, and `whisker train --resume \S+` goes on$/);
    await appendFile(log, textOf(more));
    await soon(() => expect(watcher.notices.at(-1)).toBe(''));
  });

  it('a step that has always taken long is waited for', async () => {
    let now = 1_767_312_000_000;
    await writeFile(log, textOf([...start, ...stamped([bodies.step(1)], 1), ...stamped([bodies.step(2)], 2, now + 20_000)]));
    await writeFile(lock, JSON.stringify({ pid: 1, host: 'elsewhere', born: '1' }));
    const watcher = watch({ now: () => now });
    await soon(() => expect(seqs(watcher)).toEqual([0, 1, 2]));
    now += 190_000;
    await looks();
    expect(watcher.notices).toEqual([]);
    now += 20_000;
    await soon(() => expect(watcher.notices).toHaveLength(1));
  });
});

describe('a run of a million events', () => {
  /** So many events, an epoch after each 99 steps. */
  async function longLog(count: number): Promise<void> {
    const written = await openEventLog(log, { onError: (error) => expect.fail(String(error)) });
    written.write(stamped([bodies.start()])[0] ?? expect.fail());
    for (let number = 1; number < count; number += 1) {
      written.write(stamped([number % 100 === 0 ? bodies.epoch(number / 100, number % 3000 === 0, 99) : bodies.step(number - Math.floor(number / 100), 99)], number)[0] ?? expect.fail());
      if (number % 10_000 === 0) await written.flush();
    }
    await written.close();
  }

  it('is attached to at once, with the curves of all of it and its end whole', async () => {
    const count = 120_000;
    await longLog(count);
    const began = performance.now();
    const watcher = watch();
    await soon(() => expect(watcher.events.at(-1)?.seq).toBe(count - 1));
    // A million in under a second is measured in bench/events; here other tests take their share of the machine.
    expect(performance.now() - began).toBeLessThan(2000);
    expect(watcher.events.length).toBeLessThan(count / 6);
    expect(watcher.events[0]?.type).toBe('run-start');
    expect(seqs(watcher).slice(-3000)).toEqual(Array.from({ length: 3000 }, (_, at) => count - 3000 + at));
    expect(seqs(watcher)).toEqual([...seqs(watcher)].sort((a, b) => a - b));
    expect(new Set(seqs(watcher)).size).toBe(watcher.events.length);
    expect(watcher.notices).toEqual([expect.stringContaining('no process works on it')]);
    await appendFile(log, textOf(stamped([bodies.end()], count)));
    await soon(() => expect(watcher.completed()).toBe(true));
    const last = (await readFile(log, 'utf8')).trimEnd().split('\n').at(-1);
    expect(watcher.events.at(-1)).toEqual(JSON.parse(last ?? ''));
  });
});
