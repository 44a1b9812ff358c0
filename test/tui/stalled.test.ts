import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Session } from './session.js';

let folder: string;
let session: Session | undefined;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'whisker-stalled-'))));
afterAll(async () => {
  session?.end();
  await rm(folder, { recursive: true });
});

describe('a terminal that takes no bytes', () => {
  const dist = (path: string) => JSON.stringify(new URL(`../../${path}`, import.meta.url).href);
  /** Starts a process with a dashboard whose events change the whole screen every 10 ms. The process appends to a file at each of them. */
  async function ticking(ticks: string): Promise<Session> {
    const script = join(folder, 'ticking.mjs');
    await writeFile(script, `
      import { appendFileSync } from 'node:fs';
      import { openDashboard } from ${dist('dist/tui/index.js')};
      import { Subject } from ${dist('node_modules/rxjs/dist/cjs/index.js')};
      const events = new Subject();
      let seq = 0;
      const log = (message) => events.next({ v: 1, seq: seq++, time: Date.now(), type: 'log', level: 'info', message });
      const dashboard = openDashboard({ events, images: 'off', ascii: false, input: process.stdin, output: process.stdout, env: process.env, onQuit() {} });
      let going = true;
      const timer = setInterval(() => {
        if (!going) return;
        log(String(seq).repeat(40));
        process.stdout.emit('resize');
        appendFileSync(process.argv[2], '.');
      }, 10);
      process.on('SIGUSR2', () => ((going = !going) || log('the last message')));
      await dashboard.closed;
      clearInterval(timer);
    `);
    session = new Session(process.execPath, [script, ticks], { columns: 200, rows: 50, cwd: fileURLToPath(new URL('../..', import.meta.url)) });
    await session.sees('q quit');
    return session;
  }

  /** Stops reading the terminal until a process that writes blocking would be stuck: its output is many times the terminal's buffer. */
  async function stall(session: Session, ticks: string): Promise<void> {
    session.stall();
    const before = await count(ticks);
    await session.until(async () => (await count(ticks)) > before + 100, 'ticks of a process whose terminal is stuck');
  }
  const count = (ticks: string) => stat(ticks).then(({ size }) => size, () => 0);

  it('does not stop the process, shows the whole screen when it takes bytes again, and keeps no process alive', async () => {
    const ticks = join(folder, 'ticks');
    const session = await ticking(ticks);
    await stall(session, ticks);
    session.kill('SIGUSR2');
    session.resume();
    const { screen } = session;
    // The message is in the header, too, and a frame may come in pieces.
    await session.until(({ text, isDrawing }) => !isDrawing && text.split('the last message').length === 3, 'the last frame');
    const shown = screen.text;
    session.resize(100, 25);
    await session.until(({ lines }) => lines.at(-2)?.includes('q quit') === true, 'the frame of another size');
    session.resize(200, 50);
    await session.until(() => screen.text === shown, `the same screen again:\n${shown}`);
    session.kill('SIGUSR2');
    await stall(session, ticks);
    session.kill('SIGTERM');
    await session.until(() => !isThere(session.pid), 'the end of the process');
  });
});

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
