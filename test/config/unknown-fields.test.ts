import { asyncScheduler } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { loadClassifier } from '../../src/classify/index.js';
import { checkFields, WrongCommand } from '../../src/config/index.js';
import { scanDataset, split } from '../../src/dataset/index.js';
import { loadEngine } from '../../src/engine/index.js';
import { createPlayer, followRun, runRecordingOf } from '../../src/events/index.js';
import { createDecodePool, createPipeline, decodeAll, recordPipeline, watchPipeline, type Fixture } from '../../src/pipeline/index.js';
import { bundledFixture, replayBatches, replayEvents, replayPipeline, withFixture } from '../../src/testing/index.js';
import { dryRun, evaluate, measureRunTime, prepareComparison, prepareRun, recipes, resolveComparison, resolveOptions, resumeRun, type RunRequest } from '../../src/training/index.js';
import { openDashboard } from '../../src/tui/index.js';
import { optionsFor } from '../pipeline/fakes.js';

/** Fields that the compiler does not see, as in a program in JavaScript. */
const odd = (fields: object): object => fields;
const fixture: Fixture = bundledFixture('clean-epoch');
const pipeline = createPipeline(optionsFor(8));

const options = resolveOptions({ preset: 'tiny' });
const samples = Array.from({ length: 40 }, (_, index) => ({ path: `${index}.png`, class: index % 2 }));
const dataset = { root: '/pets', classes: ['cat', 'dog'], samples, fingerprint: '' };
const request: RunRequest = { dataset, split: split(dataset, { labels: 4, val: 4, test: 4, seed: 1 }), options };

describe('an unknown field is an error, not ignored', () => {
  it.each<[string, () => unknown, string]>([
    ['a pipeline', () => createPipeline({ ...optionsFor(8), ...odd({ batchsize: 4 }) }), 'There is no option batchsize. Did you mean batchSize?'],
    ['a sample', () => createPipeline({ ...optionsFor(8), samples: [{ path: 'a.png' }, { path: 'b.png', ...odd({ label: 1 }) }] }), 'There is no field label in samples[1]; there are path, class'],
    ['a position', () => pipeline.from({}, { ...odd({ epochs: 1 }) }), 'pipeline.from takes no field epochs. Did you mean epoch?'],
    ['a pool', () => createDecodePool({ workers: 1, ...odd({ timeout: 1 }) }), 'createDecodePool takes no field timeout'],
    ['decodeAll', () => decodeAll({ ...optionsFor(8), ...odd({ sizes: 1 }) }), 'There is no option sizes. Did you mean size?'],
    ['a recording', () => recordPipeline(optionsFor(8), odd({ pixel: 'hash' })), 'A recording takes no field pixel. Did you mean pixels?'],
    ['watchPipeline', () => watchPipeline(pipeline, { every: 1, step: () => ({ steps: 0, waitMs: 0, stepping: false }), autotune: null, scheduler: asyncScheduler, ...odd({ step_: 1 }) }), 'watchPipeline takes no field step_'],
    ['replayBatches', () => replayBatches(fixture, odd({ speed: 2 })), 'replayBatches takes no field speed'],
    ['replayPipeline', () => replayPipeline(fixture, odd({ paces: 'real' })), 'There is no option paces'],
    ['replayEvents', () => replayEvents(fixture, odd({ speeds: 2 })), 'replayEvents takes no field speeds. Did you mean speed?'],
    ['withFixture', () => withFixture('/none', () => pipeline.from(), odd({ modes: 'record' })), 'withFixture takes no field modes. Did you mean mode?'],
    ['followRun', () => followRun('/none', odd({ untill: 'end' })), 'followRun takes no field untill. Did you mean until?'],
    ['createPlayer', () => createPlayer(runRecordingOf([]), odd({ sped: 2 })), 'createPlayer takes no field sped. Did you mean speed?'],
    ['scanDataset', () => scanDataset('/none', odd({ mising: 'skip' })), 'scanDataset takes no field mising. Did you mean missing?'],
    ['resolveOptions', () => resolveOptions(odd({ presets: 'tiny' })), 'resolveOptions takes no field presets. Did you mean preset?'],
    ['resolveComparison', () => resolveComparison(odd({ recipe: 'sgan' })), 'resolveComparison takes no field recipe'],
    ['prepareRun', () => prepareRun({ ...request, ...odd({ output: 'x' }) }), 'prepareRun takes no field output. Did you mean out?'],
    ['a sample of a split', () => prepareRun({ ...request, split: { ...request.split, val: [{ path: 'a.png', class: 0, ...odd({ label: 1 }) }] } }), 'A val sample takes no field label; it takes path, class.'],
    ['a recipe', () => prepareRun({ ...request, recipe: { ...recipes['sgan'], ...odd({ loses: [] }) } }), 'The recipe sgan takes no field loses. Did you mean losses?'],
    ['an input of a recipe', () => dryRun({ ...request, recipe: { ...recipes['sgan'], inputs: () => ({ all: { set: 'labelled', batch: 4, views: { pictures: 'none' }, ...odd({ view: 'crop' }) } }) } }), 'The input all of the recipe sgan takes no field view. Did you mean views?'],
    ['dryRun', () => dryRun({ ...request, ...odd({ outs: 'x' }) }), 'dryRun takes no field outs. Did you mean out?'],
    ['measureRunTime', () => measureRunTime({ ...request, ...odd({ outs: 'x' }) }), 'measureRunTime takes no field outs. Did you mean out?'],
    ['resumeRun', () => resumeRun('/none', odd({ dataset: 'x' })), 'resumeRun takes no field dataset'],
    ['prepareComparison', () => prepareComparison({ dataset, recipes: ['sgan'], splits: 1, options, perRecipe: {}, ...odd({ split: 1 }) }), 'prepareComparison takes no field split. Did you mean splits?'],
    ['evaluate', () => evaluate({ run: '/none', ...odd({ sets: 'val' }) }), 'evaluate takes no field sets. Did you mean set?'],
    ['loadClassifier', () => loadClassifier('/none', odd({ worker: 1 })), 'loadClassifier takes no field worker. Did you mean workers?'],
    ['loadEngine', () => loadEngine('wasm', { report: () => undefined, ...odd({ thread: 1 }) }), 'loadEngine takes no field thread. Did you mean threads?'],
    ['openDashboard', () => openDashboard({ ...odd({ event: 1 }) } as Parameters<typeof openDashboard>[0]), 'openDashboard takes no field event. Did you mean events?'],
  ])('%s', async (_, call, message) => {
    const thrown = await Promise.resolve().then(call).then(() => null, (error: unknown) => error);
    expect(thrown).toBeInstanceOf(WrongCommand);
    expect(String(thrown)).toContain(message);
  });

  it('names the fields that there are where none is near', () => {
    expect(() => checkFields('cut', odd({ something: 1 }), odd({ from: true, to: true }))).toThrow('cut takes no field something; it takes from, to.');
  });
});
