import { checkFields } from '../config/index.js';
import { weightCount } from '../models/index.js';
import { machineMemory, type MachineMemory } from './check-memory.js';
import { countsOf, describeNetworks, estimateMemory, type MemoryEstimate } from './memory.js';
import { pathsIn } from './run/folder.js';
import { stepsPerEpoch } from './run/inputs.js';
import { planRun } from './run/plan-run.js';
import { requestNames, type RunRequest } from './run/run.js';

/** The size of a run, before anything is made. */
export interface DryRun {
  readonly recipe: string;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** Trainable weights. */
  readonly parameters: { readonly classifier: number; readonly generator: number };
  /** Bytes. */
  readonly memory: MemoryEstimate;
  readonly machine: MachineMemory;
  /** Whether the memory that is free now is enough. */
  readonly fits: boolean;
  /** Warnings that the run would give. */
  readonly warnings: readonly string[];
}

/**
 * Checks a run as `prepareRun` does, and returns its size. Touches nothing.
 * @throws WrongCommand where its parts do not fit each other, or the machine
 */
export async function dryRun(request: RunRequest): Promise<DryRun> {
  checkFields('dryRun', request, requestNames);
  const { dataset, split } = request;
  const { options, recipe, epochs, warnings } = await planRun({ dataset, split, options: request.options, paths: pathsIn(''), context: request });
  const counts = countsOf(split);
  const memory = estimateMemory(options, recipe, counts);
  const { classifier, generator } = describeNetworks(recipe, options, counts.classes);
  const machine = machineMemory();
  return {
    recipe: recipe.name,
    epochs,
    stepsPerEpoch: stepsPerEpoch(recipe, options, counts),
    parameters: {
      classifier: weightCount(classifier),
      generator: generator === null ? 0 : weightCount(generator),
    },
    memory, machine, warnings,
    fits: memory.total <= machine.free,
  };
}
