import { dispose, slice, tensor2d, tensor4d, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { crossEntropy } from '../../src/training/recipes/cross-entropy.js';
import { inAllRotations, ofOutputs, rotationLoss } from '../../src/training/recipes/rotations.js';
import { engineForTests } from './engine.js';
import { finish, ofType, openWorkshop } from './pictures.js';

const { prepare } = await openWorkshop();
const engine = await engineForTests();

/** Two pictures of 2x2 pixels, with other numbers in each channel. */
const pictures = () => tensor4d([1, 2, 3, 4, 5, 6, 7, 8].flatMap((value) => [value, value * 10, value * 100]), [2, 2, 2, 3]);
const valuesOf = async (tensor: Tensor) => Array.from(await tensor.data());

describe('rotations', () => {
  it('turn all pictures to the left, once, twice and three times', async () => {
    const before = engine.memory().tensors;
    const given = pictures();
    const turned = inAllRotations(given);
    expect(turned.shape).toEqual([8, 2, 2, 3]);
    const values = await valuesOf(turned);
    const channel = (which: number) => Array.from({ length: 8 }, (_, picture) => Array.from({ length: 4 }, (_, pixel) => values[(picture * 4 + pixel) * 3 + which]));
    const expected = [[1, 2, 3, 4], [5, 6, 7, 8], [2, 4, 1, 3], [6, 8, 5, 7], [4, 3, 2, 1], [8, 7, 6, 5], [3, 1, 4, 2], [7, 5, 8, 6]];
    expect(channel(0)).toEqual(expected);
    expect(channel(2)).toEqual(expected.map((pixels) => pixels.map((value) => value * 100)));
    dispose([given, turned]);
    expect(engine.memory().tensors).toBe(before);
  });

  it('have a loss of the last four logits, whose gradient has the weight and leaves the classes alone', async () => {
    const before = engine.memory().tensors;
    const logits = tensor2d(Array.from({ length: 8 * 6 }, (_, index) => Math.sin(index)), [8, 6]);
    const { value, gradient } = rotationLoss(2, 2, 0.5)(logits);
    const last = slice(logits, [0, 2], [8, 4]);
    const expected = crossEntropy(Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3))(last);
    expect(await valuesOf(value)).toEqual(await valuesOf(expected.value));
    const rows = async (tensor: Tensor, width: number) => (await valuesOf(tensor)).reduce<number[][]>((all, each, index) => {
      if (index % width === 0) all.push([]);
      all.at(-1)?.push(each);
      return all;
    }, []);
    const slopes = await rows(expected.gradient, 4);
    expect(await rows(gradient, 6)).toEqual(slopes.map((row) => [0, 0, ...row.map((each) => each / 2)]));
    dispose([logits, value, gradient, last, expected.value, expected.gradient]);
    expect(engine.memory().tensors).toBe(before);
  });

  it('are no concern of a loss of the classes', async () => {
    const loss = (values: number[], width: number) => {
      const logits = tensor2d(values, [1, width]);
      const found = width === 2 ? crossEntropy(Int32Array.of(1))(logits) : ofOutputs(0, 2, crossEntropy(Int32Array.of(1)))(logits);
      logits.dispose();
      return found;
    };
    const [alone, among] = [loss([1, 2], 2), loss([1, 2, 30, 4, 5, 6], 6)];
    expect(await valuesOf(among.value)).toEqual(await valuesOf(alone.value));
    expect(await valuesOf(among.gradient)).toEqual([...(await valuesOf(alone.gradient)), 0, 0, 0, 0]);
    dispose([alone.value, alone.gradient, among.value, among.gradient]);
  });
});

describe('a run of rotation-fixmatch', () => {
  const words = { recipe: 'rotation-fixmatch', batch: '16', threshold: '0', epochs: '4', 'learning-rate': '1e-4' };

  it('lets no pseudo-label count before its share of the steps is done', async () => {
    const events = await finish(await prepare('pretraining', { ...words, pretraining: '0.5' }));
    const steps = ofType(events, 'step').map(({ losses }) => losses['consistency'] > 0);
    expect(steps).toEqual(steps.map((_, step) => step >= steps.length / 2));
    expect(steps.length).toBeGreaterThanOrEqual(4);
    expect(ofType(events, 'log').map(({ message }) => message).find((message) => message.includes('--pretraining'))).toMatch(/^Until 50 % of the steps are done/);
  });

  it.each(['0', '1'])('can have all of its steps on one side: --pretraining %s', async (pretraining) => {
    const events = await finish(await prepare(`pretraining-${pretraining}`, { ...words, epochs: '1', pretraining }));
    expect(new Set(ofType(events, 'step').map(({ losses }) => losses['consistency'] > 0))).toEqual(new Set([pretraining === '0']));
    expect(events.at(-1)).toMatchObject({ type: 'run-end', outcome: 'done' });
  });
});
