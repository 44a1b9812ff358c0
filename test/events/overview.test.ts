import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AccuracyCurve, followRuns, readRuns, type EventBody, type RunOverview } from '../../src/events/index.js';
import { OverviewReader } from '../../src/events/overview.js';
import { distantLockText, lockText } from '../disk/lock-text.js';
import { bodies, stamped, textOf } from './written.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-overview-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const BEGAN = 1_767_312_000_000;
const log = (run: string): string => join(folder, run, 'events.jsonl');
async function write(run: string, written: readonly EventBody[], first = 0, began = BEGAN): Promise<void> {
  await mkdir(join(folder, run), { recursive: true });
  await appendFile(log(run), textOf(stamped(written, first, began)));
}
const epoch = (number: number, accuracy: number, best: boolean): EventBody => ({ ...bodies.epoch(number, best), val: { accuracy, loss: 1, count: 10 } } as EventBody);
const end = (outcome: 'done' | 'interrupted' = 'done'): EventBody => ({ ...bodies.end(outcome), best: { epoch: 2, val: { accuracy: 0.75, loss: 1, count: 10 } }, test: { accuracy: 0.7, loss: 1, count: 12 } } as EventBody);
const stepsOf = (epochNumber: number): EventBody[] => Array.from({ length: 10 }, (_, at) => bodies.step((epochNumber - 1) * 10 + at + 1));
const read = (run: string): Promise<RunOverview> => new OverviewReader(join(folder, run)).read();

describe('OverviewReader', () => {
  it('a run that is done: its recipe, its epochs, its best and its test accuracy', async () => {
    await write('done', [bodies.log('a word before the start'), bodies.start(), ...stepsOf(1), epoch(1, 0.5, true), ...stepsOf(2), epoch(2, 0.75, true), bodies.log('over'), end()]);
    expect(await read('done')).toMatchObject({
      run: { recipe: 'sgan', model: 'convnet' }, status: { state: 'done', resumable: false }, end: { outcome: 'done', test: { accuracy: 0.7 } },
      epoch: 2, best: { epoch: 2, val: { accuracy: 0.75 } }, secondsLeft: null, begun: BEGAN + 10, newest: BEGAN + 250,
    });
  });

  it('a run that goes on: the best epoch however far back it is, and the time left from its newest steps and its last validation', async () => {
    const later = Array.from({ length: 40 }, (_, at) => [...stepsOf(at + 2), epoch(at + 2, 0.6, false)]).flat();
    await write('on', [bodies.start(), ...stepsOf(1), epoch(1, 0.9, true), ...later, ...stepsOf(42)]);
    await writeFile(join(folder, 'on/lock'), distantLockText());
    const run = await read('on');
    expect(run).toMatchObject({ status: { state: 'running' }, end: null, epoch: 41, best: { epoch: 1, val: { accuracy: 0.9 } } });
    // 958 epochs of ten steps of 9.12 ms; all that is left of an epoch's second is its validation.
    expect(run.secondsLeft).toBeCloseTo(958, 0);
  });

  it('reads on where it stopped, and an ended run that is resumed goes on from its checkpoint', async () => {
    await write('run', [bodies.start(), ...stepsOf(1), epoch(1, 0.5, true)]);
    await writeFile(join(folder, 'run/lock'), distantLockText());
    const reader = new OverviewReader(join(folder, 'run'));
    const first = await reader.read();
    expect(await reader.read()).toBe(first);
    await write('run', [...stepsOf(2), epoch(2, 0.8, true), ...stepsOf(3)], 12);
    expect(await reader.read()).toMatchObject({ epoch: 2, best: { epoch: 2, val: { accuracy: 0.8 } } });
    // It was killed, and begins again after epoch 1.
    await write('run', [bodies.start(10), bodies.step(11)], 33);
    expect(await reader.read()).toMatchObject({ epoch: 1, best: { epoch: 1, val: { accuracy: 0.5 } }, end: null });
    expect(await read('run')).toMatchObject({ epoch: 1, best: { epoch: 1 } });
    await rm(join(folder, 'run/lock'));
    await write('run', [end('interrupted')], 35);
    const ended = await reader.read();
    expect(ended).toMatchObject({ status: { state: 'interrupted', resumable: true, event: { outcome: 'interrupted' } } });
    expect(await reader.read()).toBe(ended);
  });

  it('a pause lasts until the run goes on', async () => {
    await write('run', [bodies.start(), bodies.step(1), bodies.pause(true), bodies.log('a word')]);
    await writeFile(join(folder, 'run/lock'), distantLockText());
    const reader = new OverviewReader(join(folder, 'run'));
    expect((await reader.read()).paused).toBe(true);
    await write('run', [bodies.pause(false), bodies.step(2)], 4);
    expect((await reader.read()).paused).toBe(false);
  });

  it('a run without a process is dead, and one of a machine that is not seen is silent', async () => {
    await write('dead', [bodies.start(), bodies.step(1)]);
    await writeFile(join(folder, 'dead/lock'), lockText());
    expect((await read('dead')).status).toMatchObject({ state: 'dead', folder: join(folder, 'dead'), pid: 4_194_305, lastEvent: BEGAN + 10, resumable: true });
    await write('silent', [bodies.start(), bodies.step(1)]);
    await writeFile(join(folder, 'silent/lock'), distantLockText());
    const later = new OverviewReader(join(folder, 'silent'), () => Date.now() + 60_000);
    expect((await later.read()).status.state).toBe('silent');
  });

  it('a log that is empty, torn or of another version has no run yet', async () => {
    await write('empty', []);
    expect(await read('empty')).toMatchObject({ run: null, best: null, begun: null, newest: null });
    await write('torn', [bodies.start()]);
    await writeFile(log('torn'), textOf(stamped([bodies.start()])).slice(0, 90));
    expect(await read('torn')).toMatchObject({ run: null, newest: null });
    await appendFile(log('torn'), textOf(stamped([bodies.start()])).slice(90));
    expect((await read('torn')).run?.recipe).toBe('sgan');
  });
});

describe('AccuracyCurve', () => {
  it('has the accuracy of each epoch once, also of those that a resume repeats', async () => {
    await write('run', [bodies.start(), ...stepsOf(1), epoch(1, 0.5, true), ...stepsOf(2), epoch(2, 0.6, true)]);
    const curve = new AccuracyCurve(join(folder, 'run'));
    const first = await curve.read();
    expect(first).toEqual([{ epoch: 1, accuracy: 0.5 }, { epoch: 2, accuracy: 0.6 }]);
    expect(await curve.read()).toBe(first);
    await write('run', [bodies.start(10), epoch(2, 0.7, true), epoch(3, 0.8, true)], 23);
    expect(await curve.read()).toEqual([{ epoch: 1, accuracy: 0.5 }, { epoch: 2, accuracy: 0.7 }, { epoch: 3, accuracy: 0.8 }]);
  });
});

describe('followRuns', () => {
  it('lists runs in a folder and one level below, newest first, and again when one appears, changes or vanishes', async () => {
    await write('old', [bodies.start(), end()]);
    await write('compared/sgan-1', [bodies.start(), end()], 0, BEGAN + 60_000);
    await mkdir(join(folder, 'pictures'));
    const seen: (readonly string[])[] = [];
    const subscription = followRuns(folder, { pollMs: 5 }).subscribe((runs) => seen.push(runs.map(({ folder: path, status }) => `${path.slice(folder.length + 1)} ${status.state}`)));
    const soon = (expected: readonly string[]) => vi.waitFor(() => expect(seen.at(-1)).toEqual(expected), { timeout: 30_000, interval: 5 });
    try {
      await soon(['compared/sgan-1 done', 'old done']);
      await write('new', [bodies.start()], 0, BEGAN + 120_000);
      await soon(['new dead', 'compared/sgan-1 done', 'old done']);
      await writeFile(join(folder, 'new/lock'), distantLockText());
      await soon(['new running', 'compared/sgan-1 done', 'old done']);
      const count = seen.length;
      await new Promise((resolve) => void setTimeout(resolve, 60));
      expect(seen).toHaveLength(count);
      await rm(join(folder, 'old'), { recursive: true });
      await soon(['new running', 'compared/sgan-1 done']);
    } finally {
      subscription.unsubscribe();
    }
  });

  it('reads little of many long runs: a small part of the time of reading them whole', async () => {
    const long = textOf(stamped([bodies.start(), ...Array.from({ length: 100 }, (_, at) => [...stepsOf(at + 1), epoch(at + 1, 0.5, true)]).flat(), end()]));
    for (let at = 0; at < 40; at += 1) {
      await mkdir(join(folder, `run-${at}`));
      await writeFile(log(`run-${at}`), long);
    }
    const timed = async (work: () => Promise<unknown>): Promise<number> => {
      const began = performance.now();
      await work();
      return performance.now() - began;
    };
    expect(await readRuns(folder)).toHaveLength(40);
    const { readEvents } = await import('../../src/events/index.js');
    const whole = await timed(async () => {
      for (let at = 0; at < 40; at += 1) for await (const _ of readEvents(log(`run-${at}`)));
    });
    // The best time counts, because other work on the machine disturbs some.
    const times = [await timed(() => readRuns(folder)), await timed(() => readRuns(folder)), await timed(() => readRuns(folder))];
    expect(Math.min(...times)).toBeLessThan(whole / 4);
  });
});
