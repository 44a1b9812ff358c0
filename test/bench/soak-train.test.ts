import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { momentsOf } from '../../bench/soak/train/moments.js';
import { differences } from '../../bench/soak/train/same.js';
import { bodies, stamped, textOf } from '../events/written.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-soak-runs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('runs that should be the same', () => {
  const steps = [bodies.start(), bodies.step(1), bodies.step(2), bodies.step(3), bodies.epoch(1), bodies.end()];
  const write = async (name: string, events: Parameters<typeof stamped>[0] = steps): Promise<string> => {
    const run = join(folder, name);
    await mkdir(join(run, 'checkpoints/last'), { recursive: true });
    await writeFile(join(run, 'test.json'), '{"accuracy":1}');
    await writeFile(join(run, 'checkpoints/last/state.json'), JSON.stringify({ step: 3, seconds: events.length, knownBad: [name] }));
    await writeFile(join(run, 'events.jsonl'), textOf(stamped(events)));
    return run;
  };

  it('may repeat steps, and have other times', async () => {
    const reference = await write('reference');
    const resumed = await write('resumed', [bodies.start(), bodies.step(1), bodies.step(2), bodies.start(1), bodies.step(2), bodies.step(3), bodies.epoch(1, false, 10, 9), bodies.end()]);
    expect(await differences(reference, resumed)).toEqual([]);
  });

  it.each([
    ['other losses of a repeated step', async (run: string) => writeFile(join(run, 'events.jsonl'), textOf(stamped([...steps.slice(0, 3), { ...bodies.step(2), losses: { labelled: 7 } } as ReturnType<typeof bodies.step>, ...steps.slice(3)]))), /^step 2 has .*7/],
    ['a step that is not in the log', async (run: string) => writeFile(join(run, 'events.jsonl'), textOf(stamped([...steps.slice(0, 2), ...steps.slice(3)]))), /^step 2 is not in the log/],
    ['a gap in the numbers', async (run: string) => writeFile(join(run, 'events.jsonl'), textOf(stamped(steps).map((event, index) => (index > 2 ? { ...event, seq: event.seq + 1 } : event)))), /^event 3 of the log has the number 4/],
    ['an end that is missing', async (run: string) => writeFile(join(run, 'events.jsonl'), textOf(stamped(steps.slice(0, -1)))), /does not end/],
    ['other bytes', async (run: string) => appendFile(join(run, 'test.json'), ' '), /^test\.json has other bytes/],
    ['another state', async (run: string) => writeFile(join(run, 'checkpoints/last/state.json'), '{"step":2}'), /^checkpoints\/last\/state\.json has other bytes/],
    ['a file too many', async (run: string) => writeFile(join(run, 'test.json.77.tmp'), ''), /^test\.json\.77\.tmp is left over/],
    ['a file too few', async (run: string) => rm(join(run, 'test.json')), /^test\.json is missing/],
  ])('are not with %s', async (name, change, sentence) => {
    const [reference, run] = [await write(`reference of ${name}`), join(folder, name)];
    await cp(reference, run, { recursive: true });
    await change(run);
    expect((await differences(reference, run)).join('\n')).toMatch(new RegExp(sentence.source, 'm'));
  });
});

it('the path of a file tells the moment of its run', async () => {
  const split = join(folder, 'split.json');
  await writeFile(split, JSON.stringify({ val: [{ path: 'a/1.png' }], test: [{ path: 'a/2.png' }] }));
  const paths = { data: '/data', run: '/runs/it', split };
  const [main, worker] = [momentsOf(paths, true), momentsOf(paths, false)];
  expect(['/data', '/data/a/1.png'].map(main)).toEqual(['scanning', 'scanning']);
  expect(['/data/a/1.png', '/data/a/2.png', '/data/a/3.png', '/database'].map(worker)).toEqual(['validation', 'test', 'training', null]);
  expect(['', '/lock', '/lock.1a-2b', '/run.yaml.77.tmp', '/checkpoints/last.tmp/state.json', '/samples', '/events.jsonl', '/test.json.77.tmp', '/report.html', '/tensorboard/x'].map((path) => main(`/runs/it${path}`)))
    .toEqual(['set-up', 'set-up', 'set-up', 'set-up', 'checkpoint', 'between epochs', 'log', 'result', 'report', null]);
});
