import { readFileSync } from 'node:fs';
import { reverse, sub, tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/index.js';
import { importValues, type Classifier, type Generator } from '../../src/models/index.js';
import { recipes, type InputBatch } from '../../src/training/index.js';
import { beginSteps } from '../training/steps.js';
import { GoldenFile, goldenPath, relativeNorm, valuesOf, weightRounding } from './golden.js';

/** Losses of each step, as bench/reference/fixmatch_reference.py wrote them. */
const golden: Readonly<Record<string, { readonly losses: readonly number[][] }>> = JSON.parse(readFileSync(goldenPath('consistency.json'), 'utf8'));

/**
 * The largest relative error of a tensor's change. Adam turns the rounding of gradients near zero into whole steps, and among
 * one value in 31 each such step counts for more.
 */
const tolerance = { sgd: 5e-3, adam: 1e-2 } as const;

/** Of a tensor with more values, the file has every 31st. */
const [LARGE, EVERY] = [512, 31];

/** The options of the scripts' runs. */
const runs: Readonly<Record<string, Readonly<Record<string, string | boolean>>>> = {
  fixmatch: { recipe: 'fixmatch', threshold: '0.6', schedule: 'constant', 'learning-rate': '1e-3', ema: '0' },
  'fixmatch-options': {
    recipe: 'fixmatch', 'adaptive-threshold': true, 'distribution-alignment': true, schedule: 'cosine', warmup: '2', 'learning-rate': '1e-3',
    'label-smoothing': '0.1', 'clip-gradients': '0.5', ema: '0.9',
  },
  // All batch norms and the first convolution.
  'fixmatch-frozen': { recipe: 'fixmatch', freeze: 'norms,1', threshold: '0.7', schedule: 'constant', 'learning-rate': '1e-3', ema: '0.9' },
  'sgan-fixmatch': { recipe: 'sgan-fixmatch', threshold: '0.6', schedule: 'constant', 'learning-rate': '2e-5', ema: '0', 'running-statistics': 'all' },
  // Pseudo-labels count from the third step on.
  'rotation-fixmatch': {
    recipe: 'rotation-fixmatch', pretraining: '0.02', 'rotation-weight': '0.5', 'adaptive-threshold': true, 'distribution-alignment': true,
    schedule: 'constant', 'learning-rate': '2e-5', ema: '0.9',
  },
};

/** Compares five steps of the recipes with pseudo-labels with the golden numbers. @param passes as `goldenSuite` takes them */
export function consistencySuite(name: string, load: () => Promise<Engine>, passes: readonly boolean[] = [true]): void {
  describe(`golden numbers of recipes with pseudo-labels on ${name}`, () => {
    const start = new GoldenFile('training.safetensors');
    const end = new GoldenFile('consistency.safetensors');
    let engine: Engine;
    beforeAll(async () => {
      engine = await load();
    });
    let before = 0;
    afterAll(() => expect(engine.memory().tensors, 'tensors left behind').toBe(before));

    it.each(Object.keys(runs).flatMap((run) => passes.map((atOnce) => [run, atOnce] as const)))('match for five steps of %s, its passes at once: %s', async (run, atOnce) => {
      before = engine.memory().tensors;
      const words = { ...runs[run], model: 'resnet18', width: '8', size: '32', 'generator-width': '8', noise: '100', batch: '16' };
      const training = beginSteps(engine, words, { atOnce, normals: (_seed, _name, step) => start.values(`noise.${step}`) });
      const { classifier, generator, evaluated } = training;
      // Frozen norms need statistics worth keeping: those after five steps of sgan.
      const from = 'freeze' in runs[run] ? 'c5.' : 'c0.';
      for (const network of new Set([classifier, evaluated])) for (const parameter of network.parameters) importValues(parameter, firstOf(run, from, parameter.name));
      if (generator !== null) start.load(generator, 'g0.');
      const labels = Int32Array.from(start.values('labels'));
      const labelled: InputBatch = { views: { weak: start.pictures('labelled') }, labels, indices: labels };
      for (const [step, expected] of golden[run].losses.entries()) {
        const weak = start.pictures(`unlabelled.${step}`);
        const strong: Tensor4D = tidy(() => sub(1, reverse(weak, 2)));
        const measured = await training.step({ labelled, unlabelled: { views: { weak, strong }, labels: new Int32Array(16).fill(-1), indices: new Int32Array(16) } }, step);
        const { losses: names, shares = [] } = recipes[String(runs[run].recipe)];
        const found: Readonly<Record<string, number>> = { ...measured.losses, ...measured.shares };
        // The scripts write no training accuracy, which is the last share.
        [...names, ...shares].slice(0, -1).forEach((loss, index) => {
          expect(Math.abs(found[loss] - expected[index]), `${loss} of step ${step}`).toBeLessThanOrEqual(1e-4 * expected[index]);
        });
        weak.dispose();
        strong.dispose();
      }
      await holdsChanges(classifier, (name) => firstOf(run, from, name).values, `${run}.`);
      if (evaluated !== classifier) await holdsChanges(evaluated, (name) => firstOf(run, from, name).values, `${run}.ema.`);
      if (generator !== null) await holdsChanges(generator, (name) => start.values(`g0.${name}`), `${run}.generator.`);
      labelled.views.weak.dispose();
      training.dispose();
    });

    /** Returns the value of a parameter before the first step. The head of rotations starts from values of its own. */
    function firstOf(run: string, from: string, parameter: string) {
      const own = `${run}.start.${parameter}`;
      const [file, name] = end.has(own) ? [end, own] : [start, from + parameter];
      return { shape: file.shape(name), values: file.values(name) };
    }

    /** The change of each tensor since the start, running statistics too. */
    async function holdsChanges(network: Classifier | Generator, startOf: (parameter: string) => Float32Array, to: string): Promise<void> {
      const within = tolerance[to.startsWith('fixmatch') ? 'sgd' : 'adam'];
      for (const [parameter, values] of await valuesOf(network)) {
        const sample = (all: Float32Array) => (all.length > LARGE ? all.filter((_, index) => index % EVERY === 0) : all);
        const first = sample(startOf(parameter));
        const change = (now: Float32Array) => now.map((value, index) => value - first[index]);
        const expected = change(end.values(to + parameter));
        if (expected.every((each) => each === 0)) {
          // What is frozen stays, but averages of it are rounded.
          expect(relativeNorm(sample(Float32Array.from(values)), first), parameter).toBeLessThan(1e-6);
          continue;
        }
        expect(relativeNorm(change(sample(Float32Array.from(values))), expected), parameter).toBeLessThan(within + weightRounding(first, expected));
      }
    }
  });
}
