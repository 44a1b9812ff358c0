import { PassThrough } from 'node:stream';
import { from } from 'rxjs';
import { expect, it, vi } from 'vitest';
import { openDashboard, type Picture } from '../../src/tui/index.js';
import { recorded } from './recorded.js';

it('does not read a grid of pictures before there is room for it', async () => {
  const readGrid = vi.fn<(path: string) => Promise<Picture | null>>(() => Promise.resolve(null));
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined, ref: () => undefined, unref: () => undefined });
  const output = Object.assign(new PassThrough(), { columns: 80, rows: 24, getColorDepth: () => 24 });
  let written = '';
  output.on('data', (data: Buffer) => (written += data.toString()));
  const dashboard = openDashboard({
    events: from(recorded), readGrid, images: 'blocks', ascii: false, env: {}, onQuit: () => undefined,
    input: input as unknown as NodeJS.ReadStream, output: output as unknown as NodeJS.WriteStream,
  });
  await vi.waitFor(() => expect(written).toContain('pipeline'), { timeout: 20_000 });
  expect(readGrid).not.toHaveBeenCalled();
  Object.assign(output, { columns: 160, rows: 50 });
  output.emit('resize');
  await vi.waitFor(() => expect(readGrid).toHaveBeenCalledTimes(1), { timeout: 20_000 });
  await dashboard.close();
});
