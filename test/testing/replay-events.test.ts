import { toArray, VirtualTimeScheduler } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import type { RunEvent } from '../../src/events/index.js';
import { bundledFixture, bundledFixtures, replayBatches, replayEvents } from '../../src/testing/index.js';

const { events } = bundledFixture('gan-collapse');

describe('replayEvents', () => {
  it('emits the events of the run as in its log', async () => {
    const seen: RunEvent[] = [];
    for await (const event of replayEvents({ events }, { pace: 'asap' })) seen.push(event);
    expect(seen).toEqual(events);
    expect(seen.map(({ seq }) => seq)).toEqual([...events.keys()]);
    expect(seen[0].type).toBe('run-start');
  });

  const dues = (times: number) => events.map((event) => (event.time - events[0].time) / times);

  it.each([1, 10])('emits each event at its recorded time in virtual time, %i times as fast', (speed) => {
    const came: number[] = [];
    const time = new TestScheduler(() => undefined);
    time.run(({ flush }) => {
      replayEvents({ events }, { speed }).subscribe(() => came.push(time.now()));
      flush();
    });
    expect(came).toEqual(dues(speed));
    expect(came.at(-1)).toBeGreaterThan(500);
  });

  it('uses the time of the given scheduler', () => {
    const time = new VirtualTimeScheduler();
    const came: number[] = [];
    replayEvents({ events }, { scheduler: time }).subscribe(() => came.push(time.now()));
    time.flush();
    expect(came).toEqual(dues(1));
  });

  it('skips event types of later versions, and refuses what is not an event', () => {
    let all: RunEvent[] = [];
    const later = [{ v: 1, seq: 0, time: 1, type: 'log', level: 'info', message: 'so' }, { v: 9, seq: 1, time: 2, type: 'song' }];
    replayEvents({ events: later }, { pace: 'asap' }).pipe(toArray()).subscribe((seen) => (all = seen));
    expect(all).toEqual([later[0]]);
    expect(() => replayEvents({ events: [...later, { type: 'log', time: 3 }] })).toThrow(WrongCommand);
    expect(() => replayEvents({ events: [...later, { type: 'log', time: 3 }] })).toThrow('Event 2 of the recorded stream is not an event');
    expect(() => replayEvents({ events }, { speed: 0 })).toThrow('speed is 0; it takes a number above 0');
  });
});

describe('bundled fixtures', () => {
  it.each(bundledFixtures.map((name) => [name] as const))('%s can be read and played', (name) => {
    const fixture = bundledFixture(name);
    let [batches, events] = [0, 0];
    replayBatches(fixture, { pace: 'asap' }).subscribe(({ release }) => (batches++, release()));
    replayEvents(fixture, { pace: 'asap' }).subscribe(() => events++);
    expect(batches).toBe(fixture.batches.length);
    expect(events).toBe(fixture.events.length);
    expect(batches + events).toBeGreaterThan(0);
  });

  it('show what their names say', () => {
    const perEpoch = (name: Parameters<typeof bundledFixture>[0]) => bundledFixture(name).stream?.batches;
    expect(bundledFixture('clean-epoch')).toMatchObject({ quarantined: [], end: { outcome: 'complete' } });
    expect(perEpoch('clean-epoch')).toBe(bundledFixture('clean-epoch').batches.length);
    expect(bundledFixture('dying-worker').quarantined.map(({ path }) => path)).toEqual(['4/0004.png']);
    expect(bundledFixture('dying-worker').quarantined[0].reason).toMatch(/worker|thread|decoder/);
    expect(bundledFixture('rotten-pictures').quarantined.length).toBeGreaterThan(8);
    const losses = (name: 'gan-collapse' | 'loss-explodes', loss: string) => bundledFixture(name).events.flatMap((event) => (event.type === 'step' && 'losses' in event ? [Number(Reflect.get(Object(event.losses), loss))] : []));
    expect(Math.max(...losses('gan-collapse', 'generator').slice(-24))).toBeGreaterThan(5);
    expect(losses('loss-explodes', 'labelled').at(-1)).toBeGreaterThan(1e15);
    expect(bundledFixture('loss-explodes').events.at(-1)).toMatchObject({ type: 'run-end', outcome: 'failed' });
  });
});
