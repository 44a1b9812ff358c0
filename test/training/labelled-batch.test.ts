import { tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { openLabelled } from '../../src/training/recipes/labelled-batch.js';
import { engineForTests } from './engine.js';

const engine = await engineForTests();

it('a labelled batch has the share of its pictures whose largest class is theirs. The class of generated pictures does not count', async () => {
  const before = engine.memory().tensors;
  const logits = tensor2d([3, 1, 9, /**/ 0, 2, 9, /**/ 5, 4, 9, /**/ 1, 0, 9], [4, 3]);
  const batch = openLabelled(Int32Array.of(0, 1, 1, 0), 2, 0);
  expect(() => batch.accuracy()).toThrow('after its loss');
  const { value, gradient } = batch.loss(logits);
  const accuracy = batch.accuracy();
  expect(await accuracy.data()).toEqual(Float32Array.of(0.75));
  for (const tensor of [logits, value, gradient, accuracy]) tensor.dispose();
  expect(engine.memory().tensors).toBe(before);
});
