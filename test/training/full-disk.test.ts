import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Subject } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';
import { writeAtomically } from '../../src/disk/index.js';
import { readEvents, type RunEvent, type RunCommand } from '../../src/events/index.js';
import { resumeRun } from '../../src/training/index.js';
import { openFilesIn } from '../pipeline/resources.js';
import { finish, ofType, openWorkshop, temporaryFolder } from './pictures.js';

const { engine, pool, runs, prepare } = await openWorkshop();

it('a run that is prepared and never begun leaves no file open', async () => {
  const { folder } = await prepare('never-begun');
  expect(existsSync(join(folder, 'events.jsonl'))).toBe(true);
  expect(openFilesIn(folder)).toEqual([]);
});

it('a run whose log can no longer be opened when it begins says so, and gives its folder back', async () => {
  const run = await prepare('log-gone');
  await rm(join(run.folder, 'events.jsonl'));
  await mkdir(join(run.folder, 'events.jsonl'));
  await expect(finish(run)).rejects.toThrow(/The log .*log-gone\/events\.jsonl could not be opened: EISDIR/);
  expect(existsSync(join(run.folder, 'lock'))).toBe(false);
});

it('a run goes on when the disk fills under its log, and the log says what it lacks when there is room again', async () => {
  const plain = await finish(await prepare('plain'));
  const probe = await open(join(await temporaryFolder(), 'probe'), 'w');
  const handles = Object.getPrototypeOf(probe) as { write: (...words: unknown[]) => Promise<unknown> };
  await probe.close();
  const write = handles.write;
  let full = false;
  const spy = vi.spyOn(handles, 'write').mockImplementation(function refusing(this: unknown, ...words) {
    return full ? Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })) : write.apply(this, words);
  });
  try {
    const [commands, notes] = [new Subject<RunCommand>(), new Subject<string>()];
    const run = await prepare('full', { tensorboard: 'off' }, { commands, notes });
    const events = await finish(run, (event) => {
      if (event.type === 'step' && event.step === 2) {
        full = true;
        // More than may wait in memory.
        queueMicrotask(() => ['a', 'b', 'c'].forEach((letter) => notes.next(letter.repeat(2_000_000))));
        commands.next({ type: 'pause' });
      }
      if (event.type === 'log' && event.message.includes('could not be written')) commands.next({ type: 'resume' });
      if (event.type === 'step' && event.step === 5) full = false;
    });
    expect(ofType(events, 'step').map(({ losses }) => losses)).toEqual(ofType(plain, 'step').map(({ losses }) => losses));
    const warnings = ofType(events, 'log').filter(({ level }) => level === 'warning').map(({ message }) => message);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toBe(`${run.folder}/events.jsonl could not be written: the disk is full. The run goes on. Up to four megabytes of events wait until there is room.`);
    const [, lost = '', first = '', last = ''] = /can be written again\. It is incomplete: (\d+) events, from (\d+) to (\d+), are missing\.$/.exec(warnings[1] ?? '') ?? [];

    const logged: RunEvent[] = [];
    for await (const event of readEvents(join(run.folder, 'events.jsonl'))) logged.push(event);
    const missing = events.filter(({ seq }) => !logged.some((event) => event.seq === seq)).map(({ seq }) => seq);
    expect(missing.length).toBeGreaterThan(0);
    expect([missing.length, missing[0], missing.at(-1)]).toEqual([Number(lost), Number(first), Number(last)]);
    expect(logged).toEqual(events.filter(({ seq }) => !missing.includes(seq)).sort((a, b) => a.seq - b.seq));
    // The message about the log came after `run-end`, and the run still counts as done.
    await expect(resumeRun(run.folder, { engine })).rejects.toThrow('is done: there is nothing to resume');
    expect(join(runs, 'full')).toBe(run.folder);
  } finally {
    spy.mockRestore();
  }
});

describe('a disk that fills under a checkpoint', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

  const lastStep = (run: string): unknown => JSON.parse(readFileSync(join(runs, run, 'checkpoints/last/state.json'), 'utf8')).step;

  it('keeps the checkpoint before, in the middle of the run, which says so and goes on', async () => {
    let step = 0;
    const run = await prepare('full-middle', { epochs: '1', 'checkpoint-minutes': '0' }, {
      write: (path, chunks) => (step === 3 && path.endsWith('optimizer.safetensors') ? Promise.reject(full) : writeAtomically(path, chunks)),
    });
    let kept: unknown;
    const events = await finish(run, (event) => {
      if (event.type === 'step') step = event.step;
      if (event.type === 'log') kept = lastStep('full-middle');
    });
    expect(ofType(events, 'log')).toMatchObject([{ level: 'warning', message: 'A checkpoint could not be written: the disk is full. The one before it is still there, and the run goes on.' }]);
    expect(kept).toBe(2);
    expect(events.at(-1)).toMatchObject({ outcome: 'done' });
    expect(lastStep('full-middle')).toBe(4);
    expect(readdirSync(join(run.folder, 'checkpoints')).sort()).toEqual(['best', 'last']);
  });

  it('says in the middle of the run, too, that there is no checkpoint before the first', async () => {
    let isFull = true;
    const run = await prepare('full-first', { recipe: 'supervised', epochs: '2', 'checkpoint-minutes': '0' }, { write: (path, chunks) => (isFull ? Promise.reject(full) : writeAtomically(path, chunks)) });
    const events = await finish(run, (event) => {
      if (event.type === 'log') isFull = false;
    });
    expect(ofType(events, 'log')).toMatchObject([{ message: 'A checkpoint could not be written: the disk is full. There is none before it, and the run goes on.' }]);
  });

  it('fails the run at its end, which can be resumed when there is room', async () => {
    const run = await prepare('full-end', { recipe: 'supervised', epochs: '2' }, { write: () => Promise.reject(full) });
    await expect(finish(run)).rejects.toThrow(/The checkpoint in .* could not be written: the disk is full\. There is none before it\.$/);
    const events = await finish(await resumeRun(run.folder, { engine, pool }));
    expect(events.at(-1)).toMatchObject({ outcome: 'done' });
  });
});
