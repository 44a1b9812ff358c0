import { formatBytes, formatCount, formatDuration, formatRate, formatTimeLeft, pluralize } from '../config/index.js';
import type { EngineAvailability } from '../setup/index.js';
import type { DryRun, RunTime } from '../training/index.js';
import { aligned } from './format.js';
import { describeEngine } from './require-engine.js';

/**
 * Returns the size of a run in lines: its networks, its memory by purpose, whether it fits, the engine that it gets, and its time.
 * @param time null where no engine is installed to measure it
 */
export function describeDryRun({ recipe, epochs, stepsPerEpoch, parameters, memory, machine, fits }: DryRun, engine: EngineAvailability, time: RunTime | null): string[] {
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
    `Engine: ${describeEngine(engine)}`, '',
    ...(time === null ? ['Time: unknown until the engine is installed (`whisker setup`).'] : describeTime(time)),
  ].map((line) => (line === '' ? line : `  ${line}`));
}

/** Returns how long a run takes, and what was measured for it. */
function describeTime({ step, picture, features, epochSeconds, runSeconds }: RunTime): string[] {
  const perSecond = (seconds: number): string => formatRate(1 / seconds);
  const pictures = `${perSecond(picture.median)} pictures/s (${perSecond(picture.highest)} to ${perSecond(picture.lowest)} in ${pluralize(picture.measured, 'batch', 'batches')})`;
  const rows = [
    ...(step === null ? [] : [['a step', `${formatDuration(step.median)} (${formatDuration(step.lowest)} to ${formatDuration(step.highest)} in ${pluralize(step.measured, 'step')})`]]),
    ...(features === 0 ? [] : [['features', `${pictures}, of ${pluralize(features, 'picture')}`]]),
    ...(step === null ? [] : [['validation', pictures]]),
    ...(epochSeconds === null ? [] : [['an epoch', `about ${formatTimeLeft(epochSeconds)}, with its validation`]]),
    ['the run', `about ${formatTimeLeft(runSeconds)}, with the test`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `${name.padEnd(width)}   ${text}`);
}
