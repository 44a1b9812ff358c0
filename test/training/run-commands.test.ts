import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Subject } from 'rxjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readLockState } from '../../src/disk/index.js';
import { readEvents, type RunEvent, type RunCommand } from '../../src/events/index.js';
import { resumeRun } from '../../src/training/index.js';
import { Stopwatch } from '../../src/training/run/stopwatch.js';
import { checkpointBytes, finish, ofType, openWorkshop } from './pictures.js';

const workshop = await openWorkshop();
const { engine, runs } = workshop;
/** One epoch of four steps, where nothing else is asked for. */
const prepare: typeof workshop.prepare = (out, words, more) => workshop.prepare(out, { epochs: '1', ...words }, more);

const weights = (run: string): Record<string, string> => {
  const { 'state.json': _, ...files } = checkpointBytes(join(runs, run, 'checkpoints/last'));
  return files;
};
const losses = (events: readonly RunEvent[]) => ofType(events, 'step').map((step) => step.losses);
/** What comes when it is due; reports of the pipeline come with the clock, in between. */
const inOrder = (events: readonly RunEvent[]) => events.filter(({ type }) => type !== 'pipeline');
const messages = (events: readonly RunEvent[]) => ofType(events, 'log').map(({ message }) => message);

/** A run that is wished something whenever one of its events asks for it. */
async function wished(out: string, words: Readonly<Record<string, string>>, wishes: (event: RunEvent, wish: (...wishes: RunCommand[]) => void) => void): Promise<RunEvent[]> {
  const subject = new Subject<RunCommand>();
  const run = await prepare(out, words, { commands: subject });
  return finish(run, (event) => wishes(event, (...all) => all.forEach((wish) => subject.next(wish))));
}
/** Whether an event is so many-th of its type. */
const nth = (type: RunEvent['type'], number: number): ((event: RunEvent) => boolean) => {
  let seen = 0;
  return (event) => event.type === type && ++seen === number;
};
const after = (step: number, event: RunEvent): boolean => event.type === 'step' && event.step === step;

let plain: RunEvent[];
beforeAll(async () => {
  plain = await finish(await prepare('plain'));
});

it('concurrency that are found while training: the same losses as with concurrency that stay, and the facts every second', async () => {
  const isEnough = nth('pipeline', 2);
  const found = await wished('found', { concurrency: 'auto', epochs: '1000' }, (event, wish) => isEnough(event) && wish({ type: 'quit' }));
  expect(losses(found).slice(0, 4)).toEqual(losses(plain).slice(0, losses(found).length));
  const told = ofType(found, 'pipeline');
  expect(told.length).toBeGreaterThanOrEqual(2);
  for (const { concurrency, seconds = 0, waitMs = -1, stages, bottleneck } of told) {
    // Two buffers of eight: more concurrency than places would be of no use.
    expect(concurrency).toBeGreaterThanOrEqual(1);
    expect(concurrency).toBeLessThanOrEqual(16);
    expect(seconds).toBeGreaterThan(0.5);
    expect(waitMs).toBeGreaterThanOrEqual(0);
    expect(waitMs).toBeLessThanOrEqual(seconds * 1000);
    expect(stages?.step.perSecond).toBeGreaterThanOrEqual(0);
    expect(['data', 'step', 'none']).toContain(bottleneck);
  }
  const waited = told.reduce((sum, { waitMs = 0 }) => sum + waitMs, 0);
  expect(waited).toBeLessThanOrEqual(ofType(found, 'step').reduce((sum, { waitMs }) => sum + waitMs, 0) + 50);
});

describe('what watchers wish', () => {
  it('concurrency: twice as many or half, told, and nothing changes in what is learned', async () => {
    const events = await wished('concurrency', {}, (event, wish) => {
      if (after(1, event)) wish({ type: 'concurrency', change: 'increase' });
      if (after(2, event)) wish({ type: 'concurrency', change: 'decrease' }, { type: 'concurrency', change: 'decrease' });
      if (after(3, event)) wish({ type: 'concurrency', change: 'decrease' }, { type: 'concurrency', change: 'decrease' }, ...Array.from({ length: 5 }, () => ({ type: 'concurrency', change: 'increase' }) as const));
    });
    expect(messages(events)).toEqual([
      'Concurrency 4 → 8 (autotuning off).', 'Concurrency 8 → 4 (autotuning off).', 'Concurrency 4 → 2 (autotuning off).',
      'Concurrency 2 → 1 (autotuning off).', 'Concurrency stays at 1: less would change nothing.',
      'Concurrency 1 → 2 (autotuning off).', 'Concurrency 2 → 4 (autotuning off).', 'Concurrency 4 → 8 (autotuning off).',
      // Two buffers of eight pictures: more concurrency would have nowhere to put them.
      'Concurrency 8 → 16 (autotuning off).', 'Concurrency stays at 16: more would change nothing.',
    ]);
    expect(losses(events)).toEqual(losses(plain));
    expect(weights('concurrency')).toEqual(weights('plain'));
  });

  it('concurrency that are wished are not taken away by the automatic climb', async () => {
    const isEnough = nth('pipeline', 3);
    const events = await wished('climb', { concurrency: 'auto', epochs: '1000' }, (event, wish) => {
      if (after(1, event)) wish({ type: 'concurrency', change: 'decrease' }, { type: 'concurrency', change: 'decrease' }, { type: 'concurrency', change: 'decrease' });
      if (isEnough(event)) wish({ type: 'quit' });
    });
    const told = ofType(events, 'pipeline').slice(1).map(({ concurrency }) => concurrency);
    for (const concurrency of told) expect(concurrency).toBe(1);
    expect(messages(events).at(-1)).toBe('Concurrency 2 → 1 (autotuning off).');
  });

  it('concurrency of a recipe that has none', async () => {
    const events = await wished('supervised', { recipe: 'supervised', epochs: '3' }, (event, wish) => after(1, event) && wish({ type: 'concurrency', change: 'increase' }));
    expect(messages(events)).toEqual(['This recipe streams no pictures, so there is no concurrency to change.']);
  });

  it('a checkpoint: written before the next step, told, and the run goes on as it would have', async () => {
    const events = inOrder(await wished('checkpoint', {}, (event, wish) => after(2, event) && wish({ type: 'checkpoint' })));
    const at = events.findIndex((event) => after(2, event));
    expect(events[at + 1]).toMatchObject({ type: 'checkpoint', which: 'last', step: 2 });
    expect(losses(events)).toEqual(losses(plain));
    expect(weights('checkpoint')).toEqual(weights('plain'));
  });

  it('a pause: no step and no batch until it goes on; everything is in the log, the lock still beats, and the seconds do not count', async () => {
    const subject = new Subject<RunCommand>();
    const run = await prepare('pause', {}, { commands: subject });
    const log: RunEvent[] = [];
    let held: unknown;
    const stood = 700;
    const began = performance.now();
    const events = await finish(run, (event) => {
      if (after(3, event)) subject.next({ type: 'pause' });
      if (event.type !== 'pause' || !event.paused) return;
      setTimeout(async () => {
        for await (const line of readEvents(join(run.folder, 'events.jsonl'))) log.push(line);
        held = await readLockState(join(run.folder, 'lock'));
        subject.next({ type: 'checkpoint' });
        subject.next({ type: 'resume' });
      }, stood);
    });
    const told = inOrder(events);
    const at = told.findIndex(({ type }) => type === 'pause');
    expect(told[at - 1]).toMatchObject({ type: 'step', step: 3 });
    expect(told.slice(at, at + 4)).toMatchObject([{ paused: true }, { type: 'checkpoint', step: 3 }, { type: 'pause', paused: false }, { type: 'step', step: 4 }]);
    expect(log).toEqual(events.slice(0, log.length));
    expect(log.at(-1)).toEqual(told[at]);
    expect(held).toMatchObject({ alive: true });
    // A timer may be a millisecond early.
    expect(ofType(events, 'run-end')[0]?.seconds).toBeLessThan((performance.now() - began - stood + 5) / 1000);
    expect(losses(events)).toEqual(losses(plain));
    expect(weights('pause')).toEqual(weights('plain'));
  });

  it('a pause that is taken back before it began never was', async () => {
    const events = await wished('no-pause', {}, (event, wish) => after(1, event) && wish({ type: 'pause' }, { type: 'resume' }));
    expect(ofType(events, 'pause')).toEqual([]);
  });

  it('Ctrl-C in a pause: a checkpoint, and a resumed run is the one that was never stopped', async () => {
    const stop = new AbortController();
    const subject = new Subject<RunCommand>();
    const first = await finish(await prepare('stopped', {}, { commands: subject, signal: stop.signal }), (event) => {
      if (after(3, event)) subject.next({ type: 'pause' });
      if (event.type === 'pause') setTimeout(() => stop.abort(), 20);
    });
    expect(first.at(-1)).toMatchObject({ type: 'run-end', outcome: 'interrupted' });
    const second = await finish(await resumeRun(join(runs, 'stopped'), { engine }));
    expect([...losses(first), ...losses(second)]).toEqual(losses(plain));
    expect(weights('stopped')).toEqual(weights('plain'));
  });

  it('to quit: ends as Ctrl-C does', async () => {
    const events = await wished('quit', {}, (event, wish) => after(2, event) && wish({ type: 'quit' }));
    expect(events.at(-1)).toMatchObject({ type: 'run-end', outcome: 'interrupted', message: 'after step 2; the checkpoint is written' });
  });

  it('notes are written into the log at once', async () => {
    const notes = new Subject<string>();
    const events = inOrder(await finish(await prepare('notes', {}, { notes }), (event) => after(2, event) && queueMicrotask(() => notes.next('the terminal went away'))));
    const at = events.findIndex((event) => after(2, event));
    expect(events[at + 1]).toMatchObject({ type: 'log', level: 'info', message: 'the terminal went away' });
    expect(readFileSync(join(runs, 'notes/events.jsonl'), 'utf8')).toContain('the terminal went away');
    expect(notes.observed).toBe(false);
  });
});

it('a stopwatch leaves pauses out', () => {
  let now = 0;
  const stopwatch = new Stopwatch(10, () => now);
  now = 2000;
  expect(stopwatch.seconds).toBe(12);
  stopwatch.pause();
  now = 50_000;
  stopwatch.pause();
  expect(stopwatch.seconds).toBe(12);
  stopwatch.resume();
  stopwatch.resume();
  now = 51_000;
  expect(stopwatch.seconds).toBe(13);
});
