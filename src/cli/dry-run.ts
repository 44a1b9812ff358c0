import { inWords, type DryRun } from '../training/index.js';
import { aligned, count } from './format.js';

/** What a run would be, in lines: its networks, its memory part by part, and whether that is there. */
export function dryRunInWords({ recipe, epochs, stepsPerEpoch, parameters, memory, machine, fits }: DryRun): string[] {
  const millions = (weights: number): string => `${(weights / 1e6).toFixed(2)} million`;
  const rows = [
    ['classifier', `${millions(parameters.classifier)} parameters`],
    ...(parameters.generator > 0 ? [['generator', `${millions(parameters.generator)} parameters`]] : []),
    [recipe, `${count(epochs)} epochs of ${count(stepsPerEpoch)} steps`],
  ];
  const needs = [
    ['Node, TensorFlow, decode threads', inWords(memory.process)],
    ['weights, gradients, optimizers', inWords(memory.weights)],
    ['activations', inWords(memory.activations)],
    ['pictures: prefetch, labelled, validation', inWords(memory.pictures)],
    ['in all, at most about', inWords(memory.total)],
  ];
  return [
    ...aligned(rows), '', ...aligned(needs), '',
    `This machine has ${inWords(machine.total)}, of which ${inWords(machine.free)} are free: ${fits ? 'it fits.' : 'it is tight.'}`,
  ].map((line) => (line === '' ? line : `  ${line}`));
}
