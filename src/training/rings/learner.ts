import { tensor2d, tensor4d, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { createAdam, Gradients, normals, Tape, type Engine } from '../../engine/index.js';
import type { Field } from '../../events/index.js';
import { createPointClassifier, createPointGenerator, lossFake, lossReal, noGrad, POINT_NOISE, trainableParameters, type Network } from '../../models/index.js';
import { backward } from '../recipes/backward.js';
import { crossEntropy } from '../recipes/cross-entropy.js';
import { matchingGradient } from './point-matching.js';

/** Points that a step generates. */
const GENERATED = 100;
/** Steps that the generator takes before the classifier learns from it, so that the classifier sees what it is good or bad at. */
const WARM_UP = 100;
const ADAM = { learningRate: () => 0.01, beta1: 0.9, beta2: 0.999 };

/** What a learner learns from. Coordinates are x and y of each point, one after the other. */
export interface LearnerData {
  readonly labelled: { readonly xy: Float32Array; readonly classes: Int32Array };
  readonly unlabelled: Float32Array;
  /** The points that its generator learns to make; null: no generator, and no unlabelled points either. */
  readonly target: Float32Array | null;
}

/** Returns points as pictures of one pixel. The caller disposes them. */
export const pointTensor = (xy: Float32Array): Tensor4D => tensor4d(xy, [xy.length / 2, 1, 1, 2]);

/** A classifier of points that learns as in `sgan`, from all points in each step, and a generator that learns to make points like `target`. */
export class Learner {
  readonly #classifier;
  readonly #generator;
  readonly #labelled;
  readonly #classes;
  readonly #sources;

  constructor({ kernels }: Engine, { labelled, unlabelled, target }: LearnerData, private readonly seed: number) {
    const withOptimizer = <N extends Network<4, 2> | Network<2, 4>>(network: N) => ({ network, gradients: new Gradients(), adam: createAdam(kernels, trainableParameters(network), ADAM) });
    this.#classifier = withOptimizer(createPointClassifier(kernels, seed));
    this.#generator = withOptimizer(createPointGenerator(kernels, seed));
    this.#labelled = pointTensor(labelled.xy);
    this.#classes = labelled.classes;
    this.#sources = target === null ? null : { unlabelled: pointTensor(unlabelled), target: pointTensor(target) };
  }

  async step(step: number): Promise<void> {
    const isWarm = step >= WARM_UP;
    if (this.#sources === null) return isWarm ? this.#classify(null) : undefined;
    const { network, gradients } = this.#generator;
    const tape = new Tape(gradients);
    const noise = this.#noise('noise', step, GENERATED);
    try {
      const generated = await network.forward(tape, tape.input(noise), 'train');
      if (isWarm) await this.#classify({ unlabelled: this.#sources.unlabelled, generated: generated.tensor });
      const gradient = matchingGradient(generated.tensor, this.#sources.target, step);
      await tape.backward(generated, gradient);
      gradient.dispose();
      await update(this.#generator);
    } finally {
      tape.dispose();
      noise.dispose();
    }
  }

  /** One step of the classifier: with the three losses of `sgan`, or with that of the labels alone. */
  async #classify(more: { readonly unlabelled: Tensor4D; readonly generated: Tensor4D } | null): Promise<void> {
    const losses = await backward(this.#classifier.network, [
      ...(more === null ? [] : [
        { pictures: more.unlabelled, loss: (logits: Tensor2D) => lossReal(logits, 'implicit') },
        { pictures: more.generated, loss: (logits: Tensor2D) => lossFake(logits, 'implicit') },
      ]),
      { pictures: this.#labelled, loss: crossEntropy(this.#classes) },
    ], this.#classifier.gradients, { atOnce: true });
    for (const loss of losses) loss.dispose();
    await update(this.#classifier);
  }

  /** Returns points of the generator, for the same noise every time; none without a generator. */
  async generate(count: number): Promise<Float32Array> {
    if (this.#sources === null) return new Float32Array();
    const noise = this.#noise('shown', 0, count);
    const points = await noGrad((tape) => this.#generator.network.forward(tape, tape.input(noise), 'eval'));
    noise.dispose();
    const values = Float32Array.from(await points.data());
    points.dispose();
    return values;
  }

  /** Returns what the classifier says of points. */
  async classify(points: Tensor4D): Promise<Pick<Field, 'odds' | 'logZ'>> {
    const logits = await noGrad((tape) => this.#classifier.network.forward(tape, tape.input(points), 'eval'));
    const values = await logits.data();
    logits.dispose();
    const odds = Float32Array.from({ length: points.shape[0] }, (_, index) => values[2 * index + 1] - values[2 * index]);
    return { odds, logZ: odds.map((each, index) => Math.max(values[2 * index], values[2 * index + 1]) + Math.log1p(Math.exp(-Math.abs(each)))) };
  }

  dispose(): void {
    for (const { network, gradients, adam } of [this.#classifier, this.#generator]) for (const each of [network, gradients, adam]) each.dispose();
    for (const tensor of [this.#labelled, ...Object.values(this.#sources ?? {})]) tensor.dispose();
  }

  /** Returns noise that suits circles: which of two, a direction, and a normal number. */
  #noise(stream: string, step: number, count: number): Tensor2D {
    const values = normals(this.seed, stream, step, count * POINT_NOISE);
    for (let at = 0; at < values.length; at += POINT_NOISE) {
      const [which, x, y] = values.subarray(at, at + 3);
      const length = Math.hypot(x, y);
      values.set([Math.sign(which), x / length, y / length], at);
    }
    return tensor2d(values, [count, POINT_NOISE]);
  }
}

async function update({ adam, gradients }: { readonly adam: ReturnType<typeof createAdam>; readonly gradients: Gradients }): Promise<void> {
  await adam.apply(gradients);
  gradients.dispose();
}
