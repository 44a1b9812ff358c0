import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { div, tensor, tidy, transpose, type Tensor4D } from '@tensorflow/tfjs-core';
import { readSafetensors, type Classifier, type Generator, importValues, exportValues } from '../../src/models/index.js';

/** The folder of golden numbers: the project's, or another one made with the same script. */
const folder = process.env.WHISKER_GOLDEN ?? fileURLToPath(new URL('../../fixtures/golden', import.meta.url));

/** Returns the path of a golden file. */
export const goldenPath = (name: string): string => join(folder, name);

export interface GoldenJson {
  readonly classifier_loss: number;
  readonly losses: readonly {
    readonly scale: number;
    readonly logits: number[][];
    readonly labels: number[];
    readonly real: number;
    readonly fake: number;
    readonly labelled: number;
    readonly real_grad: number[][];
    readonly fake_grad: number[][];
    readonly labelled_grad: number[][];
  }[];
  readonly sgan: { readonly losses: readonly number[][] };
  readonly supervised: { readonly losses: readonly number[] };
  readonly [key: `generator_${number}_loss`]: number;
}

export const golden: GoldenJson = JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8'));

/** A golden file. */
export class GoldenFile {
  readonly #tensors;

  constructor(name: string) {
    this.#tensors = readSafetensors(readFileSync(join(folder, name)), name).tensors;
  }

  shape(name: string): readonly number[] {
    return this.#get(name).shape;
  }

  values(name: string): Float32Array {
    return Float32Array.from(this.#get(name).values, Number);
  }

  has(name: string): boolean {
    return this.#tensors.has(name);
  }

  /** Returns pictures, stored NCHW as uint8, as NHWC in [0, 1]. The caller disposes them. */
  pictures(name: string): Tensor4D {
    return tidy(() => transpose(div<Tensor4D>(tensor(this.values(name), [...this.shape(name)]), 255), [0, 2, 3, 1]));
  }

  /** Sets the parameters of `network` to the tensors called `prefix` and its names. */
  load(network: Classifier | Generator, prefix: string): void {
    for (const parameter of network.parameters) {
      const name = prefix + parameter.name;
      importValues(parameter, { shape: this.shape(name), values: this.values(name) });
    }
  }

  #get(name: string) {
    const found = this.#tensors.get(name);
    if (found === undefined) throw new Error(`no golden tensor ${name}`);
    return found;
  }
}

/** Returns the largest absolute difference. */
export function largestDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) throw new Error(`${found.length} values, ${expected.length} expected`);
  let largest = 0;
  for (let index = 0; index < found.length; index += 1) {
    const difference = Math.abs(found[index] - expected[index]);
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

/** Returns the norm of the difference over the norm of the expected values. */
export function relativeNorm(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) throw new Error(`${found.length} values, ${expected.length} expected`);
  let [difference, norm] = [0, 0];
  for (let index = 0; index < found.length; index += 1) {
    difference += (found[index] - expected[index]) ** 2;
    norm += expected[index] ** 2;
  }
  return Math.sqrt(difference / norm);
}

/**
 * Returns the relative error that rounding alone may make of a change over five steps. A weight of 1 that moves by 1e-5 loses
 * some of that to float32, once in each step. Where Adam's steps take each other back, the change is small and this is much of it.
 */
export const weightRounding = (start: Float32Array, change: Float32Array): number => (5 * 2 ** -24 * norm(start)) / norm(change);

const norm = (values: Float32Array): number => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));

/** Returns every parameter's values in PyTorch's layout, by name. */
export async function valuesOf(network: Classifier | Generator): Promise<Map<string, Float32Array>> {
  const entries = await Promise.all(network.parameters.map(async (parameter) => [parameter.name, (await exportValues(parameter)).values] as const));
  return new Map(entries);
}
