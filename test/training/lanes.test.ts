import { join } from 'node:path';
import { expect, it } from 'vitest';
import { prepareRun } from '../../src/training/index.js';
import { engineForTests } from './engine.js';
import { finish, ofType, temporaryFolder, tinyData, tinyOptions } from './pictures.js';

it('lanes that are found while training: the same losses as with lanes that stay, and the facts every second', async () => {
  const [engine, runs, data] = [await engineForTests(), await temporaryFolder(), await tinyData()];
  const run = async (lanes: string) =>
    finish(await prepareRun({ dataset: data.dataset, split: data.split, options: tinyOptions({ lanes, epochs: '6' }), out: join(runs, lanes), engine }));
  const [fixed, found] = [await run('4'), await run('auto')];
  expect(ofType(found, 'step').map(({ losses }) => losses)).toEqual(ofType(fixed, 'step').map(({ losses }) => losses));
  const told = ofType(found, 'pipeline');
  expect(told.length).toBeGreaterThan(0);
  for (const { lanes, seconds = 0, waitMs = -1, stages, verdict } of told) {
    // Two slots of eight: more lanes than places would be of no use.
    expect(lanes).toBeGreaterThanOrEqual(1);
    expect(lanes).toBeLessThanOrEqual(16);
    expect(seconds).toBeGreaterThan(0.5);
    expect(waitMs).toBeGreaterThanOrEqual(0);
    expect(waitMs).toBeLessThanOrEqual(seconds * 1000);
    expect(stages?.step.perSecond).toBeGreaterThanOrEqual(0);
    expect(['waiting for data', 'waiting for the step', 'balanced']).toContain(verdict);
  }
  const waited = told.reduce((sum, { waitMs = 0 }) => sum + waitMs, 0);
  expect(waited).toBeLessThanOrEqual(ofType(found, 'step').reduce((sum, { waitMs }) => sum + waitMs, 0) + 50);
});
