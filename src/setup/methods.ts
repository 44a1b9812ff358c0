import { resolve } from 'node:path';
import type { SetupContext } from './context.js';
import { installFromBinding } from './from-binding.js';
import { installFromWheel } from './from-wheel.js';
import type { InstalledEngine } from './manifest.js';
import type { EngineChoice } from './pick-engine.js';
import { folderSource, pipSource } from './source.js';
import { TENSORFLOW } from './wheels.js';

export interface InstallMethod {
  /** `pip`, as the end of a sentence. */
  readonly name: string;
  install(): Promise<InstalledEngine>;
}

/**
 * Returns the ways to install an engine for `device`, the best first.
 * @param from a folder with wheels: nothing is then downloaded
 * @param hasCpu whether a CPU engine is installed: then only a GPU engine is worth a download, unless `from` names a folder
 */
export function installMethods(choice: EngineChoice, device: 'cpu' | 'gpu', from: string | undefined, context: SetupContext, hasCpu = false): InstallMethod[] {
  const { machine, report, signal } = context;
  const onlyGpu = hasCpu && choice === 'auto' && device === 'gpu' && from === undefined;
  // When no GPU engine can be had, one for the CPU is still worth having.
  const devices = choice === 'auto' && device === 'gpu' && !onlyGpu ? (['gpu', 'cpu'] as const) : [device];
  const open = async () => (from === undefined ? pipSource(machine, report, signal) : folderSource(resolve(from)));
  const wheels = devices.map((device) => ({
    name: `${from === undefined ? 'pip' : from} (TensorFlow ${TENSORFLOW} for the ${device.toUpperCase()})`,
    install: () => installFromWheel(device, open, context),
  }));
  if (from !== undefined || onlyGpu) return wheels;
  return [...wheels, { name: "the binding's own download", install: () => installFromBinding(device, context) }];
}
