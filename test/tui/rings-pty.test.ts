import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { formatRings, RINGS_FILE } from '../../src/events/index.js';
import { drawnEvent } from '../synth/drawn-rings.js';
import { whiskerOn, type Session } from './session.js';

let session: Session;
let folder: string;
afterEach(async () => {
  session.end();
  await rm(folder, { recursive: true, force: true });
});

it('draws the demo live on terminals small and large, and q restores the terminal and writes nothing', async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-rings-'));
  session = whiskerOn(['demo', '--data', 'rings', '--out', folder], { columns: 80, rows: 24 });
  await session.sees(/good .* complement /);
  expect({ alternate: session.screen.isAlternate, cursor: session.screen.cursorShown }).toEqual({ alternate: true, cursor: false });
  await session.sees(/step [1-9]\d+\/400/);
  session.resize(200, 50);
  await session.until(({ lines }) => (lines[1]?.length ?? 0) > 150, 'the frame of 200 x 50');
  session.resize(100, 30);
  await session.until(({ lines }) => lines[1]?.length === 98, 'the frame of 100 x 30');
  session.type('q');
  expect(await session.ended).toMatchObject({ exitCode: 130 });
  expect(session.violation).toBeUndefined();
  expect({ alternate: session.screen.isAlternate, cursor: session.screen.cursorShown }).toEqual({ alternate: false, cursor: true });
  expect(session.screen.text).toContain('interrupted; nothing was written');
  expect(await readdir(folder)).toEqual([]);
});

it.each([['replay', '--speed', 'max'], ['watch']])('%s draws a recorded demo on its screen until q', async (command, ...words) => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-rings-'));
  await writeFile(join(folder, RINGS_FILE), formatRings([{ ...drawnEvent, step: 0, seconds: 0 }, drawnEvent]));
  session = whiskerOn([command, folder, ...words], { columns: 100, rows: 30 });
  await session.sees(/good .* complement /);
  await session.sees(/step 120\/500/);
  expect(session.screen.isAlternate).toBe(true);
  session.type('q');
  expect(await session.ended).toMatchObject({ exitCode: 0 });
  expect(session.violation).toBeUndefined();
  expect({ alternate: session.screen.isAlternate, cursor: session.screen.cursorShown }).toEqual({ alternate: false, cursor: true });
});
