import { formatBytes } from '../config/index.js';
import { isVisible, STALE_AFTER_MS, type LockHolder } from '../disk/index.js';
import type { Cache } from './cache.js';
import type { Failure } from './failure.js';
import { sizeOf, type InstalledEngine } from './manifest.js';

const WASM = 'WebAssembly is used instead: about ten times slower than TensorFlow, good for pictures of 32 pixels';

const nameOf = ({ manifest }: InstalledEngine): string => `TensorFlow ${manifest.tensorflow} for the ${manifest.device.toUpperCase()}`;

/** Sentences that set-up reports while it works. */
export const messages = {
  failedBefore: ({ at, reasons }: Failure) =>
    `TensorFlow could not be set up on ${at.slice(0, 10)} (${reasons[0] ?? 'the reason is unknown'}). WebAssembly is used instead. \`whisker setup\` tries again.`,
  waiting: ({ folder, lock }: Cache, holder: LockHolder) => {
    const until = isVisible(holder) ? 'Waiting for it.' : `Waiting until it is done or has been silent for ${STALE_AFTER_MS / 60_000} minutes.`;
    return `Process ${holder.pid} on ${holder.host} is setting the engine up in ${folder}. ${until} (If no such process runs, remove ${lock}.)`;
  },
  noLock: (reason: string) => `${reason} ${WASM}.`,
  leftovers: () => 'Removed the remains of an interrupted set-up.',
  broken: (folder: string, reason: string) => `The engine in ${folder} is incomplete: ${reason}.`,
  ready: (engine: InstalledEngine) => `${nameOf(engine)} is ready in ${engine.folder} (${formatBytes(sizeOf(engine))}).`,
  methodFailed: (failure: string) => `Not installed with ${failure}`,
  stays: (engine: InstalledEngine) => `${nameOf(engine)} stays in use: ${engine.folder}.`,
  wasm: () => `${WASM}. \`whisker setup\` tries again.`,
  bindingDownload: (version: string, bytes: number) => `Trying the binding's own download: an older TensorFlow (${version}), about ${formatBytes(bytes)} on disk.`,
  zig: (downloads: boolean, bytes: number) =>
    `This machine has no C++ compiler. One is ${downloads ? 'downloaded' : 'taken from the folder'} (${formatBytes(bytes)}, removed afterwards); it works for a minute or two.`,
};
