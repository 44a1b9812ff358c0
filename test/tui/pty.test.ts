// Terminal codes begin with a control character.
/* eslint-disable no-control-regex */
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { logPath } from './recorded.js';
import { endedLater, endSessions, expectRestored, Session, whiskerOn, type SessionOptions } from './session.js';

/** The dashboard in a process of its own, on a real pseudo-terminal. */

const entry = fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url));
let folder: string;
/** Starts a replay of the recorded run at full speed. */
const replay = (size: SessionOptions, ...words: readonly string[]) => endedLater(whiskerOn(['replay', 'run', '--speed', 'max', ...words], { cwd: folder, ...size }));
const SIZE = { columns: 80, rows: 24 };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-tui-'));
  await mkdir(join(folder, 'run'));
  await copyFile(logPath, join(folder, 'run', 'events.jsonl'));
  await mkdir(join(folder, 'run', 'samples'));
  const noise = Uint8Array.from({ length: 64 * 64 * 3 }, (_, at) => (at * 37) % 256);
  await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } }).png().toFile(join(folder, 'run', 'samples', 'epoch-0012.png'));
});
afterEach(endSessions);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('on a terminal of', () => {
  it('60 x 15, it shows its panels, takes keys and restores the terminal and the modes of the shell', async () => {
    const script = 'before=$(stty -g); "$@"; [ "$before" = "$(stty -g)" ] && echo the same modes';
    const session = endedLater(new Session('bash', ['-c', script, 'modes', process.execPath, entry, 'replay', 'run', '--speed', 'max'], { columns: 60, rows: 15, cwd: folder }));
    await session.sees('best 57.5 %');
    const { screen } = session;
    expect({ alternate: screen.isAlternate, cursor: screen.cursorShown }).toEqual({ alternate: true, cursor: false });
    // A frame arrives in pieces, from top to bottom.
    for (const title of ['1 losses', '2 accuracy', '3 throughput', '4 pipeline']) await session.sees(title);
    expect(screen.lines.at(-1)).toBe('');
    session.type('2');
    await session.until(({ text }) => text.includes('2 accuracy') && !text.includes('1 losses'), 'the accuracy alone');
    session.type('\u001B');
    await session.sees('1 losses');
    session.type('c');
    await session.sees('this is a replay');
    session.type('?');
    await session.sees('zoom one panel');
    // The help has pages here, and escape closes it on each of them.
    session.type('\u001B');
    await session.sees('1 losses');
    session.type('q');
    expect(await session.ended).toMatchObject({ exitCode: 0 });
    expectRestored(session);
    expect(session.screen.text).toContain('the same modes');
  });

  it('too few rows, it shows one line; after each change of its size the frame of that size, and nothing wraps or scrolls; Ctrl-C restores the terminal', async () => {
    const session = replay({ columns: 50, rows: 10 }, '--ascii');
    await session.sees(/epoch 12\/12/);
    expect(session.screen.lines.filter((line) => line !== '').slice(1)).toEqual(['panels need 60x15']);
    session.resize(90, 30);
    await session.sees('4 pipeline');
    for (const [columns, rows] of [[200, 50], [61, 16], [100, 60], [60, 15], [300, 100], [80, 24]] as const) {
      session.resize(columns, rows);
      await session.until(({ lines }) => lines.at(-2)?.includes('q quit') === true && lines.at(-1) === '' && lines[0]?.includes('whisker') === true, `the frame of ${columns} x ${rows}`);
    }
    expect(session.written).not.toMatch(/[^\u0000-\u007f]/);
    session.type('\u0003');
    await session.ended;
    expectRestored(session);
  });
});

describe('the mouse', () => {
  const press = (button: number, column: number, row: number) => `\u001B[<${button};${column};${row}M\u001B[<${button};${column};${row}m`;
  const isOn = (session: Session) => [...session.screen.mouse].sort();

  it('enlarges panels, goes back, scrolls and is given back at the end; m gives it to the terminal meanwhile', async () => {
    const session = replay({ columns: 120, rows: 40 });
    await session.sees('4 pipeline');
    expect(isOn(session)).toEqual([1000, 1006]);
    session.type(press(0, 4, 6));
    await session.until(({ text }) => text.includes('1 losses') && !text.includes('2 accuracy'), 'the losses alone');
    session.type(press(64, 40, 20));
    await session.sees('the last 1/2');
    session.type(press(0, 40, 20));
    await session.sees('2 accuracy');
    session.type('5');
    await session.until(({ text }) => !text.includes('2 accuracy'), 'the messages alone');
    session.type(`w${press(2, 9, 9)}`);
    await session.sees('2 accuracy');
    session.type('m');
    await session.sees("the mouse is the terminal's");
    expect(isOn(session)).toEqual([]);
    session.type('m');
    await session.until(({ mouse }) => mouse.size === 2, 'the mouse again');
    session.type('Z');
    await session.sees('Z does nothing; ? lists the keys');
    session.type('q');
    expect(await session.ended).toMatchObject({ exitCode: 0 });
    expectRestored(session);
  });
});

describe('pictures and colours', () => {
  const BLOCK = /[▀▄█].*[▀▄█]/;
  const KITTY = /\u001B_G[^\u001B]*\u001B\\/;

  it('no colours, no pictures and no mouse, where asked; SIGINT restores the terminal', async () => {
    const session = replay({ columns: 120, rows: 40, env: { NO_COLOR: '1' } }, '--images', 'off', '--no-mouse');
    await session.sees('best 57.5 %');
    await session.sees('q quit');
    session.type('6');
    await session.sees('--images auto shows them');
    expect(session.screen.text).not.toContain('6 pictures');
    expect(session.written).not.toMatch(/\u001B\[[\d;]*(?:3[0-8]|9[0-7]|4[0-8])(?:;[\d;]*)?m/);
    expect(session.written).not.toMatch(/\u001B[_P]/);
    expect(session.written).not.toContain('\u001B[?1000h');
    session.kill('SIGINT');
    expect(await session.ended).toMatchObject({ exitCode: 130 });
    expectRestored(session);
  });

  it('pictures of blocks in 16 colours; SIGKILL restores the terminal a moment later, with the modes of the shell', async () => {
    // The shell would say "Killed" on the screen that the guard has not left yet.
    const script = 'before=$(stty -g); { "$@"; } 2>/dev/null; for try in $(seq 600); do sleep 0.05; [ "$before" = "$(stty -g)" ] && echo the same modes && exit; done';
    const words = [entry, 'replay', 'run', '--speed', 'max', '--images', 'blocks'];
    const session = endedLater(new Session('bash', ['-c', script, 'modes', process.execPath, ...words], { columns: 120, rows: 40, cwd: folder, env: { FORCE_COLOR: '1' } }));
    await session.sees('6 pictures');
    await session.until(({ text }) => BLOCK.test(text), 'a picture of blocks');
    expect(session.written).toMatch(/\u001B\[(?:[12];)*(?:3[1-6]|9[0-6])m/);
    expect(session.written).not.toMatch(/\u001B[_P]/);
    const [whisker] = readFileSync(`/proc/${session.pid}/task/${session.pid}/children`, 'utf8').trim().split(' ');
    process.kill(Number(whisker), 'SIGKILL');
    await session.ended;
    expectRestored(session);
    await session.sees('the same modes');
  });

  it('pictures by the protocol of kitty, in 24 bits of colour', async () => {
    const session = replay({ columns: 120, rows: 40 }, '--images', 'kitty');
    await session.sees('6 pictures');
    await session.until(() => KITTY.test(session.written), 'a picture by the protocol of kitty');
    expect(session.written).toMatch(/\u001B\[(?:[12];)*38;2;\d+;\d+;\d+m/);
    session.type('q');
    expect(await session.ended).toMatchObject({ exitCode: 0 });
    expectRestored(session);
  });
});

describe('the keys of a replay', () => {
  it('control the player, which draws at most 15 frames a second meanwhile', async () => {
    const session = endedLater(whiskerOn(['replay', 'run', '--speed', '1'], { cwd: folder, ...SIZE }));
    await session.sees(/replay ×1 /);
    session.type(' ');
    await session.sees(/paused 0:0\d of/);
    session.type('.');
    await session.sees(/step \d+\/12/);
    session.type('\u001B[C\u001B[C\u001B[C');
    await session.sees(/paused 0:3\d of|paused (\d+:\d+) of \1/);
    session.type('\u001B[B');
    await session.sees(/paused 0:00 of/);
    session.type('\u001B[D');
    await session.sees('the replay is at its beginning');
    session.type('<');
    await session.sees('0.5 times the speed');
    session.type('>>');
    await session.sees('2 times the speed');
    const [before, began] = [session.screen.frames, performance.now()];
    session.type(' ');
    // Many keys that each change the screen, as from a person who leans on one.
    for (let press = 0; press < 60; press += 1) {
      session.type('s');
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    const frames = session.screen.frames - before;
    expect(frames).toBeGreaterThan(0);
    expect(frames).toBeLessThanOrEqual(((performance.now() - began) / 1000) * 15 + 2);
  });
});

describe('the terminal is restored after', () => {
  // SIGINT, SIGKILL and Ctrl-C are above, SIGTERM is in test/tui/pty-run.test.ts.
  /** Opens a dashboard from a script, which then runs a statement. */
  const dashboardThen = async (name: string, statement: string): Promise<Session> => {
    const script = join(folder, name);
    const dist = (path: string) => JSON.stringify(new URL(`../../${path}`, import.meta.url).href);
    await writeFile(script, `
      import { openDashboard } from ${dist('dist/tui/index.js')};
      import { NEVER } from ${dist('node_modules/rxjs/dist/cjs/index.js')};
      openDashboard({ events: NEVER, images: 'off', ascii: false, input: process.stdin, output: process.stdout, env: process.env, onQuit() {} });
      setTimeout(() => { ${statement} }, 500);
    `);
    return endedLater(new Session(process.execPath, [script], { ...SIZE, cwd: fileURLToPath(new URL('../..', import.meta.url)), env: { NODE_ENV: 'production' } }));
  };

  it('a crash, with its stack on the normal screen', async () => {
    const session = await dashboardThen('crash.mjs', "throw new Error('a defect somewhere');");
    await session.until(({ isAlternate }) => isAlternate, 'the dashboard');
    expect(await session.ended).toMatchObject({ exitCode: 1 });
    expectRestored(session);
    expect(session.screen.text).toContain('Error: a defect somewhere');
  });

  it('SIGKILL in the middle of a code', async () => {
    const session = await dashboardThen('kill.mjs', "process.stdout.write('\\u001B[38;2;8'); process.kill(process.pid, 'SIGKILL');");
    expect(await session.ended).toMatchObject({ signal: 9 });
    await session.until(({ isAlternate }) => !isAlternate, 'the normal screen');
    expectRestored(session);
  });

  it('Ctrl-Z, and fg shows the dashboard again', async () => {
    const session = endedLater(new Session('bash', ['--norc', '--noprofile', '-i'], { ...SIZE, cwd: folder, env: { PS1: 'shell> ', HISTFILE: '' } }));
    await session.sees('shell>');
    session.type(`${JSON.stringify(process.execPath)} ${JSON.stringify(fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url)))} replay run --speed max\r`);
    await session.sees('4 pipeline');
    session.type('\u001A');
    await session.sees(/Stopped[^]*shell>/);
    expectRestored(session);
    session.type('fg\r');
    await session.until(({ isAlternate, text }) => isAlternate && text.includes('4 pipeline'), 'the dashboard again');
    session.type('q');
    await session.until(({ isAlternate, lines }) => !isAlternate && lines.findLast((line) => line !== '') === 'shell>', 'the shell');
    expectRestored(session);
  });
});

it.each<[string, readonly string[], NodeJS.ProcessEnv]>([['--no-dashboard', ['--no-dashboard'], {}], ['CI set', [], { CI: 'true' }]])('with %s it prints lines', async (_, words, env) => {
  const session = replay({ ...SIZE, env }, ...words);
  expect(await session.ended).toMatchObject({ exitCode: 0 });
  expect(session.written).not.toContain('\u001B[?1049h');
  // The last bytes may come after the end.
  await session.sees('done in');
});
