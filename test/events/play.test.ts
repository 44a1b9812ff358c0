import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filter, firstValueFrom, VirtualTimeScheduler } from 'rxjs';
import { afterAll, describe, expect, it } from 'vitest';
import { createPlayer, openRunRecording, runRecordingOf, type EventBody, type EventPlayer, type PlayOptions, type RunEvent, type LogFaults } from '../../src/events/index.js';
import { faultMessages } from '../../src/cli/replay.js';
import { bodies, stamped, textOf } from './written.js';

/** A second a step, an epoch after each ten: 33 events over 32 seconds. */
const steps: EventBody[] = Array.from({ length: 30 }, (_, at) => bodies.step(at + 1)).flatMap((step, at) => (at % 10 === 9 ? [step, bodies.epoch((at + 1) / 10)] : [step]));
const run: readonly RunEvent[] = stamped([bodies.start(), ...steps.slice(0, 32)]).map((event, at) => ({ ...event, time: 1_767_312_000_000 + at * 1000 }));

interface Heard {
  readonly player: EventPlayer;
  readonly scheduler: VirtualTimeScheduler;
  /** [virtual ms, seq] of each event. */
  readonly heard: [number, number][];
  /** Lets so much virtual time pass. */
  readonly pass: (ms: number) => void;
}

function play(options: PlayOptions = {}, events = run): Heard {
  const scheduler = new VirtualTimeScheduler(undefined, Infinity);
  const player = createPlayer(runRecordingOf(events), { scheduler, ...options });
  const heard: [number, number][] = [];
  player.events.subscribe(({ seq }) => heard.push([scheduler.frame, seq]));
  const pass = (ms: number): void => {
    scheduler.maxFrames = scheduler.frame + ms;
    // The clock stands where the last action was: one at the very end brings it there.
    scheduler.schedule(() => undefined, ms);
    scheduler.flush();
  };
  return { player, scheduler, heard, pass };
}

const seqs = ({ heard }: Heard): number[] => heard.map(([, seq]) => seq);
const upTo = (last: number): number[] => Array.from({ length: last + 1 }, (_, at) => at);
const stateOf = ({ player }: Heard) => firstValueFrom(player.state);

describe('a replay', () => {
  it('gives each event in its time', () => {
    const playing = play();
    playing.pass(100_000);
    expect(playing.heard).toEqual(run.map(({ seq }) => [seq * 1000, seq]));
  });

  it.each([10, 0.5, 3])('at %s times the speed', (speed) => {
    const playing = play({ speed });
    playing.pass(100_000);
    expect(seqs(playing)).toEqual(upTo(32));
    for (const [frame, seq] of playing.heard) expect(Math.abs(frame - (seq * 1000) / speed)).toBeLessThanOrEqual(1);
  });

  it('at max gives all at once; twice the same', async () => {
    const [one, two] = [play({ speed: 'max' }), play({ speed: 'max' })];
    for (const playing of [one, two]) playing.pass(1);
    expect(seqs(one)).toEqual(upTo(32));
    expect(two.heard).toEqual(one.heard);
    expect(await stateOf(one)).toEqual({ paused: false, speed: 'max', at: 32_000, length: 32_000, ended: true });
  });

  it('may give events late, in turns, but none is missing where it stands still', async () => {
    const playing = play({ speed: 10, late: 500 });
    playing.pass(1700);
    expect(playing.heard).toEqual(upTo(15).map((seq) => [Math.ceil(seq / 5) * 500, seq]));
    playing.player.pause();
    playing.pass(5000);
    expect(seqs(playing)).toEqual(upTo(17));
    expect(await stateOf(playing)).toMatchObject({ paused: true, at: 17_000 });
    playing.player.resume();
    playing.pass(10_000);
    expect(seqs(playing)).toEqual(upTo(32));
    expect(await stateOf(playing)).toMatchObject({ ended: true });
  });

  it('from a time on: what lies before it comes at once, the rest in its time', () => {
    const playing = play({ from: 20_500 });
    playing.pass(0);
    expect(seqs(playing)).toEqual(upTo(20));
    playing.pass(1000);
    expect(playing.heard.at(-1)).toEqual([500, 21]);
  });

  it('stands still and goes on where it stood', async () => {
    const playing = play();
    playing.pass(2500);
    playing.player.pause();
    playing.pass(60_000);
    expect(seqs(playing)).toEqual([0, 1, 2]);
    expect(await stateOf(playing)).toMatchObject({ paused: true, at: 2500 });
    playing.player.resume();
    playing.pass(400);
    expect(seqs(playing)).toEqual([0, 1, 2]);
    playing.pass(100);
    expect(seqs(playing)).toEqual([0, 1, 2, 3]);
  });

  it('goes step by step', async () => {
    const playing = play({ paused: true });
    playing.pass(5000);
    expect(seqs(playing)).toEqual([]);
    playing.player.step();
    playing.pass(0);
    expect(seqs(playing)).toEqual([0, 1]);
    expect(await stateOf(playing)).toMatchObject({ paused: true, at: 1000 });
    for (let step = 2; step <= 11; step += 1) playing.player.step();
    playing.pass(0);
    // The epoch's end belongs to the way to the eleventh step.
    expect(seqs(playing)).toEqual(upTo(12));
    for (let step = 0; step < 50; step += 1) playing.player.step();
    playing.pass(5000);
    expect(seqs(playing)).toEqual(upTo(32));
    expect(await stateOf(playing)).toMatchObject({ ended: true, paused: true });
  });

  it('seeks forwards: everything between is given', async () => {
    const playing = play();
    playing.pass(1000);
    playing.player.seek(15_500);
    playing.pass(0);
    expect(seqs(playing)).toEqual(upTo(15));
    playing.pass(500);
    expect(seqs(playing)).toEqual(upTo(16));
    playing.player.seek(1e9);
    playing.pass(0);
    expect(await stateOf(playing)).toMatchObject({ at: 32_000, ended: true });
  });

  it('seeks backwards: the events begin again from the first, also from the end', () => {
    const playing = play({ speed: 'max' });
    playing.pass(1);
    playing.player.setSpeed(1);
    playing.player.seek(2200);
    playing.pass(1000);
    expect(seqs(playing)).toEqual([...upTo(32), 0, 1, 2, 3]);
    playing.player.seek(-5);
    playing.pass(0);
    expect(seqs(playing)).toEqual([...upTo(32), 0, 1, 2, 3, 0]);
  });

  it('skips from where it stands, also when several skips come at once', async () => {
    const playing = play();
    playing.pass(4000);
    for (const ms of [10_000, 10_000, -5000]) playing.player.skip(ms);
    playing.pass(0);
    expect(seqs(playing)).toEqual(upTo(19));
    expect(await stateOf(playing)).toMatchObject({ at: 19_000 });
    playing.pass(100_000);
    playing.player.skip(-2500);
    playing.pass(1);
    expect(seqs(playing).slice(33)).toEqual(upTo(29));
  });

  it('tells at once what a key has made of it: the next may come before anything else', async () => {
    const playing = play();
    playing.pass(1000);
    playing.player.pause();
    playing.player.setSpeed(5);
    expect(await stateOf(playing)).toMatchObject({ paused: true, speed: 5 });
  });

  it('seeks while it stands still, and still stands', async () => {
    const playing = play({ paused: true });
    playing.player.seek(7000);
    playing.pass(10_000);
    expect(seqs(playing)).toEqual(upTo(7));
    expect(await stateOf(playing)).toMatchObject({ at: 7000, paused: true });
  });

  it('changes its speed as it goes', () => {
    const playing = play();
    playing.pass(2000);
    playing.player.setSpeed(10);
    playing.pass(1000);
    expect(seqs(playing)).toEqual(upTo(12));
    expect(() => playing.player.setSpeed(0)).toThrow(RangeError);
    expect(() => createPlayer(runRecordingOf(run), { speed: Number.NaN })).toThrow(RangeError);
  });

  it('a key that is pressed while events are heard holds at once', () => {
    const playing = play({ speed: 'max' });
    playing.player.events.pipe(filter(({ seq }) => seq === 5)).subscribe(() => playing.player.pause());
    playing.pass(10_000);
    expect(seqs(playing)).toEqual(upTo(5));
    playing.player.resume();
    playing.pass(1);
    expect(seqs(playing)).toEqual(upTo(32));
  });

  it('tells where it stands at least four times a second, also in a long silence', () => {
    const playing = play({}, run.map((event) => (event.seq < 5 ? event : { ...event, time: event.time + 600_000 })));
    const told: number[] = [];
    playing.player.state.subscribe(({ at }) => told.push(at));
    playing.pass(60_000);
    for (const [index, at] of told.entries()) expect(at - (told[index - 1] ?? 0)).toBeLessThanOrEqual(250);
    expect(told.at(-1)).toBeGreaterThan(59_000);
  });

  it('leaves out the night between an interruption and the resume, and a clock that was put back', () => {
    const [a, b, c, d] = [bodies.start(), bodies.end('interrupted'), bodies.start(1), bodies.step(2)];
    const times = [0, 1000, 36_000_000, 35_999_000];
    const playing = play({}, stamped([a, b, c, d]).map((event, at) => ({ ...event, time: times[at] ?? 0 })));
    playing.pass(1000);
    expect(playing.heard).toEqual([[0, 0], [1000, 1], [1000, 2], [1000, 3]]);
  });

  it('an empty tape has ended', async () => {
    expect(await stateOf(play({}, []))).toEqual({ paused: false, speed: 1, at: 0, length: 0, ended: true });
  });
});

describe('a tape', () => {
  let folder: string;
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('of a log leaves out what this whisker does not know, and a torn end; and plays the same events', async () => {
    folder = await mkdtemp(join(tmpdir(), 'whisker-tape-'));
    const path = join(folder, 'events.jsonl');
    await writeFile(path, textOf(run.slice(0, 5)));
    await appendFile(path, `{"v":1,"seq":5,"time":1,"type":"weather"}\nnot JSON\n${textOf(run.slice(5))}{"v":1,"se`);
    const told: LogFaults[] = [];
    const tape = await openRunRecording(path, (faults) => told.push(faults));
    expect(told).toEqual([{ unknown: 1, bad: 1, missing: 0, noStart: false }]);
    expect(Array.from({ length: tape.count }, (_, at) => tape.eventAt(at))).toEqual(run);
    expect(Array.from({ length: tape.count }, (_, at) => tape.timeOf(at))).toEqual(upTo(32).map((at) => at * 1000));
  });

  it('of a log tells what it lacks: events in the middle, and its beginning', async () => {
    const path = join(folder, 'holes.jsonl');
    await writeFile(path, textOf([...run.slice(1, 4), ...run.slice(6, 8), ...run.slice(9)]));
    const told: LogFaults[] = [];
    await openRunRecording(path, (faults) => told.push(faults));
    await writeFile(path, textOf(run));
    await openRunRecording(path, (faults) => told.push(faults));
    expect(told).toEqual([{ unknown: 0, bad: 0, missing: 3, noStart: true }]);
    expect(faultMessages({ unknown: 1, bad: 2, missing: 3, noStart: true })).toEqual([
      'passed over 1 event of a newer whisker', 'passed over 2 lines that are no event', 'the log lacks 3 events',
      'events.jsonl does not tell how the run began: it has no run-start',
    ]);
  });

  it('at max gives turns of 500 events, so that keys are heard in between', () => {
    const scheduler = new VirtualTimeScheduler();
    const long = stamped([bodies.start(), ...Array.from({ length: 2000 }, (_, at) => bodies.step(at + 1)), bodies.end()]);
    const player = createPlayer(runRecordingOf(long), { speed: 'max', scheduler });
    let given = 0;
    const turns: number[] = [];
    player.events.subscribe(({ seq }) => {
      expect(seq).toBe(given);
      given += 1;
    });
    player.state.subscribe(() => void (given > 0 && given !== turns.at(-1) && turns.push(given)));
    scheduler.flush();
    expect(turns).toEqual([500, 1000, 1500, 2000, 2002]);
  });
});
