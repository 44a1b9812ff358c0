import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeMachine, type Machine } from '../../report/machine.js';
import { Random } from '../random.js';
import { assert } from '../violation.js';
import { FAULTS, type Faults } from './faults.js';
import { differences } from './same.js';
import { createTinyRun, type TinyRun } from './tiny-run.js';
import { whiskerDone } from './whisker.js';

export interface FailingDiskOptions {
  readonly seed: number;
  readonly recipe: string;
}

export interface FailingDiskReport extends FailingDiskOptions {
  readonly date: string;
  readonly machine: Machine;
  /** Faults that passed, by the system's code, in the first run. */
  readonly passing: Readonly<Record<string, number>>;
  /** Faults of the second run, and the pictures that it quarantined. */
  readonly lasting: Readonly<Record<string, number>>;
  readonly quarantined: readonly string[];
  readonly seconds: { readonly reference: number; readonly passing: number; readonly lasting: number };
}

const SLOW_MS = 10;
const SHARE = 0.2;
/** Faults after which the folder of the pictures disappears, in the middle of the run, and for how long, ms. */
const [UNPLUG_AFTER, AWAY_MS] = [25, 1500];

/**
 * Trains from a slow and failing disk. Faults that pass must leave no trace: the run ends as the reference does, and quarantines no
 * picture. Pictures on bad sectors, and those that vanish and come back, are quarantined: the run ends as one in which they were missing
 * all along.
 * @throws Violation; the folder of the runs is then left as it is
 */
export async function trainFromFailingDisk({ seed, recipe }: FailingDiskOptions, print: (sentence: string) => void): Promise<FailingDiskReport> {
  const date = new Date().toISOString();
  const random = new Random(seed);
  const tiny = await createTinyRun(recipe, seed);
  print(`Training in ${tiny.folder}`);
  const { unlabelled, val, test } = setsOf(tiny);
  const [bad, gone] = [[pick(unlabelled, random), pick(val, random)], [pick(unlabelled, random), pick(unlabelled, random), pick(test, random)]];
  const none: Faults = { data: tiny.data, seed, slowMs: 0, share: 0, bad: [], gone: [], goneTimes: 0, trace: join(tiny.folder, 'faults') };

  const reference = await train(tiny, 'reference', none);
  const passing = await train(tiny, 'passing', { ...none, slowMs: SLOW_MS, share: SHARE }, unplug);
  assert(passing.faults['ENOENT'] !== undefined, () => 'no picture was read while the folder was away');
  const found = [...await differences(reference.run, passing.run), ...quarantinedIn(passing.run).map((path) => `${path} is quarantined`)];
  assert(found.length === 0, () => `${passing.run} ended differently with faults that passed: ${found.join('; ')}`);
  print(`${total(passing.faults)} faults passed without a trace`);

  const missing = await train(tiny, 'missing', { ...none, gone: [...bad, ...gone], goneTimes: Infinity });
  const lasting = await train(tiny, 'lasting', { ...none, slowMs: SLOW_MS, share: SHARE, bad, gone, goneTimes: 1 });
  const others = (await differences(missing.run, lasting.run)).filter((sentence) => !sentence.startsWith('quarantine.jsonl'));
  assert(others.length === 0, () => `${lasting.run} differs from ${missing.run}, where the same pictures were missing: ${others.join('; ')}`);
  const quarantined = quarantinedIn(lasting.run);
  assert(quarantined.join() === [...bad, ...gone].toSorted().join(), () => `${lasting.run} quarantined ${quarantined.join(', ')} and not ${[...bad, ...gone].toSorted().join(', ')}`);
  rmSync(tiny.folder, { recursive: true });
  return {
    seed, recipe, date, machine: describeMachine(), passing: passing.faults, lasting: lasting.faults, quarantined,
    seconds: { reference: reference.seconds, passing: passing.seconds, lasting: lasting.seconds },
  };
}

/** Takes the folder of the pictures away for a moment. @returns a function that stops to wait for that moment */
function unplug({ data, trace }: Faults): () => void {
  const away = `${data}-away`;
  const timer = setInterval(() => {
    if (!existsSync(trace) || readFileSync(trace, 'utf8').split('\n').length <= UNPLUG_AFTER) return;
    clearInterval(timer);
    renameSync(data, away);
    setTimeout(() => renameSync(away, data), AWAY_MS);
  }, 20);
  return () => clearInterval(timer);
}

/** @param disturb called when it begins; what it returns, at the end */
async function train(tiny: TinyRun, name: string, faults: Faults, disturb: (faults: Faults) => () => void = () => () => undefined): Promise<{ readonly run: string; readonly seconds: number; readonly faults: Readonly<Record<string, number>> }> {
  const run = join(tiny.folder, name);
  rmSync(faults.trace, { force: true });
  // JSON has no Infinity.
  const env = { [FAULTS]: JSON.stringify({ ...faults, goneTimes: Math.min(faults.goneTimes, Number.MAX_SAFE_INTEGER) }) };
  const words = tiny.words(run);
  const stop = disturb(faults);
  const { ms } = await whiskerDone(words, { preload: 'failing-reads.js', env }).finally(stop);
  const counts: Record<string, number> = {};
  for (const line of readFileSync(faults.trace, 'utf8').split('\n').filter((line) => line !== '')) counts[line.split(' ')[0]] = (counts[line.split(' ')[0]] ?? 0) + 1;
  return { run, seconds: ms / 1000, faults: counts };
}

interface Sets {
  readonly unlabelled: string[];
  readonly val: string[];
  readonly test: string[];
}

function setsOf({ split }: TinyRun): Sets {
  const { unlabelled, val, test } = JSON.parse(readFileSync(split, 'utf8')) as { readonly unlabelled: string[]; readonly val: { path: string }[]; readonly test: { path: string }[] };
  return { unlabelled, val: val.map(({ path }) => path), test: test.map(({ path }) => path) };
}

/** Takes a picture out of a list. */
const pick = (paths: string[], random: Random): string => paths.splice(random.integer(0, paths.length - 1), 1)[0];

function quarantinedIn(run: string): string[] {
  try {
    return readFileSync(join(run, 'quarantine.jsonl'), 'utf8').trimEnd().split('\n').map((line) => (JSON.parse(line) as { readonly path: string }).path).toSorted();
  } catch {
    return [];
  }
}

const total = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
const inWords = (counts: Readonly<Record<string, number>>): string => Object.entries(counts).map(([code, count]) => `${count} ${code}`).join(', ');

export function failingDiskToText({ recipe, seed, passing, lasting, quarantined, seconds }: FailingDiskReport): string {
  return `${recipe}, seed ${seed}, calls up to ${SLOW_MS} ms slower.\n` +
    `${total(passing)} faults that passed (${inWords(passing)}): no picture was quarantined, and the run ended as the undisturbed one, to the last bit (${seconds.passing.toFixed(1)} s for ${seconds.reference.toFixed(1)} s).\n` +
    `${total(lasting)} faults with bad sectors and pictures that vanish and come back (${inWords(lasting)}): ${quarantined.length} pictures were quarantined, and the run ended as one in which they were missing all along (${seconds.lasting.toFixed(1)} s).\n`;
}
