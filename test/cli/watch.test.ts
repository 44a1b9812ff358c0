import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { speedOf, timeOf } from '../../src/cli/replay.js';
import { distantLockText } from '../disk/lock-text.js';
import { bodies, stamped, textOf } from '../events/written.js';
import { eventsOfRun, writeRun } from '../report/write-run.js';
import { writePictures } from '../training/pictures.js';
import { here } from './here.js';
import { whisker } from './whisker.js';

const SMALL = '--preset tiny --batch 8 --width 4 --generator-width 4 --noise 6 --workers 1 --seed 3 --labels 6 --val 10 --test 12'.split(' ');

let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-watch-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** A `whisker` that goes on by itself, and what it has written so far. */
function begin(words: readonly string[]): { readonly child: ChildProcess; readonly written: () => string } {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url)), ...words], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (part: string) => (text += part));
  return { child, written: () => text };
}

const logOf = (run: string): Promise<string> => readFile(join(folder, run, 'events.jsonl'), 'utf8').catch(() => '');
/** The objects of JSON Lines, a field's place in its line aside. */
const objects = (lines: string): unknown[] => lines.trimEnd().split('\n').map((line): unknown => JSON.parse(line));
const eventually = (check: () => void | Promise<void>): Promise<void> => vi.waitFor(check, { timeout: 60_000, interval: 50 });

describe('watch', () => {
  it('a run that is killed with -9: an end with 3; watched again once it is resumed, it is seen to its end', async () => {
    await writePictures(join(folder, 'pictures'), 30);
    const train = begin(['train', 'pictures', ...SMALL, '--epochs', '100000', '--checkpoint-minutes', '0', '--out', 'run']);
    await eventually(async () => expect(await logOf('run')).toContain('"which":"last"'));
    const watching = begin(['watch', 'run']);
    await eventually(() => expect(watching.written()).toMatch(/sgan · convnet at 32 px[^]*epoch +1\//));
    const ended = once(watching.child, 'exit');
    train.child.kill('SIGKILL');
    await eventually(() => expect(watching.written()).toMatch(/no activity since \d\d:\d\d:\d\d \(\d+ s\): process \d+ is gone; resume with `whisker train --resume run`\n/));
    expect(watching.written()).toContain(`process ${train.child.pid} is gone`);
    expect(await stat(join(folder, 'run/lock'))).toBeDefined();

    // The folder of a dead run is not watched any longer: nobody may ever resume it.
    expect(await ended).toEqual([3, null]);
    expect(watching.written().match(/is gone; resume with/g)).toHaveLength(1);

    const resumed = begin(['train', '--resume', 'run', '--on-hangup', 'end']);
    await eventually(async () => expect(await logOf('run')).toMatch(/"resumedAt":[1-9]/));
    const again = begin(['watch', 'run']);
    await eventually(() => expect(again.written()).toMatch(/resumed after step [\d,]+\n/));
    const before = (await logOf('run')).length;
    await eventually(async () => expect((await logOf('run')).length).toBeGreaterThan(before + 2000));
    const endedAgain = once(again.child, 'exit');
    resumed.child.kill('SIGINT');
    expect(await endedAgain).toEqual([0, null]);
    // Two streams, one for results and one for people: which comes first is left to the system.
    expect(again.written()).toMatch(/^interrupted in .*: after step \d+; the checkpoint is written$/m);
    expect(again.written()).toMatch(/^the run was interrupted at \d\d:\d\d:\d\d; resume with `whisker train --resume run`$/m);
  });

  it('a run that is done: shown, and said so', async () => {
    await writeRun(join(folder, 'done'), { recipe: 'sgan', epochs: 3 });
    const { code, out, err } = await whisker(['watch', 'done'], { cwd: folder });
    expect(code).toBe(0);
    expect(err).toMatch(/sgan · convnet at 32 px/);
    expect(err.match(/^epoch [123]\/3 /gm)).toHaveLength(3);
    expect(err).toMatch(/the run finished at \d\d:\d\d:\d\d\n$/);
    expect(out).toContain('done in');
    // By the path from here, wherever its process saw it.
    expect(out).toContain('whisker report done ');
  });

  it('--json prints the events as they stand in the log, and nothing else', async () => {
    const { code, out, err } = await here(['watch', 'done', '--json'], { cwd: folder });
    expect(code).toBe(0);
    expect(objects(out)).toEqual(objects(await logOf('done')));
    expect(err).toMatch(/^the run finished at/);
  });

  it('a dead run: an end with 3, and the command that resumes it', async () => {
    await writeRun(join(folder, 'dead'), { recipe: 'sgan', epochs: 1 });
    const lines = (await logOf('dead')).trimEnd().split('\n');
    await writeFile(join(folder, 'dead/events.jsonl'), `${lines.slice(0, -1).join('\n')}\n`);
    const { code, err } = await here(['watch', 'dead'], { cwd: folder });
    expect(code).toBe(3);
    expect(err).toContain('no process is running it; resume with `whisker train --resume dead`');
  });

  it('a folder of runs: a line for each, newest first, as wide as there is room, and JSON', async () => {
    await writeRun(join(folder, 'many/sgan-1'), { recipe: 'sgan', epochs: 3, accuracy: 0.9 });
    await writeRun(join(folder, 'many/inner/supervised-1'), { recipe: 'supervised', epochs: 3, accuracy: 0.7 });
    await mkdir(join(folder, 'many/new'));
    await writeFile(join(folder, 'many/new/events.jsonl'), textOf(stamped([bodies.start(), bodies.step(1)], 0, Date.now())));
    const { code, out, err } = await here(['watch', 'many'], { cwd: folder, env: { LC_ALL: 'C.UTF-8' } });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^✗ dead +new +sgan /);
    expect(out).toMatch(/^✓ done +sgan-1 +sgan .* 3\/3 +89\.1 % +90\.0 % /m);
    expect(out).toMatch(/^✓ done +inner\/supervised-1 +supervised .* 3\/3 +69\.3 % +70\.0 % /m);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    const json = await here(['watch', 'many', '--json'], { cwd: folder });
    expect(objects(json.out)).toMatchObject([
      { run: 'many/new', state: 'dead', epoch: 0, best: null, command: 'whisker train --resume many/new' },
      { run: 'many/inner/supervised-1', state: 'done', recipe: 'supervised' },
      { run: 'many/sgan-1', state: 'done', recipe: 'sgan', epoch: 3, epochs: 3, test: { accuracy: 0.9 }, best: { epoch: 3 }, secondsLeft: null },
    ]);
  });

  it('Ctrl-C ends it', async () => {
    await writeRun(join(folder, 'on'), { recipe: 'sgan', epochs: 1 });
    await writeFile(join(folder, 'on/events.jsonl'), textOf(stamped([bodies.start()])));
    await writeFile(join(folder, 'on/lock'), distantLockText());
    // Once: a second Ctrl-C ends it by the signal.
    let sent = false;
    const { code } = await whisker(['watch', 'on'], { cwd: folder, watch: (written, child) => void (sent ||= written.includes('sgan ·') && child.kill('SIGINT')) });
    expect(code).toBe(130);
  });

  it('a run folder that vanishes: an end with 1, and why', async () => {
    await writeRun(join(folder, 'going'), { recipe: 'sgan', epochs: 1 });
    await writeFile(join(folder, 'going/events.jsonl'), textOf(stamped([bodies.start()])));
    await writeFile(join(folder, 'going/lock'), distantLockText());
    let removed: Promise<void> | undefined;
    const { code, err } = await whisker(['watch', 'going'], {
      cwd: folder,
      watch: (written) => written.includes('sgan ·') && (removed ??= rm(join(folder, 'going'), { recursive: true })),
    });
    await removed;
    expect(code).toBe(1);
    expect(err).toContain('going or its events.jsonl is missing\n');
    expect(err).toMatch(/going is gone, or its events\.jsonl is: there is nothing left to watch\.\n$/);
  });

  it.each([
    [['watch', 'none'], 'There is no folder FOLDER/none.'],
    [['watch', 'pictures'], 'FOLDER/pictures is not the folder of a run: it contains no events.jsonl. There is no run in it, either.'],
    [['replay', 'pictures'], 'FOLDER/pictures is not the folder of a run: it contains no events.jsonl.'],
    [['replay', 'none'], 'There is no folder FOLDER/none.'],
    [['replay', 'done', '--speed', 'fast'], '--speed is fast, but it must be a number above 0, or max.'],
    [['replay', 'done', '--speed', '0'], '--speed is 0, but it must be'],
    [['replay', 'done', '--from', '3'], '--from is 3, but it must be a time like 3:00 or 1:03:00.'],
    [['replay', 'done', '--from', '3:00'], '--from is 3:00, but the run is'],
    [['train', 'pictures', '--on-hangup', 'stay'], '--on-hangup is stay'],
  ])('%j: refused', async ([command = '', place = '', ...words], sentence) => {
    const [out, err] = [new PassThrough(), new PassThrough()];
    const code = await runProgram([command, join(folder, place), ...words], { out, err, signal: new AbortController().signal, env: {} });
    expect(String(err.read())).toContain(sentence.replace('FOLDER', folder));
    expect({ code, out: out.read() as unknown }).toEqual({ code: 2, out: null });
  });
});

describe('replay', () => {
  it('ends at once with Ctrl-C, also where its output is a pipe', async () => {
    await mkdir(join(folder, 'slow'));
    await writeFile(join(folder, 'slow', 'events.jsonl'), textOf(eventsOfRun({ recipe: 'sgan' }).map((event, i) => ({ ...event, time: event.time + i * 600_000 }))));
    const { child, written } = begin(['replay', 'slow', '--json']);
    await vi.waitFor(() => expect(written()).toContain('run-start'), { timeout: 60_000, interval: 20 });
    child.kill('SIGINT');
    // A timer that is left keeps the process until somebody ends it: then nobody has the exit code.
    const ended = once(child, 'exit');
    const exited = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 60_000, 'late').unref())]);
    expect(exited).toEqual([130, null]);
  });

  it('at max: the lines of the run, at once', async () => {
    const { code, out, err } = await here(['replay', 'done', '--speed', 'max'], { cwd: folder });
    expect(code).toBe(0);
    expect(err.match(/^epoch [123]\/3 /gm)).toHaveLength(3);
    expect(out).toContain('whisker report done ');
  });

  it('ten times as fast, and from a time on', async () => {
    // The recording takes 3.3 seconds. In virtual time the same is held to the millisecond: test/events/player.test.ts.
    const began = performance.now();
    const { code, out } = await whisker(['replay', 'done', '--json', '--speed', '10', '--from', '0:01'], { cwd: folder });
    expect(code).toBe(0);
    expect(objects(out)).toEqual(objects(await logOf('done')));
    expect(performance.now() - began).toBeGreaterThan(230);
  });

  it('leaves out what it does not know, and says so', async () => {
    await writeRun(join(folder, 'newer'), { recipe: 'sgan', epochs: 1 });
    const known = await logOf('newer');
    await appendFile(join(folder, 'newer/events.jsonl'), '{"v":2,"seq":99,"time":1,"type":"step"}\n{"torn');
    const { code, out, err } = await here(['replay', 'newer', '--speed', 'max', '--json'], { cwd: folder });
    expect({ code, err }).toEqual({ code: 0, err: 'skipped 1 event of a newer version of whisker\n' });
    expect(objects(out)).toEqual(objects(known));
    await writeFile(join(folder, 'newer/events.jsonl'), '{"torn');
    expect(await here(['replay', 'newer'], { cwd: folder })).toMatchObject({ code: 2, err: expect.stringContaining('newer has nothing to replay') });
  });

  it('reads speeds and times', () => {
    expect(['max', '1', '10', '0.5', '.5'].map(speedOf)).toEqual(['max', 1, 10, 0.5, 0.5]);
    expect(['0:00', '3:00', '90:05', '1:03:00', '0:01.5'].map(timeOf)).toEqual([0, 180_000, 5_405_000, 3_780_000, 1500]);
    for (const wrong of ['3', '3:0', '3:60', '1:3:00', 'x', '-1:00', '']) expect(() => timeOf(wrong)).toThrow('must be a time');
    for (const wrong of ['0', '-1', 'x', '', 'Infinity', '1e3']) expect(() => speedOf(wrong)).toThrow('must be a number above 0');
  });
});
