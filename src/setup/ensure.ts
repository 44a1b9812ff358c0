import { stat } from 'node:fs/promises';
import { codeOf, reasonOf, WhiskerError } from '../config/index.js';
import { cacheOf, type Cache } from './cache.js';
import { errors } from './errors.js';
import { clearFailure, writeFailure } from './failure.js';
import { waitForLock } from './lock.js';
import { findReady } from './look.js';
import { thisMachine, type Machine } from './machine.js';
import { findEngines, type InstalledEngine } from './manifest.js';
import { messages } from './messages.js';
import { installMethods } from './methods.js';
import { pickEngine, type EngineChoice } from './pick-engine.js';
import type { SetupReport } from './progress.js';
import { clearLeftovers } from './staging.js';

export interface EnsureOptions {
  readonly engine: EngineChoice;
  /** A folder with the wheels. Nothing is then downloaded. */
  readonly from?: string | undefined;
  /** The cache's folder. @default `WHISKER_CACHE`, or the platform's cache folder */
  readonly cache?: string | undefined;
  /** Tries again what failed before, and a GPU engine where only one for the CPU is installed. @default false */
  readonly retry?: boolean;
  readonly report: SetupReport;
  readonly signal?: AbortSignal | undefined;
  readonly machine?: Machine;
}

/** The engine that is ready. */
export type Ensured =
  | { readonly kind: 'native'; readonly engine: InstalledEngine }
  /** `reasons`: why it is not TensorFlow's own library; empty when the user asked for WebAssembly. */
  | { readonly kind: 'wasm'; readonly reasons: readonly string[] };

/**
 * Makes an engine ready, and installs one if there is none: an installed engine → TensorFlow's wheel → the binding's own
 * download → WebAssembly (only with `auto`). Each method that fails reports its reason. Several processes may call this
 * at once: they end with one engine. An interrupted installation leaves no half engine.
 * @throws WrongCommand when `from` does not contain the wheels, or the GPU is asked for where there is none
 * @throws WorkFailed when an engine that the user named (`cpu`, `gpu`, or `from`) cannot be had
 * @throws the signal's reason when it aborts
 */
export async function ensureEngine(options: EnsureOptions): Promise<Ensured> {
  const { engine: choice, from, report, signal, machine = thisMachine() } = options;
  if (choice === 'wasm') {
    if (from !== undefined) throw errors.fromNeedsTensorFlow();
    return { kind: 'wasm', reasons: [] };
  }
  if (from !== undefined) await requireFolder(from);
  const say = (text: string): void => report({ kind: 'message', text });
  const cache = cacheOf(machine, options.cache);
  const hasNvidia = choice !== 'cpu' && machine.hasNvidia();
  const request: Request = { ...options, choice, machine, cache, say, hasNvidia, device: choice === 'gpu' || hasNvidia ? 'gpu' : 'cpu' };

  const ready = await reachReady(request);
  if (ready !== undefined) return ready;
  // Gigabytes would be in vain. Wheels at hand may be for another machine, which gets the folder.
  if (choice === 'gpu' && !hasNvidia && from === undefined) throw errors.noGpu();
  let lock;
  try {
    lock = await waitForLock(cache, say, signal);
  } catch (error) {
    if (choice !== 'auto' || from !== undefined || !(error instanceof WhiskerError)) throw error;
    say(messages.noLock(error.message));
    return { kind: 'wasm', reasons: [error.message] };
  }
  try {
    // The previous holder of the lock may have installed it.
    return (await reachReady(request)) ?? (await install({ ...request, signal: AbortSignal.any([lock.lost, ...(signal === undefined ? [] : [signal])]) }));
  } finally {
    await lock.release();
  }
}

interface Request extends Omit<EnsureOptions, 'cache'> {
  readonly choice: Exclude<EngineChoice, 'wasm'>;
  readonly machine: Machine;
  readonly cache: Cache;
  readonly say: (text: string) => void;
  readonly hasNvidia: boolean;
  /** The device that the best engine for this request computes on. */
  readonly device: 'cpu' | 'gpu';
}

/** Returns the installed engine that serves the request, or WebAssembly where TensorFlow failed before. */
async function reachReady({ from, retry = false, say, ...wanted }: Request): Promise<Ensured | undefined> {
  const found = await findReady({ ...wanted, retry, hasWheels: from !== undefined });
  if (found === undefined) return undefined;
  if ('manifest' in found) return { kind: 'native', engine: found };
  say(messages.failedBefore(found));
  return { kind: 'wasm', reasons: found.reasons };
}

/** Tries one install method after the other. The caller holds the lock. */
async function install({ choice, from, machine, cache, say, report, signal, hasNvidia, device }: Request): Promise<Ensured> {
  if ((await clearLeftovers(cache)) > 0) say(messages.leftovers());
  const { engines, broken } = await findEngines(cache, machine);
  for (const { folder, reason } of broken) say(messages.broken(folder, reason));
  const methods = installMethods(choice, device, from, { cache, machine, report, signal }, pickEngine(engines, choice, hasNvidia) !== undefined);
  const reasons: string[] = [];
  for (const method of methods) {
    try {
      const engine = await method.install();
      await clearFailure(cache);
      say(messages.ready(engine));
      return { kind: 'native', engine };
    } catch (error) {
      signal?.throwIfAborted();
      // Anything but an expected error is a defect of whisker and must show as one.
      if (!(error instanceof WhiskerError) && codeOf(error) === undefined) throw error;
      if (from !== undefined && method === methods.at(-1)) throw error;
      const reason = `${method.name}: ${reasonOf(error)}`;
      reasons.push(reason);
      // An engine that the user named fails with all reasons at the end.
      if (choice === 'auto') say(messages.methodFailed(reason));
    }
  }
  const installed = pickEngine((await findEngines(cache, machine)).engines, choice, hasNvidia);
  if (installed !== undefined) {
    say(messages.stays(installed));
    return { kind: 'native', engine: installed };
  }
  if (choice !== 'auto') throw errors.noEngine(choice, reasons);
  // On a full disk the failure is not recorded: the next command then tries again, and this one goes on.
  await writeFailure(cache, machine, reasons).catch(() => undefined);
  say(messages.wasm());
  return { kind: 'wasm', reasons };
}

async function requireFolder(folder: string): Promise<void> {
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) throw errors.noSuchFolder(folder);
}
