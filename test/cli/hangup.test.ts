import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn, type IPty } from '@lydell/node-pty';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { writePictures } from '../training/pictures.js';

const entry = fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url));
const SMALL = '--preset tiny --batch 8 --width 4 --generator-width 4 --noise 6 --workers 1 --seed 3 --labels 6 --val 10 --test 12 --epochs 100000'.split(' ');

let folder: string;
const started: number[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-hangup-'));
  await writePictures(join(folder, 'pictures'), 30);
});
afterAll(async () => {
  for (const pid of started.filter(isRunning)) process.kill(pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const logOf = (run: string): Promise<string> => readFile(join(folder, run, 'events.jsonl'), 'utf8').catch(() => '');
const endOf = async (run: string): Promise<unknown> => JSON.parse((await logOf(run)).trimEnd().split('\n').at(-1) ?? '');
const stepsIn = (log: string): number => log.split('"type":"step"').length - 1;
const eventually = (check: () => void | Promise<void>): Promise<void> => vi.waitFor(check, { timeout: 60_000, interval: 150 });

/** Starts a run in a terminal of its own, and waits for its first steps. */
async function train(run: string, ...words: string[]): Promise<IPty> {
  const { CI: _, ...env } = process.env;
  const terminal = spawn(process.execPath, [entry, 'train', 'pictures', ...SMALL, '--out', run, ...words], { cwd: folder, cols: 100, rows: 30, env });
  started.push(terminal.pid);
  await eventually(async () => expect(stepsIn(await logOf(run))).toBeGreaterThan(0));
  return terminal;
}

/** Closes the terminal, as closing a window does: the system sends a hangup. */
const close = (terminal: IPty): void => {
  if (!('destroy' in terminal) || typeof terminal.destroy !== 'function') throw new Error('this terminal cannot be closed');
  terminal.destroy();
};

describe.runIf(process.platform !== 'win32')('a terminal that closes', () => {
  // SIGHUP alone reports it too: the first run's terminal closes only after the run has noticed.
  it.each<[string, string[], ('SIGHUP' | 'close')[]]>([
    ['lines', ['--no-dashboard'], ['SIGHUP', 'close']], ['the dashboard', [], ['close']],
  ])('under a run with %s leaves the run going, with a note in its log; SIGTERM still ends it with a checkpoint', async (what, words, [first, second]) => {
    const run = what.replace(' ', '-');
    const terminal = await train(run, ...words);
    if (first === 'SIGHUP') process.kill(terminal.pid, 'SIGHUP');
    else close(terminal);
    await eventually(async () => expect(await logOf(run)).toContain('"message":"The terminal closed. The run continues without it; `whisker watch` shows it."'));
    if (second === 'close') close(terminal);
    const before = stepsIn(await logOf(run));
    await eventually(async () => expect(stepsIn(await logOf(run))).toBeGreaterThan(before + 5));
    process.kill(terminal.pid, 'SIGTERM');
    await eventually(() => expect(isRunning(terminal.pid)).toBe(false));
    expect(await endOf(run)).toMatchObject({ type: 'run-end', outcome: 'interrupted' });
    expect((await stat(join(folder, run, 'checkpoints/last'))).isDirectory()).toBe(true);
  });

  it('ends the run with a checkpoint with --on-hangup end', async () => {
    const terminal = await train('ended', '--no-dashboard', '--on-hangup', 'end');
    close(terminal);
    await eventually(() => expect(isRunning(terminal.pid)).toBe(false));
    expect(await endOf('ended')).toMatchObject({ outcome: 'interrupted', message: expect.stringMatching(/^after step \d+; the checkpoint is written$/) });
    expect(await logOf('ended')).not.toContain('The terminal closed');
  });
});
