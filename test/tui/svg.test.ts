import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { logPath } from './recorded.js';
import { whiskerOn } from './session.js';
import { svgOf } from './svg.js';

/**
 * Draws pictures of the dashboard at four sizes. This command writes pictures of a run, from a time on, to a folder:
 *
 *     WHISKER_PICTURES=docs/pictures WHISKER_RUN=runs/… npx vitest run test/tui/svg.test.ts
 */
const { WHISKER_PICTURES: into, WHISKER_RUN: real, WHISKER_FROM: from = '0:00' } = process.env;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-svg-'));
  await mkdir(join(folder, 'run'));
  await copyFile(logPath, join(folder, 'run', 'events.jsonl'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('draws the screen of each size as a picture', async () => {
  const run = real === undefined ? 'run' : resolve(real);
  const session = whiskerOn(['replay', run, '--from', from, '--speed', '1'], { columns: 120, rows: 40, cwd: folder });
  try {
    await session.sees('1 losses');
    if (real !== undefined) {
      // Some steps, and time to read the grid.
      await new Promise((done) => setTimeout(done, 6000));
      session.type(' ');
      await session.sees('paused');
    }
    for (const [columns, rows] of [[60, 15], [80, 24], [120, 40], [200, 50]]) {
      session.resize(columns, rows);
      await session.until(({ lines }) => lines[0]?.includes('whisker') === true && lines.at(-2)?.includes('q quit') === true && lines.at(-1) === '', `the frame of ${columns} x ${rows}`);
      const svg = svgOf(session.screen);
      expect(svg).toMatch(/^<svg [^>]*>\n[^]*<\/svg>\n$/);
      expect(svg).toContain('> losses <');
      if (into !== undefined) await writeFile(join(into, `dashboard-${columns}x${rows}.svg`), svg);
    }
  } finally {
    session.end();
  }
});
