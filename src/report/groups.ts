import { optionsWithoutEffect } from '../config/index.js';
import { BASELINE } from './gain.js';
import type { RunFolder } from './read.js';

/** A run with a result on the test set. */
export interface TestedRun {
  readonly run: RunFolder;
  readonly seed: number;
  readonly accuracy: number;
  readonly bestEpoch: number;
  readonly seconds: number;
}

/** Tested runs that differ in nothing but their seed and what depends on it, sorted by it. */
export interface RunGroup {
  /** The recipe; with what sets it apart where groups share a recipe. */
  readonly name: string;
  readonly recipe: string;
  /** What its runs are: values as JSON, by name. */
  readonly facts: ReadonlyMap<string, string>;
  readonly tested: readonly TestedRun[];
}

/** Facts that mostly follow from others. */
const DERIVED = ['counts', 'steps per epoch'];
/** A name with longer or more values is a number instead. */
const MAX_NAME = 40;

/** Groups the tested runs by what they are, in the order of the runs, the baseline first. Runs of one group may be averaged. */
export function groupsOf(runs: readonly RunFolder[]): readonly RunGroup[] {
  const groups: (Omit<RunGroup, 'name'> & { readonly tested: TestedRun[] })[] = [];
  for (const run of runs) {
    const { start, end, best } = run.summary;
    if (start === undefined || end?.test === undefined) continue;
    const tested = { run, seed: start.seed, accuracy: end.test.accuracy, bestEpoch: best?.epoch ?? 0, seconds: end.seconds };
    const facts = factsOfRun(run);
    const group = groups.find((one) => differencesOf(one.facts, facts).length === 0);
    if (group === undefined) groups.push({ recipe: start.recipe, facts, tested: [tested] });
    else group.tested.push(tested);
  }
  const ordered = groups.toSorted((a, b) => Number(b.recipe === BASELINE) - Number(a.recipe === BASELINE));
  return ordered.map((group) => ({ ...group, name: nameOf(group, ordered.filter(({ recipe }) => recipe === group.recipe)), tested: group.tested.toSorted((a, b) => a.seed - b.seed) }));
}

type Named = Pick<RunGroup, 'recipe' | 'facts'>;

/** Returns `sgan`; where several groups have the recipe, `sgan, labels 50`, or `sgan 2` where that would be long. */
function nameOf(group: Named, same: readonly Named[]): string {
  if (same.length === 1) return group.recipe;
  const name = `${group.recipe}, ${differingFacts(same).map((fact) => `${fact} ${plain(group.facts.get(fact))}`).join(', ')}`;
  return name.length <= MAX_NAME ? name : `${group.recipe} ${same.indexOf(group) + 1}`;
}

/** Returns the names of the facts in which some groups differ, without those that follow from others. */
export function differingFacts([first, ...others]: readonly Named[]): readonly string[] {
  const names = first === undefined ? [] : [...new Set(others.flatMap(({ facts }) => differencesOf(first.facts, facts)))];
  const own = names.filter((name) => !DERIVED.includes(name));
  return own.length === 0 ? names : own;
}

/** Returns a fact as people write it. */
export const plain = (json: string | undefined): string => (json ?? '–').replaceAll('"', '');

/** Returns what a run is, besides its seed and its split: values by name. */
function factsOfRun({ summary: { start }, record: { options, about } }: RunFolder): ReadonlyMap<string, string> {
  const { recipe, model, size, classes, counts, epochs, stepsPerEpoch } = start ?? {};
  const facts: Record<string, unknown> = { recipe, model, size, classes, counts, epochs, 'steps per epoch': stepsPerEpoch, data: about['fingerprint'] };
  for (const [name, value] of Object.entries(options)) if (name !== 'seed' && !optionsWithoutEffect.has(name)) facts[name] ??= value;
  return new Map(Object.entries(facts).map(([name, value]) => [name, JSON.stringify(value) ?? '']));
}

/** Returns the names of the facts in which two runs differ. */
const differencesOf = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] =>
  [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name) !== other.get(name));
