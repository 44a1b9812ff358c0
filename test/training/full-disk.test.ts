import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Subject } from 'rxjs';
import { expect, it, vi } from 'vitest';
import { readEvents, type RunEvent, type RunWish } from '../../src/events/index.js';
import { resumeRun } from '../../src/training/index.js';
import { finish, ofType, openWorkshop, temporaryFolder } from './pictures.js';

const { engine, runs, prepare } = await openWorkshop();

it('a disk that is full under the log: the run goes on and says so; when there is room again the log says what it lacks', async () => {
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
    const [wishes, notes] = [new Subject<RunWish>(), new Subject<string>()];
    const run = await prepare('full', { tensorboard: 'off' }, { wishes, notes });
    const events = await finish(run, (event) => {
      if (event.type === 'step' && event.step === 2) {
        full = true;
        // More than waits in memory.
        queueMicrotask(() => ['a', 'b', 'c'].forEach((letter) => notes.next(letter.repeat(2_000_000))));
        wishes.next({ type: 'pause' });
      }
      if (event.type === 'log' && event.message.includes('could not be written')) wishes.next({ type: 'go-on' });
      if (event.type === 'step' && event.step === 5) full = false;
    });
    expect(ofType(events, 'step').map(({ losses }) => losses)).toEqual(ofType(plain, 'step').map(({ losses }) => losses));
    const warnings = ofType(events, 'log').filter(({ level }) => level === 'warning').map(({ message }) => message);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toBe(`${run.folder}/events.jsonl could not be written: the disk is full. The run goes on; what it tells waits for room, four megabytes of it.`);
    const [, lost = '', first = '', last = ''] = /can be written again, and is incomplete: (\d+) events, from (\d+) to (\d+), are not in it\.$/.exec(warnings[1] ?? '') ?? [];

    const logged: RunEvent[] = [];
    for await (const event of readEvents(join(run.folder, 'events.jsonl'))) logged.push(event);
    const missing = events.filter(({ seq }) => !logged.some((event) => event.seq === seq)).map(({ seq }) => seq);
    expect(missing.length).toBeGreaterThan(0);
    expect([missing.length, missing[0], missing.at(-1)]).toEqual([Number(lost), Number(first), Number(last)]);
    expect(logged).toEqual(events.filter(({ seq }) => !missing.includes(seq)).sort((a, b) => a.seq - b.seq));
    // The word about the log came after the run's end, and the run is done all the same.
    await expect(resumeRun(run.folder, { engine })).rejects.toThrow('is done: there is nothing to resume');
    expect(join(runs, 'full')).toBe(run.folder);
  } finally {
    spy.mockRestore();
  }
});
