import { yaml } from '../config/index.js';
import type { RunFolder } from './read.js';

const { parse } = yaml();

/** Options that change how fast a run goes, where it writes or which split it takes, but not what it is. */
const OTHER_OPTIONS = new Set([
  'seed', 'split', 'workers', 'concurrency', 'prefetch', 'cache', 'cache-dir', 'uv-threads', 'engine-threads', 'isolate', 'tensorboard', 'checkpoint-minutes', 'decode-timeout', 'on-hangup', 'out', 'about',
]);

/** Returns what a run is, besides its seed and its split: values by name. Runs may be averaged where all of them agree. */
export function factsOfRun({ summary: { start }, options }: Pick<RunFolder, 'summary' | 'options'>): ReadonlyMap<string, string> {
  const { recipe, model, size, classes, counts, epochs, stepsPerEpoch } = start ?? {};
  const typed = optionsIn(options);
  const about: unknown = typed['about'];
  const facts: Record<string, unknown> = { recipe, model, size, classes, counts, epochs, 'steps per epoch': stepsPerEpoch };
  if (typeof about === 'object' && about !== null && 'fingerprint' in about) facts['data'] = about.fingerprint;
  for (const [name, value] of Object.entries(typed)) if (!OTHER_OPTIONS.has(name)) facts[name] ??= value;
  return new Map(Object.entries(facts).map(([name, value]) => [name, JSON.stringify(value) ?? '']));
}

function optionsIn(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = text === undefined ? {} : parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // Edited by hand into something else. The log has the most important facts.
    return {};
  }
}

/** Returns the names of the facts in which two runs differ. */
export const differencesOf = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] =>
  [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name) !== other.get(name));
