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
  /** A dashboard on events that come every 10 ms and change the whole screen, in a process that notes each of them in a file. */
  async function ticking(ticks: string): Promise<Session> {
    const script = join(folder, 'ticking.mjs');
    await writeFile(script, `
      import { appendFileSync } from 'node:fs';
      import { openDashboard } from ${dist('dist/tui/index.js')};
      import { Subject } from ${dist('node_modules/rxjs/dist/cjs/index.js')};
      const events = new Subject();
      let seq = 0;
      const tell = (message) => events.next({ v: 1, seq: seq++, time: Date.now(), type: 'log', level: 'info', message });
      const dashboard = openDashboard({ events, images: 'off', ascii: false, input: process.stdin, output: process.stdout, env: process.env, onQuit() {} });
      let going = true;
      const timer = setInterval(() => {
        if (!going) return;
        tell(String(seq).repeat(40));
        process.stdout.emit('resize');
        appendFileSync(process.argv[2], '.');
      }, 10);
      process.on('SIGUSR2', () => ((going = !going) || tell('all is told')));
      await dashboard.closed;
      clearInterval(timer);
    `);
    session = new Session(process.execPath, [script, ticks], { columns: 200, rows: 50, cwd: fileURLToPath(new URL('../..', import.meta.url)) });
    await session.sees('q quit');
    return session;
  }

  /** Takes no more bytes until a process that waited for that would be stuck: many times what lies between it and its terminal. */
  async function stall(session: Session, ticks: string): Promise<void> {
    session.stall();
    const before = await count(ticks);
    await session.until(async () => (await count(ticks)) > before + 100, 'ticks of a process whose terminal is stuck');
  }
  const count = (ticks: string) => stat(ticks).then(({ size }) => size, () => 0);

  it('stops nothing, has the whole screen when it takes them again, and keeps no process from ending', async () => {
    const ticks = join(folder, 'ticks');
    const session = await ticking(ticks);
    await stall(session, ticks);
    session.kill('SIGUSR2');
    session.goOn();
    await session.sees('all is told');
    const { screen } = session;
    const shown = screen.text;
    session.resize(100, 25);
    await session.until(({ lines }) => lines.at(-2)?.includes('q quit') === true, 'the frame of another size');
    session.resize(200, 50);
    await session.until(() => screen.text === shown, `the same screen, drawn anew:\n${shown}`);
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
