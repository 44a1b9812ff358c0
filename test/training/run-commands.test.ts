import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Subject } from 'rxjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readLockState } from '../../src/disk/index.js';
import { readEvents, type RunEvent, type RunCommand } from '../../src/events/index.js';
import { resumeRun } from '../../src/training/index.js';
import { Stopwatch } from '../../src/training/run/stopwatch.js';
import { checkpointBytes, finish, ofType, openWorkshop } from './pictures.js';

const workshop = await openWorkshop();
const { engine, pool, runs } = workshop;
/** One epoch of four steps by default. */
const prepare: typeof workshop.prepare = (out, words, more) => workshop.prepare(out, { epochs: '1', ...words }, more);

const weights = (run: string): Record<string, string> => {
  const { 'state.json': _, ...files } = checkpointBytes(join(runs, run, 'checkpoints/last'));
  return files;
};
const losses = (events: readonly RunEvent[]) => ofType(events, 'step').map((step) => step.losses);
/** The events whose order is fixed: reports of the pipeline and the machine come by the clock. */
const inOrder = (events: readonly RunEvent[]) => events.filter(({ type }) => type !== 'pipeline' && type !== 'machine-use');
const messages = (events: readonly RunEvent[]) => ofType(events, 'log').map(({ message }) => message);

/** Runs, and sends the commands that `onEvent` answers an event with. */
async function runWith(out: string, words: Readonly<Record<string, string>>, onEvent: (event: RunEvent, send: (...commands: RunCommand[]) => void) => void): Promise<RunEvent[]> {
  const subject = new Subject<RunCommand>();
  const run = await prepare(out, words, { commands: subject });
  return finish(run, (event) => onEvent(event, (...commands) => commands.forEach((command) => subject.next(command))));
}
/** Whether an event ends the given step. */
const nth = (type: RunEvent['type'], number: number): ((event: RunEvent) => boolean) => {
  let seen = 0;
  return (event) => event.type === type && ++seen === number;
};
const after = (step: number, event: RunEvent): boolean => event.type === 'step' && event.step === step;

let plain: RunEvent[];
beforeAll(async () => {
  plain = await finish(await prepare('plain'));
});

it('autotuned concurrency gives the same losses as a fixed one, and a report every second', async () => {
  const isEnough = nth('pipeline', 2);
  const found = await runWith('found', { concurrency: 'auto', epochs: '1000' }, (event, send) => isEnough(event) && send({ type: 'quit' }));
  expect(losses(found).slice(0, 4)).toEqual(losses(plain).slice(0, losses(found).length));
  const told = ofType(found, 'pipeline');
  expect(told.length).toBeGreaterThanOrEqual(2);
  for (const { concurrency, seconds = 0, waitMs = -1, stages, bottleneck } of told) {
    // Two buffers of eight pictures: a higher concurrency would be of no use.
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

describe('a command', () => {
  it('doubles or halves the concurrency, with a message, and changes no loss', async () => {
    const events = await runWith('concurrency', {}, (event, send) => {
      if (after(1, event)) send({ type: 'concurrency', change: 'increase' });
      if (after(2, event)) send({ type: 'concurrency', change: 'decrease' }, { type: 'concurrency', change: 'decrease' });
      if (after(3, event)) send({ type: 'concurrency', change: 'decrease' }, { type: 'concurrency', change: 'decrease' }, ...Array.from({ length: 5 }, () => ({ type: 'concurrency', change: 'increase' }) as const));
    });
    expect(messages(events)).toEqual([
      'Concurrency 4 → 8 (autotuning off).', 'Concurrency 8 → 4 (autotuning off).', 'Concurrency 4 → 2 (autotuning off).',
      'Concurrency 2 → 1 (autotuning off).', 'Concurrency stays at 1: less would change nothing.',
      'Concurrency 1 → 2 (autotuning off).', 'Concurrency 2 → 4 (autotuning off).', 'Concurrency 4 → 8 (autotuning off).',
      // Two buffers of eight pictures: a higher concurrency would be of no use.
      'Concurrency 8 → 16 (autotuning off).', 'Concurrency stays at 16: more would change nothing.',
    ]);
    expect(losses(events)).toEqual(losses(plain));
    expect(weights('concurrency')).toEqual(weights('plain'));
  });

  it('sets a concurrency that autotuning does not change', async () => {
    const isEnough = nth('pipeline', 2);
    const events = await runWith('autotuned', { concurrency: 'auto', epochs: '1000' }, (event, send) => {
      if (after(1, event)) send({ type: 'concurrency', change: 'decrease' }, { type: 'concurrency', change: 'decrease' }, { type: 'concurrency', change: 'decrease' });
      if (isEnough(event)) send({ type: 'quit' });
    });
    const told = ofType(events, 'pipeline').slice(1).map(({ concurrency }) => concurrency);
    expect(told.length).toBeGreaterThanOrEqual(1);
    for (const concurrency of told) expect(concurrency).toBe(1);
    expect(messages(events).at(-1)).toBe('Concurrency 2 → 1 (autotuning off).');
  });

  it('changes the prefetch between its limits, with a message, and changes no loss', async () => {
    const events = await runWith('prefetch', {}, (event, send) => {
      if (after(1, event)) send({ type: 'prefetch', change: 'increase' }, { type: 'prefetch', change: 'increase' });
      if (after(2, event)) send(...Array.from({ length: 4 }, () => ({ type: 'prefetch', change: 'decrease' }) as const));
    });
    expect(messages(events)).toEqual([
      'Prefetch 2 → 3 batches.', 'Prefetch 3 → 4 batches.',
      'Prefetch 4 → 3 batches.', 'Prefetch 3 → 2 batches.', 'Prefetch 2 → 1 batch.', 'Prefetch stays at 1: a step needs it.',
    ]);
    expect(losses(events)).toEqual(losses(plain));
    expect(weights('prefetch')).toEqual(weights('plain'));
  });

  it('changes the number of workers, one at a time, within the cores, and changes no loss', async () => {
    const events = await runWith('workers', { workers: '3' }, (event, send) => {
      if (after(1, event)) send(...Array.from({ length: 3 }, () => ({ type: 'workers', change: 'decrease' }) as const));
      if (after(2, event)) send({ type: 'workers', change: 'increase' });
    });
    expect(messages(events).slice(0, 3)).toEqual(['Workers 3 → 2.', 'Workers 2 → 1.', 'Workers stay at 1: one has to decode.']);
    expect(messages(events)[3]).toBe(availableParallelism() === 1 ? 'Workers stay at 1: there is one for each core.' : 'Workers 1 → 2.');
    expect(losses(events)).toEqual(losses(plain));
    expect(weights('workers')).toEqual(weights('plain'));
  });

  it('gives the concurrency back to autotuning, which changes no loss', async () => {
    const isEnough = nth('pipeline', 3);
    const events = await runWith('autotuned-again', { epochs: '1000' }, (event, send) => {
      if (after(1, event)) send({ type: 'autotune' }, { type: 'autotune' }, { type: 'prefetch', change: 'decrease' });
      if (isEnough(event)) send({ type: 'quit' });
    });
    expect(messages(events).slice(0, 3)).toEqual(['Autotuning on: it begins at concurrency 4.', 'Autotuning is on already: concurrency 4.', 'Prefetch 2 → 1 batch.']);
    const told = ofType(events, 'pipeline').slice(1);
    expect(told.length).toBeGreaterThanOrEqual(1);
    for (const { autotuned, concurrency, prefetch } of told) {
      expect({ autotuned, prefetch }).toEqual({ autotuned: true, prefetch: 1 });
      // One buffer of eight pictures: a higher concurrency would be of no use.
      expect(concurrency).toBeLessThanOrEqual(8);
    }
    expect(losses(events).slice(0, 4)).toEqual(losses(plain).slice(0, losses(events).length));
  });

  it('is not needed for the use of the machine, which a recipe that streams nothing reports, too', async () => {
    const events = await runWith('use', { recipe: 'supervised', epochs: '100000' }, (event, send) => event.type === 'machine-use' && send({ type: 'quit' }));
    expect(ofType(events, 'machine-use')[0]).toMatchObject({ cpu: expect.any(Number), cores: availableParallelism(), memory: expect.any(Number) });
    expect(ofType(events, 'pipeline')).toEqual([]);
  });

  it('changes no concurrency of a recipe that streams nothing', async () => {
    const events = await runWith('supervised', { recipe: 'supervised', epochs: '3' }, (event, send) => after(1, event) && send({ type: 'concurrency', change: 'increase' }));
    expect(messages(events)).toEqual(['This recipe streams no pictures, so there is no pipeline to tune.']);
  });

  it('writes a checkpoint before the next step, and changes no loss', async () => {
    const events = inOrder(await runWith('checkpoint', {}, (event, send) => after(2, event) && send({ type: 'checkpoint' })));
    const at = events.findIndex((event) => after(2, event));
    expect(events[at + 1]).toMatchObject({ type: 'checkpoint', which: 'last', step: 2 });
    expect(losses(events)).toEqual(losses(plain));
    expect(weights('checkpoint')).toEqual(weights('plain'));
  });

  it('pauses the run: no step and no batch until it resumes; the log is complete, the lock stays alive, and the seconds do not count', async () => {
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

  it('pauses nothing when it is taken back before the pause began', async () => {
    const events = await runWith('no-pause', {}, (event, send) => after(1, event) && send({ type: 'pause' }, { type: 'resume' }));
    expect(ofType(events, 'pause')).toEqual([]);
  });

  it('leaves a checkpoint on Ctrl-C in a pause, and the resumed run has the same losses', async () => {
    const stop = new AbortController();
    const subject = new Subject<RunCommand>();
    const first = await finish(await prepare('stopped', {}, { commands: subject, signal: stop.signal }), (event) => {
      if (after(3, event)) subject.next({ type: 'pause' });
      if (event.type === 'pause') setTimeout(() => stop.abort(), 20);
    });
    expect(first.at(-1)).toMatchObject({ type: 'run-end', outcome: 'interrupted' });
    const second = await finish(await resumeRun(join(runs, 'stopped'), { engine, pool }));
    expect([...losses(first), ...losses(second)]).toEqual(losses(plain));
    expect(weights('stopped')).toEqual(weights('plain'));
  });

  it('quits as Ctrl-C does', async () => {
    const events = await runWith('quit', {}, (event, send) => after(2, event) && send({ type: 'quit' }));
    expect(events.at(-1)).toMatchObject({ type: 'run-end', outcome: 'interrupted', message: 'after step 2; the checkpoint is written' });
  });

  it('notes go into the log at once', async () => {
    const notes = new Subject<string>();
    const events = inOrder(await finish(await prepare('notes', {}, { notes }), (event) => after(2, event) && queueMicrotask(() => notes.next('the terminal went away'))));
    const at = events.findIndex((event) => after(2, event));
    expect(events[at + 1]).toMatchObject({ type: 'log', level: 'info', message: 'the terminal went away' });
    expect(readFileSync(join(runs, 'notes/events.jsonl'), 'utf8')).toContain('the terminal went away');
    expect(notes.observed).toBe(false);
  });
});

it('a stopwatch does not count pauses', () => {
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
