import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EventBody } from '../../src/events/index.js';
import { bodies, stamped, textOf } from '../events/written.js';
import { whiskerOn, type Session } from '../tui/session.js';

let folder: string;
const sessions: Session[] = [];
const log = (run: string): string => join(folder, run, 'events.jsonl');
const watch = (run: string): Session => {
  const session = whiskerOn(['watch', run], { cwd: folder, columns: 120, rows: 40 });
  sessions.push(session);
  return session;
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-watch-live-'));
});
afterEach(() => sessions.splice(0).forEach((session) => session.end()));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(run: string, written: readonly EventBody[], first = 0): Promise<void> {
  await mkdir(join(folder, run), { recursive: true });
  await appendFile(log(run), textOf(stamped(written, first, Date.now() - 1_000_000)));
}

describe('watch on a terminal', () => {
  it('shows all epochs of a long run that died, no warning about thinned events, and the command that resumes it', async () => {
    const count = 20_000;
    await write('long', [bodies.start(), ...Array.from({ length: count }, (_, at) => bodies.step(at + 1, 20)), bodies.epoch(1000, true, 20)]);
    const session = watch('long');
    await session.sees('1 losses');
    await session.sees('no activity since');
    await session.sees('whisker train --resume long');
    expect(session.screen.text).not.toContain('missing here');
    expect(session.screen.text).toMatch(/1,000/);
    expect(session.screen.text).toContain('✗ dead');
    expect(session.screen.text).not.toMatch(/● training|left ·/);
    session.type('q');
    expect(await session.ended).toMatchObject({ exitCode: 3 });
    expect(session.screen.isAlternate).toBe(false);
    expect(session.screen.text).toContain('no process is running it; resume with `whisker train --resume long`');
  });

  it('follows a run to its end, which stays on the terminal', async () => {
    await write('short', [bodies.start(), bodies.step(1), bodies.step(2)]);
    const session = watch('short');
    await session.sees('1 losses');
    await write('short', [bodies.log('a word from the run'), bodies.end()], 3);
    await session.sees('a word from the run');
    await session.sees(/the run finished at/);
    session.type('q');
    expect(await session.ended).toMatchObject({ exitCode: 0 });
    expect(session.screen.isAlternate).toBe(false);
    expect(session.screen.text).toContain('done in 5');
    expect(session.screen.text).toContain('whisker report short');
  });

  it('shows that the folder has vanished, and exits with 1 when the dashboard is left', async () => {
    await write('going', [bodies.start(), bodies.step(1)]);
    const session = watch('going');
    await session.sees('1 losses');
    await rm(join(folder, 'going'), { recursive: true });
    await session.sees('going or its events.jsonl is missing');
    await session.sees('there is nothing left to watch');
    session.type('q');
    expect(await session.ended).toMatchObject({ exitCode: 1 });
    expect(session.screen.text).toContain('there is nothing left to watch');
  });
});
