import { stack, tensor1d, type Scalar, type Tensor4D } from '@tensorflow/tfjs-core';
import { Gradients, Tape, type Learned } from '../../engine/index.js';
import { lossLabelled, type Classifier, type Generator, type Loss } from '../../models/index.js';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/** What an optimizer moves in a network. */
export function learnedBy(network: Classifier | Generator): Learned[] {
  return network.parameters.filter(({ trainable }) => trainable);
}

/** One training pass of the classifier on `pictures`: adds the gradients of `loss`, returns its value. */
export async function pass(classifier: Classifier, pictures: Tensor4D, gradients: Gradients, loss: (logits: Tensor2D) => Loss): Promise<Scalar> {
  const tape = new Tape(gradients);
  try {
    const logits = await classifier.forward(tape, tape.input(pictures), 'train');
    const { value, gradient } = loss(logits.tensor);
    await tape.backward(logits, gradient);
    gradient.dispose();
    return value;
  } finally {
    tape.dispose();
  }
}

/** A pass on the labelled pictures. */
export async function withLabels(classifier: Classifier, { pictures, labels }: { pictures: Tensor4D; labels: Int32Array }, gradients: Gradients): Promise<Scalar> {
  const truth = tensor1d(labels, 'int32');
  try {
    return await pass(classifier, pictures, gradients, (logits) => lossLabelled(logits, truth));
  } finally {
    truth.dispose();
  }
}

/**
 * Runs `work`, which returns one loss for each of `names` and may use `gradients` on the way, and reads them all at
 * once: reading is a full stop for TensorFlow, so there is one a step.
 */
export async function lossValues(names: readonly string[], work: (gradients: Gradients) => Promise<Scalar[]>): Promise<Record<string, number>> {
  const gradients = new Gradients();
  try {
    const losses = await work(gradients);
    const all = stack(losses);
    for (const loss of losses) loss.dispose();
    const values = await all.data();
    all.dispose();
    return Object.fromEntries(names.map((name, index) => [name, values[index]]));
  } finally {
    gradients.dispose();
  }
}
