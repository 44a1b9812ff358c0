import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { baselineOf } from '../../src/cli/baseline.js';
import { bodies, stamped, textOf } from '../events/written.js';

let folder: string;
const run = async (name: string, split: string, log: string) => {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'split.json'), split);
  await writeFile(join(folder, name, 'events.jsonl'), log);
};
const best = { epoch: 1, val: { accuracy: 0.614, loss: 1, count: 8 } };
const done = textOf(stamped([bodies.start(), { type: 'run-end', outcome: 'done', message: '', seconds: 1, best }]));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-beside-'));
  await run('sgan-1', 'a', '');
  await run('supervised-1', 'a', done);
  await run('sgan-2', 'b', '');
  await run('supervised-2', 'another', done);
  await run('sgan-3', 'c', '');
  await run('supervised-3', 'c', textOf(stamped([bodies.start()])));
  await run('sgan-4', 'd', '');
});
afterAll(() => rm(folder, { recursive: true }));

it('is the supervised run of the same split in a comparison, once that run is done', async () => {
  expect(await baselineOf(join(folder, 'sgan-1'))).toEqual({ name: 'supervised', accuracy: 0.614 });
  expect(await baselineOf(`${join(folder, 'sgan-1')}/`)).toEqual({ name: 'supervised', accuracy: 0.614 });
});

it.each(['sgan-2', 'sgan-3', 'sgan-4', 'supervised-1', '.'])('is missing for %s', async (name) => {
  expect(await baselineOf(join(folder, name))).toBeNull();
});
