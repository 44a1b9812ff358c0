import { tensor1d, tensor2d, tidy, variable, type Scalar, type Tensor2D, type Variable } from '@tensorflow/tfjs-core';
import { checkFields, type TrainOptions } from '../../config/index.js';
import { createAdam, createMomentum, Gradients, normals, stateOf, withPrefix, type Engine, type NamedVariable, type Optimizer, type OptimizerState } from '../../engine/index.js';
import { createClassifier, createEma, createGenerator, type Classifier, type Generator } from '../../models/index.js';
import { shapeOf } from '../classifier-shape.js';
import type { FeatureSet } from '../features/feature-store.js';
import type { FeatureTable } from '../features/feature-table.js';
import { backward, type LossTerm } from './backward.js';
import { clipGradients } from './clip-gradients.js';
import { generatedBy, optionsOf, outputsOf, type AdamOptions, type Recipe, type RecipeContext, type RecipeOptimizer, type RecipeOptions, type Schedule, type SgdOptions } from './recipe.js';

/** What a recipe is begun with. */
export interface TrainingSetup {
  readonly engine: Engine;
  readonly recipe: Recipe;
  readonly options: TrainOptions;
  readonly classes: number;
  readonly stepsPerEpoch: number;
  readonly epochs: number;
  /** Whether a parameter of the classifier gets its value right after, from a checkpoint or a file of weights. @default none does */
  readonly isGiven?: (parameter: string) => boolean;
  /** Whether one pass takes the pictures of all loss terms (`backward`). */
  readonly atOnce: boolean;
  /** Computes the features that the recipe asks for. @default a recipe has none */
  readonly features?: (classifier: Classifier, set: FeatureSet, limit: number) => Promise<FeatureTable>;
  /** The noise of the steps. Golden tests bring their own. @default normals */
  readonly normals?: (seed: number, name: string, step: number, count: number) => Float32Array;
}

/** A network, the way to make another like it, and its EMA copy. */
interface Made<Network> {
  readonly name: string;
  readonly network: Network;
  readonly make: () => Network;
  copy: Network | null;
}

/** The networks, optimizers and tensors that a recipe makes, and their names in checkpoints. */
export class RecipeModels implements RecipeContext {
  readonly options: RecipeOptions;
  readonly classes: number;
  readonly stepsPerEpoch: number;
  readonly steps: number;
  readonly saved: OptimizerState[] = [];
  #classifier: Made<Classifier> | null = null;
  #generator: Made<Generator> | null = null;
  readonly #optimizers: Optimizer[] = [];
  #learningRate: Schedule | null = null;
  readonly #followers: ((step: number) => Promise<void>)[] = [];
  readonly #owned: { dispose(): void }[] = [];

  constructor(private readonly setup: TrainingSetup) {
    this.options = optionsOf(setup.options);
    this.classes = setup.classes;
    this.stepsPerEpoch = setup.stepsPerEpoch;
    this.steps = setup.stepsPerEpoch * setup.epochs;
  }

  classifier(): Classifier {
    if (this.#classifier !== null) throw new Error('a recipe makes one classifier');
    const { engine, recipe, classes, options, isGiven } = this.setup;
    const shape = shapeOf(options, outputsOf(recipe, classes, options));
    const make = () => this.#own(createClassifier(engine.kernels, { ...shape, seed: options.seed, ...(isGiven && { isGiven }) }));
    this.#classifier = { name: 'classifier', network: make(), make, copy: null };
    return this.#classifier.network;
  }

  generator(): Generator {
    if (this.#generator !== null || generatedBy(this.setup.recipe, this.setup.options) === 0) throw new Error('a recipe makes one generator, and says how many pictures it generates');
    const { engine, options: { size, 'generator-width': width, noise, seed } } = this.setup;
    const make = () => this.#own(createGenerator(engine.kernels, { size, width, noise, seed }));
    this.#generator = { name: 'generator', network: make(), make, copy: null };
    return this.#generator.network;
  }

  ema<Network extends Classifier | Generator>(network: Network, decay: number): Network {
    const made = [this.#classifier, this.#generator].find((each) => each?.network === network);
    if (!made || made.copy !== null) throw new Error('a recipe makes one EMA copy of a network of its own');
    const copy = made.make();
    made.copy = copy;
    const average = this.#own(createEma(this.setup.engine.kernels, copy.parameters, network.parameters, decay));
    this.#followers.push((step) => average.update(step));
    this.saved.push(...withPrefix(`ema.${made.name}`, copy.parameters.map(stateOf)));
    return copy as Network;
  }

  state(name: string, initial: Float32Array): Variable {
    const made = this.#own(tidy(() => variable(tensor1d(initial))));
    this.saved.push(stateOf({ name: `state.${name}`, variable: made }));
    return made;
  }

  adam(name: string, parameters: readonly NamedVariable[], options: AdamOptions): RecipeOptimizer {
    checkFields(`The optimizer ${name}`, options, { learningRate: true, clip: true, beta1: true, beta2: true });
    const { clip, ...numbers } = options;
    this.#learningRate ??= numbers.learningRate;
    return this.#optimizer(name, parameters, [createAdam(this.setup.engine.kernels, parameters, numbers)], clip);
  }

  sgd(name: string, parameters: readonly NamedVariable[], options: SgdOptions): RecipeOptimizer {
    checkFields(`The optimizer ${name}`, options, { learningRate: true, clip: true, momentum: true, weightDecay: true, decayed: true });
    const { clip, decayed = 'all', ...numbers } = options;
    this.#learningRate ??= numbers.learningRate;
    const { kernels } = this.setup.engine;
    if (decayed === 'all') return this.#optimizer(name, parameters, [createMomentum(kernels, parameters, numbers)], clip);
    // Biases, and the scales and offsets of batch norms, are vectors. All else is not.
    const isVector = ({ variable }: NamedVariable) => variable.rank === 1;
    return this.#optimizer(name, parameters, [
      createMomentum(kernels, parameters.filter((parameter) => !isVector(parameter)), numbers),
      createMomentum(kernels, parameters.filter(isVector), { ...numbers, weightDecay: 0 }),
    ], clip);
  }

  backward(classifier: Classifier, terms: readonly LossTerm[], gradients: Gradients, oneBatch = false): Promise<Scalar[]> {
    for (const term of terms) checkFields('A loss term', term, { pictures: true, loss: true, holdsStatistics: true });
    return backward(classifier, terms, gradients, { atOnce: this.setup.atOnce, oneBatch });
  }

  features(set: FeatureSet, limit = Infinity): Promise<FeatureTable> {
    const { features, recipe } = this.setup;
    if (this.#classifier === null || features === undefined) throw new Error(`the recipe ${recipe.name} can have features only in the steps of a run, of its classifier`);
    return features(this.#classifier.network, set, limit);
  }

  normals(name: string, step: number, shape: readonly [number, number]): Tensor2D {
    const values = this.setup.normals ?? normals;
    return tensor2d(values(this.options.seed, name, step, shape[0] * shape[1]), [...shape]);
  }

  /** Returns the networks, and the copies that stand for them where there are any. */
  networks(): { classifier: Classifier; generator: Generator | null; evaluated: Classifier; sampled: Generator | null } {
    if (this.#classifier === null) throw new Error(`the recipe ${this.setup.recipe.name} makes no classifier`);
    const { network: classifier, copy } = this.#classifier;
    const generator = this.#generator?.network ?? null;
    return { classifier, generator, evaluated: copy ?? classifier, sampled: this.#generator?.copy ?? generator };
  }

  /** Returns the learning rate of the recipe's first optimizer, the classifier's; null where it has none. @param step steps done before */
  learningRate(step: number): number | null {
    return this.#learningRate?.(step) ?? null;
  }

  /** Moves every EMA copy towards its network. @param step steps done before the one just done */
  async follow(step: number): Promise<void> {
    for (const follow of this.#followers) await follow(step);
  }

  resumeAt(steps: number): void {
    for (const optimizer of this.#optimizers) optimizer.steps = steps;
  }

  dispose(): void {
    for (const each of this.#owned.splice(0).reverse()) each.dispose();
  }

  /** @param optimizers share the parameters among them */
  #optimizer(name: string, parameters: readonly NamedVariable[], optimizers: readonly Optimizer[], clip = 0): RecipeOptimizer {
    const gradients = this.#own(new Gradients());
    for (const optimizer of optimizers) {
      this.#optimizers.push(this.#own(optimizer));
      this.saved.push(...withPrefix(name, optimizer.state));
    }
    const apply = async (these: Gradients) => {
      for (const optimizer of optimizers) await optimizer.apply(these);
      these.dispose();
    };
    return {
      gradients,
      async step() {
        if (clip > 0) await apply(clipGradients(gradients, parameters.map(({ variable }) => variable), clip));
        else await apply(gradients);
        gradients.dispose();
      },
    };
  }

  #own<Part extends { dispose(): void }>(part: Part): Part {
    this.#owned.push(part);
    return part;
  }
}
