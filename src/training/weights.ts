import { writeState, readState, type OptimizerState } from '../engine/index.js';
import {
  exportValues, importValues, pytorchShape, type ParameterSpec, type Parameter, type SafetensorsFile, type StoredTensor,
} from '../models/index.js';
import { errors } from './errors.js';

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
 * @throws WorkFailed naming the tensors that are missing, of another shape or not the network's, with the shapes
 */
export function importNetwork(parameters: readonly Parameter[], file: SafetensorsFile, where: string): void {
  const problems = misfits(parameters, file, new Set());
  if (problems.length > 0) throw errors.tensors(where, problems);
  setAll(parameters, file);
}

/** How weights that were trained for other classes go with a classifier. */
export interface Fit {
  /** What does not fit, a few words a tensor; empty: the weights can be taken. */
  readonly problems: readonly string[];
  /** Shape of the file's head (the linear layer), where it has another number of outputs: then it is not taken. */
  readonly otherHead: readonly number[] | null;
}

/** Whether a file's weights fit a classifier, but for its head. Needs no engine. */
export function fitOf(classifier: readonly ParameterSpec[], file: SafetensorsFile): Fit {
  const weight = headOf(classifier);
  const found = weight && file.tensors.get(weight.name);
  if (weight === undefined || found === undefined) return { problems: misfits(classifier, file, new Set()), otherHead: null };
  const [outputs, inputs] = pytorchShape(weight);
  const another = found.shape.length === 2 && found.shape[0] !== outputs && found.shape[1] === inputs;
  return { problems: misfits(classifier, file, another ? namesOf(weight) : new Set()), otherHead: another ? found.shape : null };
}

/** Sets the parameters of a classifier from weights that fit. A head that is not taken keeps its fresh values. */
export function importPretrained(parameters: readonly Parameter[], file: SafetensorsFile, { otherHead }: Fit): void {
  const weight = headOf(parameters);
  const except = weight === undefined || otherHead === null ? new Set<string>() : namesOf(weight);
  setAll(parameters.filter(({ name }) => !except.has(name)), file);
}

const headOf = (parameters: readonly ParameterSpec[]) => parameters.find(({ layout }) => layout === 'linear');
const namesOf = (weight: ParameterSpec): ReadonlySet<string> => new Set([weight.name, weight.name.replace(/weight$/, 'bias')]);

/** What of a file does not go into a network. A tensor too many is a misfit too: ResNet34 has all that ResNet18 has, and more. */
function misfits(parameters: readonly ParameterSpec[], file: SafetensorsFile, except: ReadonlySet<string>): string[] {
  const known = new Set(parameters.map(({ name }) => name));
  const strange = [...file.tensors.keys()].filter((name) => !known.has(name) && !name.endsWith(COUNT));
  const wrong = parameters.filter(({ name }) => !except.has(name)).flatMap((parameter) => {
    const { name } = parameter;
    const stored = file.tensors.get(name);
    const shape = pytorchShape(parameter);
    if (stored === undefined) return [`${name} [${shape.join(', ')}] is missing`];
    if (stored.shape.join() !== shape.join()) return [`${name} is [${stored.shape.join(', ')}], not [${shape.join(', ')}]`];
    return stored.values instanceof Float32Array ? [] : [`${name} is of whole numbers`];
  });
  return [...wrong, ...strange.map((name) => `${name} is not in it`)];
}

function setAll(parameters: readonly Parameter[], { tensors }: SafetensorsFile): void {
  for (const parameter of parameters) {
    const { shape, values } = tensors.get(parameter.name) ?? {};
    if (shape !== undefined && values instanceof Float32Array) importValues(parameter, { shape, values });
  }
}

/** The optimizers' memory as it lies in the engine. */
export async function exportStates(memory: readonly OptimizerState[]): Promise<Tensors> {
  const tensors: Tensors = new Map();
  for (const each of memory) tensors.set(each.name, { shape: each.shape, values: await readState(each) });
  return tensors;
}

/** @throws WorkFailed naming the tensors that are missing or of another shape */
export function importStates(memory: readonly OptimizerState[], file: SafetensorsFile, where: string): void {
  const problems = memory.flatMap(({ name, shape }) => {
    const stored = file.tensors.get(name);
    return stored?.values instanceof Float32Array && stored.shape.join() === shape.join() ? [] : [`${name} [${shape.join(', ')}] is not in it`];
  });
  if (problems.length > 0) throw errors.tensors(where, problems);
  for (const each of memory) {
    const { values } = file.tensors.get(each.name) ?? {};
    if (values instanceof Float32Array) writeState(each, values);
  }
}

/** The first tensor that holds something that is no number, if there is one. */
export function firstNotFinite(tensors: ReadonlyMap<string, StoredTensor>): string | undefined {
  for (const [name, { values }] of tensors) if (values instanceof Float32Array && !values.every(Number.isFinite)) return name;
  return undefined;
}
