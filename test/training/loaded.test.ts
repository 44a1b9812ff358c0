import type { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { finish, openWorkshop } from './pictures.js';

const closed = vi.hoisted(() => ({ folder: '' }));
vi.mock('node:fs/promises', async (original) => {
  const fs = await original<{ readonly readFile: typeof readFile }>();
  const isClosed = (path: unknown) => closed.folder !== '' && String(path).includes(closed.folder);
  return { ...fs, readFile: (path: string, ...rest: []) => (isClosed(path) ? Promise.reject(new Error(`${path} is closed`)) : fs.readFile(path, ...rest)) };
});

it('a run reads none of the files of whisker once that is loaded, so the process may change its user', async () => {
  const { prepare } = await openWorkshop();
  closed.folder = fileURLToPath(new URL('../../', import.meta.url));
  const events = await finish(await prepare('run', {}, { signal: AbortSignal.abort() }));
  expect(events.at(-1)).toMatchObject({ type: 'run-end', outcome: 'interrupted' });
});
