import { tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import { exportValues, importValues, pytorchShape, type NamedValues, type Parameter, type SafetensorsFile, type StoredTensor } from '../models/index.js';
import { failed } from './errors.js';

/** A network's tensors or an optimizer's, by name, as a file holds them. */
export type Tensors = Map<string, StoredTensor>;

/** PyTorch keeps a count beside each batch norm's statistics and refuses a file without it. */
const STATISTICS = '.running_var';
const COUNT = '.num_batches_tracked';

/**
 * A network's parameters under torchvision's names, in PyTorch's layouts, so that `load_state_dict` takes them.
 * @param steps what batch norm's counts say. PyTorch reads them only where momentum is None, which it is not here.
 */
export async function exportNetwork(parameters: readonly Parameter[], steps: number): Promise<Tensors> {
  const tensors: Tensors = new Map();
  for (const parameter of parameters) {
    tensors.set(parameter.name, await exportValues(parameter));
    if (parameter.name.endsWith(STATISTICS)) {
      tensors.set(parameter.name.replace(STATISTICS, COUNT), { shape: [], values: BigInt64Array.of(BigInt(steps)) });
    }
  }
  return tensors;
}

/**
 * Sets every parameter of a network.
 * @throws WorkFailed naming the tensors that are missing or of another shape, with the shapes
 */
export function importNetwork(parameters: readonly Parameter[], file: SafetensorsFile, where: string): void {
  importAll(parameters, file, where, new Set());
}

/**
 * Sets the parameters of a classifier from a file of weights that were trained for other classes. The head (the linear layer)
 * keeps its fresh values where the file's has another number of outputs.
 * @returns the shape of the file's head, where it was not taken
 * @throws WorkFailed as `importNetwork`
 */
export function importPretrained(parameters: readonly Parameter[], file: SafetensorsFile, where: string): readonly number[] | null {
  const weight = parameters.find(({ layout }) => layout === 'linear');
  const found = weight && file.tensors.get(weight.name);
  if (weight === undefined || found === undefined) {
    importAll(parameters, file, where, new Set());
    return null;
  }
  const [outputs, inputs] = pytorchShape(weight.variable.shape, weight.layout);
  const another = found.shape.length === 2 && found.shape[0] !== outputs && found.shape[1] === inputs;
  const head = weight.name.replace(/weight$/, '');
  importAll(parameters, file, where, new Set(another ? [`${head}weight`, `${head}bias`] : []));
  return another ? found.shape : null;
}

function importAll(parameters: readonly Parameter[], file: SafetensorsFile, where: string, except: ReadonlySet<string>): void {
  const problems: string[] = [];
  const found: [Parameter, NamedValues][] = [];
  for (const parameter of parameters.filter(({ name }) => !except.has(name))) {
    const { name, variable, layout } = parameter;
    const stored = file.tensors.get(name);
    const shape = pytorchShape(variable.shape, layout);
    if (stored === undefined) problems.push(`${name} [${shape.join(', ')}] is missing`);
    else if (stored.shape.join() !== shape.join()) problems.push(`${name} is [${stored.shape.join(', ')}], not [${shape.join(', ')}]`);
    else if (!(stored.values instanceof Float32Array)) problems.push(`${name} is of whole numbers`);
    else found.push([parameter, { shape, values: stored.values }]);
  }
  if (problems.length > 0) throw failed.tensors(where, problems);
  for (const [parameter, values] of found) importValues(parameter, values);
}

/** A variable with a name: what an optimizer remembers. */
interface Remembered {
  readonly name: string;
  readonly variable: Variable;
}

/** The optimizers' memory as it lies in the engine. */
export async function exportMemory(memory: readonly Remembered[]): Promise<Tensors> {
  const tensors: Tensors = new Map();
  for (const { name, variable } of memory) tensors.set(name, { shape: variable.shape, values: Float32Array.from(await variable.data()) });
  return tensors;
}

/** @throws WorkFailed naming the tensors that are missing or of another shape */
export function importMemory(memory: readonly Remembered[], file: SafetensorsFile, where: string): void {
  const problems = memory.flatMap(({ name, variable }) => {
    const stored = file.tensors.get(name);
    return stored?.values instanceof Float32Array && stored.shape.join() === variable.shape.join() ? [] : [`${name} [${variable.shape.join(', ')}] is not in it`];
  });
  if (problems.length > 0) throw failed.tensors(where, problems);
  for (const { name, variable } of memory) {
    const { values } = file.tensors.get(name) ?? {};
    if (values instanceof Float32Array) tidy(() => variable.assign(tensor(values, variable.shape)));
  }
}

/** The first tensor that holds something that is no number, if there is one. */
export function firstNotFinite(tensors: ReadonlyMap<string, StoredTensor>): string | undefined {
  for (const [name, { values }] of tensors) if (values instanceof Float32Array && !values.every(Number.isFinite)) return name;
  return undefined;
}
