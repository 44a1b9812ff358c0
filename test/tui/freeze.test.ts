import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Subject } from 'rxjs';
import { expect, it, vi } from 'vitest';
import type { RunEvent } from '../../src/events/index.js';
import { openDashboard } from '../../src/tui/index.js';
import { recorded } from './recorded.js';

it('a frozen screen stays, and shows what happened meanwhile when it is thawed', async () => {
  const events = new Subject<RunEvent>();
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined, ref: () => undefined, unref: () => undefined });
  const output = Object.assign(new PassThrough(), { columns: 120, rows: 40, getColorDepth: () => 24 });
  let written = '';
  output.on('data', (data: Buffer) => (written += data.toString()));
  const dashboard = openDashboard({
    events, images: 'off', ascii: false, env: {}, onQuit: () => undefined,
    input: input as unknown as NodeJS.ReadStream, output: output as unknown as NodeJS.WriteStream,
  });
  for (const event of recorded.slice(0, 50)) events.next(event);
  await vi.waitFor(() => expect(written).toContain('training'), { timeout: 20_000 });
  input.write('f');
  await vi.waitFor(() => expect(written).toContain('frozen'), { timeout: 20_000 });
  written = '';
  for (const event of recorded.slice(50)) events.next(event);
  await wait(500);
  expect(written).not.toContain('the run is done');
  input.write('f');
  await vi.waitFor(() => expect(written).toContain('the run is done'), { timeout: 20_000 });
  await dashboard.close();
});
