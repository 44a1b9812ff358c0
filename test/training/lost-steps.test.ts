import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lostSteps } from '../../src/training/lost-steps.js';
import { bodies, stamped, textOf } from '../events/written.js';

it('a log that ends before its checkpoint lacks the steps between', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'whisker-lost-'));
  const log = join(folder, 'events.jsonl');
  expect(await lostSteps(log, 0)).toEqual([]);
  expect(await lostSteps(log, 4)).toMatchObject([expect.stringContaining('lacks steps 1 to 4')]);
  await writeFile(log, `${textOf(stamped([bodies.start(), ...[1, 2, 3].map((step) => bodies.step(step)), bodies.log('no room')]))}{"v":1,"se`);
  expect(await lostSteps(log, 3)).toEqual([]);
  expect(await lostSteps(log, 2)).toEqual([]);
  expect(await lostSteps(log, 4)).toMatchObject([expect.stringContaining('events.jsonl lacks step 4: ')]);
  expect(await lostSteps(log, 9)).toMatchObject([expect.stringContaining('lacks steps 4 to 9: ')]);
  await rm(folder, { recursive: true });
});
