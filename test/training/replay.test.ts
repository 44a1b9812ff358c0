import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanDataset, split } from '../../src/dataset/index.js';
import { writeDigits } from '../../src/synth/index.js';
import { prepareRun, resumeRun } from '../../src/training/index.js';
import { bundledFixture, recordPipeline, replayPipeline, type Fixture, type Recording } from '../../src/testing/index.js';
import { finish, finishAt, ofType, openWorkshop, temporaryFolder, tinyData, tinyOptions } from './pictures.js';

const { engine, pool, data, runs, prepare } = await openWorkshop();
const replayed = (fixture: Fixture, pace: 'asap' | 'real' = 'asap') => ({ createPipeline: (options: Parameters<typeof replayPipeline>[1]) => replayPipeline(fixture, { ...options, pace }) });

/** The one epoch of the run. */
async function recordedBatches(): Promise<Fixture> {
  const { root, unlabelled } = data.split;
  const { pipeline, recording } = recordPipeline({ root, samples: unlabelled.map((path) => ({ path })), size: 32, batchSize: 8, seed: 3 });
  for await (const { release } of pipeline.from({}, { epoch: 1 })) release();
  await pipeline.close();
  return recording.fixture();
}

describe('a run on a recorded stream', () => {
  it('has the losses and scores of the recorded run, to the last bit, without its pictures', async () => {
    let recording: Recording | undefined;
    const own = await tinyData();
    const request = { dataset: own.dataset, split: own.split };
    const real = await finish(await prepare('real', { epochs: '1' }, {
      ...request,
      createPipeline: (options) => {
        const made = recordPipeline(options);
        ({ recording } = made);
        return made.pipeline;
      },
    }));
    for (const path of own.split.unlabelled) await rm(join(own.folder, path));
    const fixture = recording?.fixture();
    if (fixture === undefined) throw new Error('nothing was recorded');
    const again = await finish(await prepare('again', { epochs: '1' }, { ...request, ...replayed(fixture) }));
    expect(ofType(again, 'step').map(({ losses }) => losses)).toEqual(ofType(real, 'step').map(({ losses }) => losses));
    expect(ofType(again, 'epoch').map(({ val }) => val)).toEqual(ofType(real, 'epoch').map(({ val }) => val));
    expect(ofType(again, 'run-end')[0]).toMatchObject({ outcome: 'done', test: ofType(real, 'run-end')[0].test });
    expect(ofType(again, 'quarantine')).toEqual([]);
  });

  it('is resumed in the middle of an epoch with the losses of a run that was never stopped', async () => {
    const fixture = await recordedBatches();
    const straight = await finish(await prepare('straight', { epochs: '1' }, replayed(fixture)));
    await finishAt(3, (signal) => prepare('stopped', { epochs: '1' }, { ...replayed(fixture), signal }));
    const rest = await finish(await resumeRun(join(runs, 'stopped'), { engine, pool, ...replayed(fixture) }));
    expect(ofType(rest, 'step').map(({ losses }) => losses)).toEqual(ofType(straight, 'step').slice(3).map(({ losses }) => losses));
    expect(ofType(rest, 'step').length).toBe(1);
  });

  it('gives the same on a fixture of this repository, at the recorded pace too', async () => {
    const fixture = bundledFixture('clean-epoch');
    const folder = join(await temporaryFolder(), 'digits');
    await writeDigits(folder, { count: 200 });
    const dataset = await scanDataset(folder);
    const options = tinyOptions({ batch: '16', epochs: '1', labels: '20', val: '20', test: '20' });
    const run = async (out: string, pace: 'asap' | 'real') =>
      finish(await prepareRun({ dataset, split: split(dataset, options), options, out: join(runs, out), engine, pool, ...replayed(fixture, pace) }));
    const [first, second, paced] = [await run('first', 'asap'), await run('second', 'asap'), await run('paced', 'real')];
    const losses = (events: typeof first) => ofType(events, 'step').map((step) => step.losses);
    expect(losses(first).length).toBe(4);
    expect(losses(second)).toEqual(losses(first));
    expect(losses(paced)).toEqual(losses(first));
  });

  it('fails with a sentence where the stream is of another size, or ends before the run does', async () => {
    const fixture = bundledFixture('clean-epoch');
    await expect(finish(await prepare('other', {}, replayed(fixture)))).rejects.toThrow('The stream was recorded with batch 16, not 8');
    const run = await prepare('short', { batch: '16', epochs: '2' }, { dataset: data.dataset, split: data.split, ...replayed(fixture) });
    await expect(finish(run)).rejects.toThrow('The recorded stream ends after batch 3 of epoch 0, and another batch is needed. Record more batches.');
  });
});
