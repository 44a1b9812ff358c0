import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { modelOptions, type TrainOptions } from '../../config/index.js';
import { writeAtomically } from '../../disk/index.js';
import { readSafetensors, serializeSafetensors, type Parameter } from '../../models/index.js';
import { exportNetwork } from '../checkpoint/weights.js';
import type { Rows } from './logistic-regression.js';

/** The features of a set's pictures, without those that cannot be read. */
export interface FeatureTable extends Rows {
  readonly values: Float32Array;
  /** The class of each picture; -1 where it has none. */
  readonly labels: Int32Array;
}

/** A set's pictures, with their class or -1. */
export interface FeatureSamples {
  readonly root: string;
  readonly samples: readonly { readonly path: string; readonly class: number }[];
}

/** Returns a hash of a network's weights, without its head. */
export async function hashOfBody(parameters: readonly Parameter[]): Promise<string> {
  const hash = createHash('sha256');
  const body = parameters.filter(({ name }) => !headOf(parameters).some((head) => head.name === name));
  for (const [name, { values }] of await exportNetwork(body, 0)) {
    hash.update(name);
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest('hex');
}

/**
 * Returns a hash of everything that features depend on: the pictures, the way they are decoded, the network and its weights.
 * It does not matter where the files lie.
 * @param body the hash of the weights
 */
export async function featureKey({ root, samples }: FeatureSamples, options: TrainOptions, body: string): Promise<string> {
  const hash = createHash('sha256').update(body);
  const { size, background, decoder, precision } = options;
  const network = Object.keys(modelOptions).filter((name) => name !== 'weights').map((name) => options[name as keyof typeof modelOptions]);
  hash.update(JSON.stringify([size, background, decoder, precision, options['pixel-limit'], network]));
  const files = await Promise.all(samples.map(({ path }) => stat(resolve(root, path)).then(({ size, mtimeMs }) => [size, mtimeMs], () => null)));
  hash.update(JSON.stringify(samples.map((sample, index) => [sample.path, sample.class, files[index]])));
  return hash.digest('hex');
}

/** Returns weight and bias of the linear layer that a classifier ends with. */
export function headOf(parameters: readonly Parameter[]): readonly [weight: Parameter, bias: Parameter] {
  const weight = parameters.find(({ layout }) => layout === 'linear');
  const bias = parameters.find(({ name }) => name === weight?.name.replace(/weight$/, 'bias'));
  if (weight === undefined || bias === undefined) throw new TypeError('a classifier ends with a linear layer');
  return [weight, bias];
}

/** Reads features from a file. Returns null where there is none, or it was written for another key or is damaged. */
export async function readFeatures(path: string, key: string): Promise<FeatureTable | null> {
  try {
    const { tensors, metadata } = readSafetensors(await readFile(path), path);
    const features = tensors.get('features');
    const labels = tensors.get('labels');
    if (metadata['key'] !== key || !(features?.values instanceof Float32Array) || !(labels?.values instanceof BigInt64Array)) return null;
    const [count, width] = features.shape;
    return { count, width, values: features.values, labels: Int32Array.from(labels.values, Number) };
  } catch {
    // Features can always be computed again.
    return null;
  }
}

/** Writes features to a file. @throws the system's error */
export async function writeFeatures(path: string, key: string, { count, width, values, labels }: FeatureTable): Promise<void> {
  const tensors = new Map([
    ['features', { shape: [count, width], values }],
    ['labels', { shape: [count], values: BigInt64Array.from(labels, BigInt) }],
  ]);
  await writeAtomically(path, serializeSafetensors(tensors, { key }));
}
