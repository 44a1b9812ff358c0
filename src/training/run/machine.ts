import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import type { EventOf } from '../../events/index.js';

/** Describes the machine that a run starts on. */
export const describeMachine = (): EventOf<'run-start'>['machine'] => ({
  // Some virtual machines name no processor.
  processor: cpus()[0]?.model.trim() || `unknown ${process.arch}`,
  cores: availableParallelism(),
  memory: totalmem(),
  system: `${type()} ${release()}`,
  node: process.versions.node,
});
