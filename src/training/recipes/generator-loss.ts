import type { Scalar, Tensor4D } from '@tensorflow/tfjs-core';
import { Tape } from '../../engine/index.js';
import { lossReal, type Classifier, type FakeClass } from '../../models/index.js';

/** Returns how real the classifier finds the pictures, and the gradient that would make them more real. It learns nothing. */
export async function lossOfGenerator(classifier: Classifier, pictures: Tensor4D, fakeClass: FakeClass): Promise<{ value: Scalar; gradient: Tensor4D }> {
  const tape = new Tape();
  try {
    const input = tape.input(pictures, true);
    const logits = await classifier.forward(tape, input, 'train');
    const loss = lossReal(logits.tensor, fakeClass);
    await tape.backward(logits, loss.gradient);
    loss.gradient.dispose();
    if (input.gradient === null) throw new Error('no gradient came back to the generated pictures');
    return { value: loss.value, gradient: input.gradient.clone() as Tensor4D };
  } finally {
    tape.dispose();
  }
}
