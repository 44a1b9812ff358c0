import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastValueFrom, tap } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { WorkFailed } from '../../src/config/index.js';
import type { RunEvent } from '../../src/events/index.js';
import { prepareComparison } from '../../src/training/index.js';
import { distantLockText } from '../disk/lock-text.js';
import { finish, openWorkshop, tinyOptions } from './pictures.js';

const { engine, data, runs, prepare } = await openWorkshop();

/** Does what happens while a process is suspended for minutes: another takes its lock over. */
const takeOver = (folder: string) => writeFileSync(join(folder, 'lock'), distantLockText({ pid: 7 }));

/**
 * The bytes of every file of a run, without TensorBoard's, which is the process's own, and without the grids: an epoch may end
 * before the log is written, within a second, and its grids are the ones that the other process writes.
 */
const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('tensorboard') && !name.startsWith('samples') && statSync(join(folder, name)).isFile())
    .map((name) => [name, readFileSync(join(folder, name)).toString('base64')]));

describe('a run that lost its lock', () => {
  it.each([
    ['at its next checkpoint', { 'checkpoint-minutes': '0.0001' }],
    ['when it writes its log', {}],
  ])('fails %s, and writes nothing more', async (_, words) => {
    const run = await prepare(`lost ${Object.keys(words).join()}`, { epochs: '500', ...words });
    const events: RunEvent[] = [];
    let before: Record<string, string> | undefined;
    const failure = finish(run, (event) => {
      events.push(event);
      if (event.type !== 'step' || event.step !== 3) return;
      takeOver(run.folder);
      before = contents(run.folder);
    });
    await expect(failure).rejects.toThrow(WorkFailed);
    await expect(failure).rejects.toThrow(`its lock ${join(run.folder, 'lock')} now belongs to process 7 on elsewhere`);
    expect(events.at(-1)).toMatchObject({ type: 'run-end', outcome: 'failed', takenBy: { pid: 7, host: 'elsewhere' }, message: expect.stringContaining('now belongs to process 7 on elsewhere') });
    expect(contents(run.folder)).toEqual(before);
  });
});

it('a comparison that lost its lock fails, and writes no table', async () => {
  const out = join(runs, 'comparison');
  const options = tinyOptions({ recipe: 'supervised', epochs: '2' });
  const comparison = await prepareComparison({ dataset: data.dataset, recipes: ['supervised'], splits: 2, options, perRecipe: { supervised: options.recipeOptions }, out, engine });
  let lost = false;
  const failure = lastValueFrom(comparison.events.pipe(tap((event) => {
    if (lost || !('event' in event)) return;
    lost = true;
    takeOver(out);
  })));
  await expect(failure).rejects.toThrow(`its lock ${join(out, 'lock')} now belongs to process 7 on elsewhere`);
  expect(() => readFileSync(join(out, 'compare.json'))).toThrow('ENOENT');
});
