import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { preparePeers } from '../../bench/peers/python.js';

let folder: string;
const path = process.env['PATH'];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-bench-'));
});
afterEach(async () => {
  process.env['PATH'] = path;
  await rm(folder, { recursive: true, force: true });
});

it('says that there is no Python, and leaves nothing behind that would be taken for one', async () => {
  process.env['PATH'] = folder;
  const said: string[] = [];
  for (let time = 0; time < 2; time++) expect(await preparePeers(folder, ['drawing'], (sentence) => said.push(sentence))).toBeNull();
  expect(said).toHaveLength(2);
  for (const sentence of said) expect(sentence).toMatch(/^No peers: python3: .*Python 3\.11 or newer/);
});
