import { dispose, stack, tensor1d, type Scalar, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { Gradients, concat, split, Tape, type NamedVariable } from '../../engine/index.js';
import { lossLabelled, type Classifier, type Generator, type Loss } from '../../models/index.js';

/** What an optimizer moves in a network. */
export function trainableParameters(network: Classifier | Generator): NamedVariable[] {
  return network.parameters.filter(({ trainable }) => trainable);
}

/**
 * One training pass of the classifier on `pictures`: adds the gradients of `loss`, returns its value.
 * @param batches as the tape has them: of how many pictures each is, where several lie behind each other
 */
export async function pass<Value>(
  classifier: Classifier, pictures: Tensor4D, gradients: Gradients, loss: (logits: Tensor2D) => { readonly value: Value; readonly gradient: Tensor2D },
  batches: readonly number[] | null = null,
): Promise<Value> {
  const tape = new Tape(gradients, batches);
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

/** A batch, and what is made of the classifier's logits for it. Its pictures stay the caller's. */
export interface LossTerm {
  readonly pictures: Tensor4D;
  readonly loss: (logits: Tensor2D) => Loss;
}

/**
 * A training pass of the classifier on each batch, and their losses in the same order: batch norm sees every batch alone.
 * At once, the batches go through all other layers as one, which then read their weights once and not once a batch, and a
 * filter has one gradient instead of a sum: to floating point the same, quicker, for the memory of all their activations.
 */
export async function passes(classifier: Classifier, lessons: readonly LossTerm[], gradients: Gradients, atOnce: boolean): Promise<Scalar[]> {
  if (!atOnce) {
    const losses: Scalar[] = [];
    for (const { pictures, loss } of lessons) losses.push(await pass(classifier, pictures, gradients, loss));
    return losses;
  }
  const counts = lessons.map(({ pictures }) => pictures.shape[0]);
  const pictures = concat(lessons.map((lesson) => lesson.pictures));
  const lossOfAll = (logits: Tensor2D) => {
    const parts = split(logits, counts);
    const losses = lessons.map(({ loss }, index) => loss(parts[index]));
    const slopes = losses.map(({ gradient }) => gradient);
    const gradient = concat(slopes);
    dispose([...parts, ...slopes]);
    return { value: losses.map(({ value }) => value), gradient };
  };
  try {
    return await pass(classifier, pictures, gradients, lossOfAll, counts);
  } finally {
    pictures.dispose();
  }
}

/** Cross-entropy against `labels`. */
export const lossAgainst = (labels: Int32Array) => (logits: Tensor2D): Loss => {
  const truth = tensor1d(labels, 'int32');
  try {
    return lossLabelled(logits, truth);
  } finally {
    truth.dispose();
  }
};

/** A pass on the labelled pictures. */
export const withLabels = (classifier: Classifier, { pictures, labels }: { pictures: Tensor4D; labels: Int32Array }, gradients: Gradients): Promise<Scalar> =>
  pass(classifier, pictures, gradients, lossAgainst(labels));

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
