import { resolve } from 'node:path';
import type { EngineChoice } from '../engine/types.js';
import { installFromBinding } from './from-binding.js';
import { installFromWheel } from './from-wheel.js';
import type { InstalledEngine } from './manifest.js';
import { folderSource, pipSource } from './source.js';
import type { StepContext } from './step.js';
import { TENSORFLOW } from './wheels.js';

/** A way to an engine. */
export interface Step {
  /** `pip`, as the end of a sentence. */
  readonly name: string;
  install(): Promise<InstalledEngine>;
}

/**
 * The ways to an engine for `device`, the best first.
 * @param from a folder with wheels: then no network is used
 * @param isThere whether an engine for the CPU is there: then only what is better is tried, unless a folder was named
 */
export function stepsFor(choice: EngineChoice, device: 'cpu' | 'gpu', from: string | undefined, context: StepContext, isThere = false): Step[] {
  const { machine, report, signal } = context;
  // A GPU's engine that cannot be had is no reason to do without one for the CPU.
  const onlyBetter = isThere && choice === 'auto' && device === 'gpu' && from === undefined;
  const devices = choice === 'auto' && device === 'gpu' && !onlyBetter ? (['gpu', 'cpu'] as const) : [device];
  const open = async () => (from === undefined ? pipSource(machine, report, signal) : folderSource(resolve(from)));
  const wheels = devices.map((device) => ({
    name: `${from === undefined ? 'pip' : from} (TensorFlow ${TENSORFLOW} for the ${device.toUpperCase()})`,
    install: () => installFromWheel(device, open, context),
  }));
  if (from !== undefined || onlyBetter) return wheels;
  return [...wheels, { name: "the binding's own download", install: () => installFromBinding(device, context) }];
}
