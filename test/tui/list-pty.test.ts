import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EventBody } from '../../src/events/index.js';
import { distantLockText } from '../disk/lock-text.js';
import { bodies, stamped, textOf } from '../events/written.js';
import { writeRun } from '../report/write-run.js';
import { endedLater, endSessions, expectRestored, whiskerOn, type Session } from './session.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-list-'));
  await writeRun(join(folder, 'runs/sgan-1'), { recipe: 'sgan', epochs: 6 });
  await writeRun(join(folder, 'runs/supervised-1'), { recipe: 'supervised', epochs: 6, accuracy: 0.7 });
});
afterEach(endSessions);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function begin(run: string, written: readonly EventBody[]): Promise<void> {
  await mkdir(join(folder, 'runs', run), { recursive: true });
  await writeFile(join(folder, 'runs', run, 'lock'), distantLockText());
  await appendFile(join(folder, 'runs', run, 'events.jsonl'), textOf(stamped(written, 0, Date.now())));
}
const watch = (columns = 100, rows = 30): Session => endedLater(whiskerOn(['watch', 'runs'], { cwd: folder, columns, rows }));
const [ESCAPE, DOWN] = ['\u001B', '\u001B[B'];

describe('watch of a folder on a terminal', () => {
  it('lists its runs; enter opens one, escape goes back to the same place, and q restores the terminal', async () => {
    const session = watch();
    await session.sees(/▸ {2}✓ done +sgan-1 +sgan .*\n {3}✓ done +supervised-1 +supervised /);
    expect(session.screen.isAlternate).toBe(true);
    session.type(DOWN);
    await session.sees(/▸ {2}✓ done +supervised-1/);
    session.type('\r');
    await session.sees('1 losses');
    await session.sees('esc list');
    await session.sees('runs/supervised-1');
    // Escape first closes what is enlarged.
    session.type('2');
    await session.until(({ text }) => !text.includes('1 losses'), 'the enlarged panel');
    session.type(ESCAPE);
    await session.sees('1 losses');
    session.type(ESCAPE);
    await session.sees(/▸ {2}✓ done +supervised-1/);
    // The normal screen did not flash in between.
    const times = (code: string): number => session.written.split(`\u001B[${code}`).length - 1;
    expect([times('?1049h'), times('?1049l')]).toEqual([1, 0]);
    session.type('q');
    expect(await session.ended).toMatchObject({ exitCode: 0 });
    expectRestored(session);
    expect([times('?1049h'), times('?1049l')]).toEqual([1, 1]);
    expect(session.screen.text).not.toContain('done in');
  });

  it('follows the size of the terminal, and draws marked runs in one chart', async () => {
    const session = watch();
    await session.sees('sgan-1');
    session.resize(60, 15);
    await session.until(({ lines }) => lines[13]?.startsWith(' q quit') === true, 'the list of the new size');
    session.type('jG k');
    await session.sees('1 marked');
    session.type(' c');
    await session.sees('validation accuracy');
    await session.sees(/supervised-1 +\d\d\.\d %/);
    session.resize(120, 40);
    await session.until(({ lines }) => lines[38]?.startsWith(' q quit') === true, 'the chart of the new size');
    session.type(ESCAPE);
    await session.sees('2 marked');
    await session.sees(/▸\* ✓ done/);
    session.type('\u0003');
    await session.ended;
    expectRestored(session);
  });

  it('a click selects a run, another one opens it; m and --no-mouse leave the mouse to the terminal; SIGTERM gives the terminal back, from a run and from the list', async () => {
    const press = (row: number) => `\u001B[<0;9;${row}M\u001B[<0;9;${row}m`;
    const session = watch();
    await session.sees('supervised-1');
    expect([...session.screen.mouse].sort()).toEqual([1000, 1006]);
    session.type(press(4));
    await session.sees(/▸ {2}✓ done +supervised-1/);
    session.type('m');
    await session.sees("the mouse is the terminal's");
    expect([...session.screen.mouse]).toEqual([]);
    session.type('m');
    await session.until(({ mouse }) => mouse.size === 2, 'the mouse again');
    session.type(press(4));
    await session.sees('1 losses');
    session.kill('SIGTERM');
    await session.ended;
    expectRestored(session);
    const other = endedLater(whiskerOn(['watch', 'runs', '--no-mouse'], { cwd: folder, columns: 80, rows: 24 }));
    await other.sees('supervised-1');
    expect(other.written).not.toContain('\u001B[?1000h');
    other.kill('SIGTERM');
    await other.ended;
    expectRestored(other);
  });

  it('shows a run that appears, its progress, and its death', async () => {
    const session = watch();
    await session.sees('2 runs');
    await begin('later', [bodies.start(), bodies.step(1)]);
    await session.sees(/● training +later/);
    await session.sees('3 runs');
    await appendFile(join(folder, 'runs/later/events.jsonl'), textOf(stamped([bodies.epoch(1, true)], 2, Date.now())));
    await session.sees(/● training +later .* 50\.0 %/);
    await rm(join(folder, 'runs/later/lock'));
    await session.sees(/✗ dead +later/);
    session.type('g');
    await session.sees('whisker train --resume runs/later');
    session.type('\r');
    await session.sees('1 losses');
    await session.sees('✗ dead');
    session.type('q');
    // As `watch` of the run itself.
    expect(await session.ended).toMatchObject({ exitCode: 3 });
    expectRestored(session);
    expect(session.screen.text.replaceAll('\n', '')).toContain('resume with `whisker train --resume runs/later`');
    await rm(join(folder, 'runs/later'), { recursive: true });
  });
});
