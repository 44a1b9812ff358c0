import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filter, firstValueFrom, VirtualTimeScheduler } from 'rxjs';
import { afterAll, describe, expect, it } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import {
  createPlayer, describeFaults, openRunRecording, runRecordingOf, type EventBody, type EventPlayer, type LogFaults, type PlayOptions, type RunEvent,
} from '../../src/events/index.js';
import { bodies, stamped, textOf } from './written.js';

/** One step a second, an epoch after each ten: 33 events in 32 seconds. */
const steps: EventBody[] = Array.from({ length: 30 }, (_, at) => bodies.step(at + 1)).flatMap((step, at) => (at % 10 === 9 ? [step, bodies.epoch((at + 1) / 10)] : [step]));
const run: readonly RunEvent[] = stamped([bodies.start(), ...steps.slice(0, 32)]).map((event, at) => ({ ...event, time: 1_767_312_000_000 + at * 1000 }));

interface Playback {
  readonly player: EventPlayer;
  readonly scheduler: VirtualTimeScheduler;
  /** [virtual ms, seq] of each event. */
  readonly emitted: [number, number][];
  /** Lets virtual time pass. */
  readonly pass: (ms: number) => void;
}

function play(options: PlayOptions = {}, events = run): Playback {
  const scheduler = new VirtualTimeScheduler(undefined, Infinity);
  const player = createPlayer(runRecordingOf(events), { scheduler, ...options });
  const emitted: [number, number][] = [];
  player.events.subscribe(({ seq }) => emitted.push([scheduler.frame, seq]));
  const pass = (ms: number): void => {
    scheduler.maxFrames = scheduler.frame + ms;
    // The clock stops at its last action, so one is scheduled at the very end.
    scheduler.schedule(() => undefined, ms);
    scheduler.flush();
  };
  return { player, scheduler, emitted, pass };
}

const seqs = ({ emitted }: Playback): number[] => emitted.map(([, seq]) => seq);
const upTo = (last: number): number[] => Array.from({ length: last + 1 }, (_, at) => at);
const stateOf = ({ player }: Playback) => firstValueFrom(player.state);

describe('a replay', () => {
  it('emits each event at its time', () => {
    const playing = play();
    playing.pass(100_000);
    expect(playing.emitted).toEqual(run.map(({ seq }) => [seq * 1000, seq]));
  });

  it.each([10, 0.5, 3])('plays at %s times the speed', (speed) => {
    const playing = play({ speed });
    playing.pass(100_000);
    expect(seqs(playing)).toEqual(upTo(32));
    for (const [frame, seq] of playing.emitted) expect(Math.abs(frame - (seq * 1000) / speed)).toBeLessThanOrEqual(1);
  });

  it('emits everything at once at max speed, the same each time', async () => {
    const [one, two] = [play({ speed: 'max' }), play({ speed: 'max' })];
    for (const playing of [one, two]) playing.pass(1);
    expect(seqs(one)).toEqual(upTo(32));
    expect(two.emitted).toEqual(one.emitted);
    expect(await stateOf(one)).toEqual({ paused: false, speed: 'max', at: 32_000, length: 32_000, ended: true });
  });

  it('can delay events and emit them in turns, but a pause shows all that are due', async () => {
    const playing = play({ speed: 10, maxDelayMs: 500 });
    playing.pass(1700);
    expect(playing.emitted).toEqual(upTo(15).map((seq) => [Math.ceil(seq / 5) * 500, seq]));
    playing.player.pause();
    playing.pass(5000);
    expect(seqs(playing)).toEqual(upTo(17));
    expect(await stateOf(playing)).toMatchObject({ paused: true, at: 17_000 });
    playing.player.resume();
    playing.pass(10_000);
    expect(seqs(playing)).toEqual(upTo(32));
    expect(await stateOf(playing)).toMatchObject({ ended: true });
  });

  it('starts at a time: emits everything before it at once, the rest at its time', () => {
    const playing = play({ from: 20_500 });
    playing.pass(0);
    expect(seqs(playing)).toEqual(upTo(20));
    playing.pass(1000);
    expect(playing.emitted.at(-1)).toEqual([500, 21]);
  });

  it('pauses, and resumes where it paused', async () => {
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

  it('plays step by step', async () => {
    const playing = play({ paused: true });
    playing.pass(5000);
    expect(seqs(playing)).toEqual([]);
    playing.player.step();
    playing.pass(0);
    expect(seqs(playing)).toEqual([0, 1]);
    expect(await stateOf(playing)).toMatchObject({ paused: true, at: 1000 });
    for (let step = 2; step <= 11; step += 1) playing.player.step();
    playing.pass(0);
    // The epoch event is between the tenth step and the eleventh.
    expect(seqs(playing)).toEqual(upTo(12));
    for (let step = 0; step < 50; step += 1) playing.player.step();
    playing.pass(5000);
    expect(seqs(playing)).toEqual(upTo(32));
    expect(await stateOf(playing)).toMatchObject({ ended: true, paused: true });
  });

  it('emits everything in between when it seeks forwards', async () => {
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

  it('starts from the first event when it seeks backwards, also from the end', () => {
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

  it('skips from the current position, also several times at once', async () => {
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

  it('emits its new state at once, because the next key may come before the next turn', async () => {
    const playing = play();
    playing.pass(1000);
    playing.player.pause();
    playing.player.setSpeed(5);
    expect(await stateOf(playing)).toMatchObject({ paused: true, speed: 5 });
  });

  it('stays paused when it seeks while paused', async () => {
    const playing = play({ paused: true });
    playing.player.seek(7000);
    playing.pass(10_000);
    expect(seqs(playing)).toEqual(upTo(7));
    expect(await stateOf(playing)).toMatchObject({ at: 7000, paused: true });
  });

  it('changes its speed while it plays', () => {
    const playing = play();
    playing.pass(2000);
    playing.player.setSpeed(10);
    playing.pass(1000);
    expect(seqs(playing)).toEqual(upTo(12));
    expect(() => playing.player.setSpeed(0)).toThrow(WrongCommand);
    expect(() => createPlayer(runRecordingOf(run), { speed: Number.NaN })).toThrow(WrongCommand);
  });

  it('obeys at once when a subscriber pauses it', () => {
    const playing = play({ speed: 'max' });
    playing.player.events.pipe(filter(({ seq }) => seq === 5)).subscribe(() => playing.player.pause());
    playing.pass(10_000);
    expect(seqs(playing)).toEqual(upTo(5));
    playing.player.resume();
    playing.pass(1);
    expect(seqs(playing)).toEqual(upTo(32));
  });

  it('emits its state at least four times a second, also while no event is due', () => {
    const playing = play({}, run.map((event) => (event.seq < 5 ? event : { ...event, time: event.time + 600_000 })));
    const positions: number[] = [];
    playing.player.state.subscribe(({ at }) => positions.push(at));
    playing.pass(60_000);
    for (const [index, at] of positions.entries()) expect(at - (positions[index - 1] ?? 0)).toBeLessThanOrEqual(250);
    expect(positions.at(-1)).toBeGreaterThan(59_000);
  });

  it('leaves out the time between an interruption and the resume, and ignores a clock that was set back', () => {
    const [a, b, c, d] = [bodies.start(), bodies.end('interrupted'), bodies.start(1), bodies.step(2)];
    const times = [0, 1000, 36_000_000, 35_999_000];
    const playing = play({}, stamped([a, b, c, d]).map((event, at) => ({ ...event, time: times[at] ?? 0 })));
    playing.pass(1000);
    expect(playing.emitted).toEqual([[0, 0], [1000, 1], [1000, 2], [1000, 3]]);
  });

  it('has ended if the recording is empty', async () => {
    expect(await stateOf(play({}, []))).toEqual({ paused: false, speed: 1, at: 0, length: 0, ended: true });
  });
});

describe('a run recording', () => {
  let folder: string;
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('skips unknown lines, invalid lines and an incomplete end, and has the same events as the log', async () => {
    folder = await mkdtemp(join(tmpdir(), 'whisker-recording-'));
    const path = join(folder, 'events.jsonl');
    await writeFile(path, textOf(run.slice(0, 5)));
    await appendFile(path, `{"v":1,"seq":5,"time":1,"type":"weather"}\nnot JSON\n${textOf(run.slice(5))}{"v":1,"se`);
    const reported: LogFaults[] = [];
    const recording = await openRunRecording(path, (faults) => reported.push(faults));
    expect(reported).toEqual([{ unknown: 1, other: 0, bad: 1, missing: 0, noStart: false }]);
    expect(Array.from({ length: recording.count }, (_, at) => recording.eventAt(at))).toEqual(run);
    expect(Array.from({ length: recording.count }, (_, at) => recording.timeOf(at))).toEqual(upTo(32).map((at) => at * 1000));
  });

  it('reports the steps of a version with other fields, which it cannot play', async () => {
    const path = join(folder, 'other.jsonl');
    await writeFile(path, textOf(run).replaceAll('"trainedOn":', '"images":'));
    const reported: LogFaults[] = [];
    const recording = await openRunRecording(path, (faults) => reported.push(faults));
    const steps = run.filter(({ type }) => type === 'step').length;
    expect(steps).toBeGreaterThan(0);
    expect(reported).toEqual([{ unknown: 0, other: steps, bad: 0, missing: 0, noStart: false }]);
    expect(recording.count).toBe(run.length - steps);
  });

  it('reports events that are missing in the middle, and a missing beginning', async () => {
    const path = join(folder, 'holes.jsonl');
    await writeFile(path, textOf([...run.slice(1, 4), ...run.slice(6, 8), ...run.slice(9)]));
    const reported: LogFaults[] = [];
    await openRunRecording(path, (faults) => reported.push(faults));
    await writeFile(path, textOf(run));
    await openRunRecording(path, (faults) => reported.push(faults));
    expect(reported).toEqual([{ unknown: 0, other: 0, bad: 0, missing: 3, noStart: true }]);
    expect(describeFaults({ unknown: 1, other: 7, bad: 2, missing: 3, noStart: true })).toEqual([
      'skipped 1 event of a newer version of whisker', 'skipped 7 events with the fields of another version of whisker: show the run with the version that wrote it', 'skipped 2 lines that are not events', '3 events are missing from the log',
      'events.jsonl has no run-start event, so the beginning of the run is unknown',
    ]);
  });

  it('plays at max speed in turns of 500 events, so that keys are read in between', () => {
    const scheduler = new VirtualTimeScheduler();
    const long = stamped([bodies.start(), ...Array.from({ length: 2000 }, (_, at) => bodies.step(at + 1)), bodies.end()]);
    const player = createPlayer(runRecordingOf(long), { speed: 'max', scheduler });
    let emitted = 0;
    const turns: number[] = [];
    player.events.subscribe(({ seq }) => {
      expect(seq).toBe(emitted);
      emitted += 1;
    });
    player.state.subscribe(() => void (emitted > 0 && emitted !== turns.at(-1) && turns.push(emitted)));
    scheduler.flush();
    expect(turns).toEqual([500, 1000, 1500, 2000, 2002]);
  });
});
