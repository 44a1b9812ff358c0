import { stat } from 'node:fs/promises';
import { codeOf, reasonOf, WhiskerError } from '../config/index.js';
import { errors } from '../engine/errors.js';
import type { EngineChoice } from '../engine/types.js';
import { cacheOf } from './cache.js';
import { pickEngine } from './choose.js';
import { forgetFailure, recallFailure, rememberFailure } from './failure.js';
import { thisMachine, type Machine } from './machine.js';
import { findEngines, sizeOf, type InstalledEngine } from './manifest.js';
import type { SetupReport } from './report.js';
import { inBytes } from './size.js';
import { clearLeftovers } from './staging.js';
import type { StepContext } from './step.js';
import { stepsFor } from './steps.js';
import { takeTurn } from './turn.js';

export interface EnsureOptions {
  readonly engine: EngineChoice;
  /** A folder with the wheels; then no network is used. */
  readonly from?: string | undefined;
  /** The cache's folder. @default that of WHISKER_CACHE, else the platform's */
  readonly cache?: string | undefined;
  /** Tries again what has failed before, and a GPU's engine where one for the CPU is there. @default false */
  readonly anew?: boolean;
  readonly report: SetupReport;
  readonly signal?: AbortSignal | undefined;
  readonly machine?: Machine;
}

/** What was reached. */
export type Ensured =
  | { readonly kind: 'native'; readonly engine: InstalledEngine }
  /** `reasons`: why it is not TensorFlow's own library; empty when WebAssembly was asked for. */
  | { readonly kind: 'wasm'; readonly reasons: readonly string[] };

/**
 * Makes an engine ready, and installs one if there is none: an engine that is there → TensorFlow's wheel → the binding's
 * own download → WebAssembly (with `auto` alone). Each way that cannot be gone says why in a line. Processes that call
 * this at once end with one engine; one that is ended leaves none that is half there.
 * @throws WrongCommand when `from` does not hold the wheels
 * @throws WorkFailed when what was asked for by name (`cpu`, `gpu`, or `from`) cannot be had
 * @throws the signal's reason when it aborts
 */
export async function ensureEngine(options: EnsureOptions): Promise<Ensured> {
  const { engine: choice, from, anew = false, report, signal, machine = thisMachine() } = options;
  const say = (text: string): void => report({ kind: 'line', text });
  if (choice === 'wasm') {
    if (from !== undefined) throw errors.fromNeedsTensorFlow();
    return { kind: 'wasm', reasons: [] };
  }
  if (from !== undefined) await requireFolder(from);
  const cache = cacheOf(machine, options.cache);
  const hasNvidia = choice !== 'cpu' && machine.hasNvidia();
  const wanted = choice === 'gpu' || hasNvidia ? 'gpu' : 'cpu';
  const installed = async (): Promise<Ensured | undefined> => {
    const { engines } = await findEngines(cache, machine);
    const engine = pickEngine(engines, choice, hasNvidia);
    const better = anew && choice === 'auto' && wanted === 'gpu' && engine?.manifest.device !== 'gpu';
    return engine === undefined || better ? undefined : { kind: 'native', engine };
  };
  const failedBefore = async (): Promise<Ensured | undefined> => {
    const failure = choice === 'auto' && !anew && from === undefined ? await recallFailure(cache, machine) : undefined;
    if (failure === undefined) return undefined;
    say(`TensorFlow could not be set up on ${failure.at.slice(0, 10)} (${failure.reasons.at(0) ?? 'no reason is known'}); WebAssembly computes. \`whisker setup\` tries anew.`);
    return { kind: 'wasm', reasons: failure.reasons };
  };

  const already = (await installed()) ?? (await failedBefore());
  if (already !== undefined) return already;
  let unlock;
  try {
    unlock = await takeTurn(cache, say, signal);
  } catch (error) {
    if (choice !== 'auto' || from !== undefined || !(error instanceof WhiskerError)) throw error;
    say(`${error.message} Until then WebAssembly computes: ${WASM_IN_WORDS}.`);
    return { kind: 'wasm', reasons: [error.message] };
  }
  try {
    // Whoever had the lock before may have done the work.
    const meanwhile = (await installed()) ?? (await failedBefore());
    if (meanwhile !== undefined) return meanwhile;
    if ((await clearLeftovers(cache)) > 0) say('Removed what an interrupted set-up had left behind.');
    const there = await findEngines(cache, machine);
    for (const { folder, reason } of there.broken) say(`The engine in ${folder} is not whole: ${reason}.`);
    const context: StepContext = { cache, machine, report, signal };
    const reasons: string[] = [];
    // What is there already needs no second download: only what could be better is tried.
    const steps = stepsFor(choice, wanted, from, context, pickEngine(there.engines, choice, hasNvidia) !== undefined);
    for (const step of steps) {
      try {
        const engine = await step.install();
        await forgetFailure(cache);
        say(`TensorFlow ${engine.manifest.tensorflow} for the ${engine.manifest.device.toUpperCase()} is ready in ${engine.folder} (${inBytes(sizeOf(engine))}).`);
        return { kind: 'native', engine };
      } catch (error) {
        signal?.throwIfAborted();
        // What is no reason that a machine can give is a defect, and must not pass for one.
        if (!(error instanceof WhiskerError) && codeOf(error) === undefined) throw error;
        if (from !== undefined && step === steps.at(-1)) throw error;
        reasons.push(`${step.name}: ${reasonOf(error)}`);
        // Who asked for one engine by name is told all the reasons at the end.
        if (choice === 'auto') say(`Not through ${reasons.at(-1)}`);
      }
    }
    const other = pickEngine((await findEngines(cache, machine)).engines, choice, hasNvidia);
    if (other !== undefined) {
      say(`TensorFlow ${other.manifest.tensorflow} for the ${other.manifest.device.toUpperCase()} stays: it is in ${other.folder}.`);
      return { kind: 'native', engine: other };
    }
    if (choice !== 'auto') throw errors.noneReached(choice, reasons);
    // On a disk that is full nothing is remembered either: that costs the next command a new try, and this one nothing.
    await rememberFailure(cache, machine, reasons).catch(() => undefined);
    say(`WebAssembly computes: ${WASM_IN_WORDS}. \`whisker setup\` tries anew.`);
    return { kind: 'wasm', reasons };
  } finally {
    await unlock();
  }
}

const WASM_IN_WORDS = 'about ten times slower than TensorFlow, good for pictures of 32 pixels';

async function requireFolder(folder: string): Promise<void> {
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) throw errors.noSuchFolder(folder);
}
