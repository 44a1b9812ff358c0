import { formatBytes, formatCount } from '../config/index.js';
import type { EngineAvailability } from '../setup/index.js';
import type { DryRun } from '../training/index.js';
import { aligned } from './format.js';
import { describeEngine } from './require-engine.js';

/** Returns the size of a run in lines: its networks, its memory by purpose, whether it fits, and the engine that it gets. */
export function describeDryRun({ recipe, epochs, stepsPerEpoch, parameters, memory, machine, fits }: DryRun, engine: EngineAvailability): string[] {
  const millions = (weights: number): string => `${(weights / 1e6).toFixed(2)} million`;
  const rows = [
    ['classifier', `${millions(parameters.classifier)} parameters`],
    ...(parameters.generator > 0 ? [['generator', `${millions(parameters.generator)} parameters`]] : []),
    [recipe, `${formatCount(epochs)} epochs of ${formatCount(stepsPerEpoch)} steps`],
  ];
  const needs = [
    ['Node, TensorFlow, decode threads', formatBytes(memory.process)],
    ['weights, gradients, optimizers', formatBytes(memory.weights)],
    ['activations', formatBytes(memory.activations)],
    ['pictures: prefetch, labelled, validation', formatBytes(memory.pictures)],
    ...(memory.features > 0 ? [['features of pictures', formatBytes(memory.features)]] : []),
    ['total, at most about', formatBytes(memory.total)],
  ];
  return [
    ...aligned(rows), '', ...aligned(needs), '',
    `This machine has ${formatBytes(machine.total)}, ${formatBytes(machine.free)} of it free: ${fits ? 'the run fits.' : 'the run is tight.'}`,
    `Engine: ${describeEngine(engine)}`,
  ].map((line) => (line === '' ? line : `  ${line}`));
}
