import { writeState, readState, type OptimizerState } from '../../engine/index.js';
import {
  exportValues, importValues, pytorchShape, type ParameterSpec, type Parameter, type SafetensorsFile, type StoredTensor,
} from '../../models/index.js';
import { errors } from '../errors.js';

/** The tensors of a file, by name. */
export type Tensors = Map<string, StoredTensor>;

/** PyTorch has a count beside the statistics of each batch norm, and refuses a file without it. */
const STATISTICS = '.running_var';
const COUNT = '.num_batches_tracked';

/**
 * Returns a network's parameters with torchvision's names and layouts, so that `load_state_dict` takes them.
 * @param steps the count of the batch norms. PyTorch reads it only where momentum is None, which it is not here
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
 * @throws WorkFailed with the tensors that are missing, of another shape or not of this network
 */
export function importNetwork(parameters: readonly Parameter[], file: SafetensorsFile, where: string): void {
  const problems = misfits(parameters, file, new Set());
  if (problems.length > 0) throw errors.tensors(where, problems);
  setAll(parameters, file);
}

/** How the weights of a file fit a classifier. */
export interface Fit {
  /** A few words for each tensor that does not fit. Empty: the weights fit. */
  readonly problems: readonly string[];
  /** Shape of the file's head (the linear layer) where it has another number of outputs. It is not used then. */
  readonly otherHead: readonly number[] | null;
  /** Whether the file sets a parameter of the classifier: all but a head of another shape. */
  readonly sets: (parameter: string) => boolean;
}

/** Compares a file's weights with a classifier. Its head may differ. Needs no engine. */
export function fitOf(classifier: readonly ParameterSpec[], file: SafetensorsFile): Fit {
  const weight = headOf(classifier);
  const found = weight && file.tensors.get(weight.name);
  if (weight === undefined || found === undefined) return { problems: misfits(classifier, file, new Set()), otherHead: null, sets: () => true };
  const [outputs, inputs] = pytorchShape(weight);
  const another = found.shape.length === 2 && found.shape[0] !== outputs && found.shape[1] === inputs;
  const except: ReadonlySet<string> = another ? namesOf(weight) : new Set();
  return { problems: misfits(classifier, file, except), otherHead: another ? found.shape : null, sets: (name) => !except.has(name) };
}

/** Sets the parameters of a classifier from weights that fit. A head that does not fit keeps its first values. */
export function importPretrained(parameters: readonly Parameter[], file: SafetensorsFile, { sets }: Fit): void {
  setAll(parameters.filter(({ name }) => sets(name)), file);
}

const headOf = (parameters: readonly ParameterSpec[]) => parameters.find(({ layout }) => layout === 'linear');
const namesOf = (weight: ParameterSpec): ReadonlySet<string> => new Set([weight.name, weight.name.replace(/weight$/, 'bias')]);

/** Returns what does not fit. A tensor too many does not fit either: ResNet34 has all that ResNet18 has, and more. */
function misfits(parameters: readonly ParameterSpec[], file: SafetensorsFile, except: ReadonlySet<string>): string[] {
  const known = new Set(parameters.map(({ name }) => name));
  const unknown = [...file.tensors.keys()].filter((name) => !known.has(name) && !name.endsWith(COUNT));
  const wrong = parameters.filter(({ name }) => !except.has(name)).flatMap((parameter) => {
    const { name } = parameter;
    const stored = file.tensors.get(name);
    const shape = pytorchShape(parameter);
    if (stored === undefined) return [`${name} [${shape.join(', ')}] is missing`];
    if (stored.shape.join() !== shape.join()) return [`${name} is [${stored.shape.join(', ')}], not [${shape.join(', ')}]`];
    return stored.values instanceof Float32Array ? [] : [`${name} is of whole numbers`];
  });
  return [...wrong, ...unknown.map((name) => `${name} is not in it`)];
}

function setAll(parameters: readonly Parameter[], { tensors }: SafetensorsFile): void {
  for (const parameter of parameters) {
    const { shape, values } = tensors.get(parameter.name) ?? {};
    if (shape !== undefined && values instanceof Float32Array) importValues(parameter, { shape, values });
  }
}

/** Returns the states of optimizers, and of all else that is saved beside the networks. */
export async function exportStates(states: readonly OptimizerState[]): Promise<Tensors> {
  const tensors: Tensors = new Map();
  for (const each of states) tensors.set(each.name, { shape: each.shape, values: await readState(each) });
  return tensors;
}

/** @throws WorkFailed with the tensors that are missing or of another shape */
export function importStates(states: readonly OptimizerState[], file: SafetensorsFile, where: string): void {
  const problems = states.flatMap(({ name, shape }) => {
    const stored = file.tensors.get(name);
    return stored?.values instanceof Float32Array && stored.shape.join() === shape.join() ? [] : [`${name} [${shape.join(', ')}] is not in it`];
  });
  if (problems.length > 0) throw errors.tensors(where, problems);
  for (const each of states) {
    const { values } = file.tensors.get(each.name) ?? {};
    if (values instanceof Float32Array) writeState(each, values);
  }
}

/** Returns the name of the first tensor with a value that is not finite. */
export function firstNotFinite(tensors: ReadonlyMap<string, StoredTensor>): string | undefined {
  for (const [name, { values }] of tensors) if (values instanceof Float32Array && !values.every(Number.isFinite)) return name;
  return undefined;
}
