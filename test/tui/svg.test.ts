import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { logPath } from './recorded.js';
import { whiskerOn } from './session.js';
import { svgOf } from './svg.js';

/**
 * Draws pictures of the dashboard at four sizes: of a replay, or of a live run. This writes pictures of a live run to a folder, some
 * seconds after its first step, and ends it:
 *
 *     WHISKER_PICTURES=docs/pictures WHISKER_TRAIN='photos --recipe sgan --size 64 --out runs/pictures' WHISKER_AFTER=240 npx vitest run test/tui/svg.test.ts
 */
const { WHISKER_PICTURES: into, WHISKER_TRAIN: live, WHISKER_AFTER: after = '60' } = process.env;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-svg-'));
  await mkdir(join(folder, 'run'));
  await copyFile(logPath, join(folder, 'run', 'events.jsonl'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('draws the screen of each size as a picture', { timeout: live === undefined ? 60_000 : 3_600_000 }, async () => {
  const [args, cwd] = live === undefined ? [['replay', 'run', '--speed', '1'], folder] : [['train', ...live.split(' ')], process.cwd()];
  const session = whiskerOn(args, { columns: 120, rows: 40, cwd });
  try {
    await session.sees('1 losses');
    if (live !== undefined) await new Promise((done) => setTimeout(done, Number(after) * 1000));
    for (const [columns, rows] of [[60, 15], [80, 24], [120, 40], [200, 50]]) {
      session.resize(columns, rows);
      await session.until(({ lines }) => lines[0]?.includes('whisker') === true && lines.at(-2)?.includes('q quit') === true && lines.at(-1) === '', `the frame of ${columns} x ${rows}`);
      // A new size shows its grid of pictures a moment later.
      if (live !== undefined) await new Promise((done) => setTimeout(done, 3000));
      const svg = svgOf(session.screen);
      expect(svg).toMatch(/^<svg [^>]*>\n[^]*<\/svg>\n$/);
      expect(svg).toContain('>losses<');
      // Chromium collapses the spaces of any other text, and stretches its letters over their place.
      for (const [, words] of svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)) expect(words).toMatch(/^\S+( \S+)*$/);
      if (into !== undefined) await writeFile(join(into, `dashboard-${columns}x${rows}.svg`), svg);
    }
  } finally {
    session.end();
  }
});
