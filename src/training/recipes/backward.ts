import { dispose, type Scalar, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { concat, split, Tape, type Gradients } from '../../engine/index.js';
import type { Loss, Network } from '../../models/index.js';
import { holdStatistics } from './hold-statistics.js';

/** Some pictures and the loss of their logits. The pictures stay the caller's. */
export interface LossTerm {
  readonly pictures: Tensor4D;
  /** Returns the loss of the logits [pictures, outputs], and its gradient for them. */
  readonly loss: (logits: Tensor2D) => Loss;
  /** Whether batch norm's running statistics stay as they are. @default false */
  readonly holdsStatistics?: boolean;
}

/** How the pictures of several terms go through the classifier. */
export interface Passes {
  /**
   * Sends the pictures of all terms through every layer but batch norm as one batch. A layer then reads its weights once and
   * computes one gradient for them, which is quicker. It takes the memory of all activations at the same time. The results
   * differ by rounding only.
   */
  readonly atOnce: boolean;
  /** Sends them through batch norm as one batch too. If not, batch norm sees each term's pictures separately. @default false */
  readonly oneBatch?: boolean;
}

/**
 * Trains the classifier on each term's pictures: adds the gradients and returns the losses in the order of the terms.
 * The losses are computed in the order of the terms, those that hold the statistics last.
 */
export async function backward(classifier: Network<4, 2>, terms: readonly LossTerm[], gradients: Gradients, how: Passes): Promise<Scalar[]> {
  const held = terms.filter(({ holdsStatistics }) => holdsStatistics);
  if (held.length === 0) return passes(classifier, terms, gradients, how);
  const moving = terms.filter(({ holdsStatistics }) => !holdsStatistics);
  const losses = new Map<LossTerm, Scalar>();
  const add = async (some: readonly LossTerm[]) => (await passes(classifier, some, gradients, how)).forEach((loss, index) => losses.set(some[index], loss));
  await add(moving);
  await holdStatistics(classifier, () => add(held));
  return terms.flatMap((term) => losses.get(term) ?? []);
}

async function passes(classifier: Network<4, 2>, terms: readonly LossTerm[], gradients: Gradients, { atOnce, oneBatch = false }: Passes): Promise<Scalar[]> {
  if (!(atOnce || oneBatch) || terms.length <= 1) {
    const losses: Scalar[] = [];
    for (const { pictures, loss } of terms) losses.push(await pass(classifier, pictures, gradients, loss));
    return losses;
  }
  const counts = terms.map(({ pictures }) => pictures.shape[0]);
  const pictures = concat(terms.map((term) => term.pictures));
  const lossOfAll = (logits: Tensor2D) => {
    const parts = split(logits, counts);
    const losses = terms.map(({ loss }, index) => loss(parts[index]));
    const slopes = losses.map(({ gradient }) => gradient);
    const gradient = concat(slopes);
    dispose([...parts, ...slopes]);
    return { value: losses.map(({ value }) => value), gradient };
  };
  try {
    return await pass(classifier, pictures, gradients, lossOfAll, oneBatch ? null : counts);
  } finally {
    pictures.dispose();
  }
}

/** @param counts how many of the pictures belong to each batch of batch norm, where there are several */
async function pass<Value>(
  classifier: Network<4, 2>, pictures: Tensor4D, gradients: Gradients, loss: (logits: Tensor2D) => { readonly value: Value; readonly gradient: Tensor2D },
  counts: readonly number[] | null = null,
): Promise<Value> {
  const tape = new Tape(gradients, counts);
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
