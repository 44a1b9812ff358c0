import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Contestant } from '../contest/contestant.js';
import { compete, type LeftOut } from '../contest/rounds.js';
import { preparePeers } from '../peers/python.js';
import { cacheFolder } from '../places.js';
import { describeMachine, load, type ReportHead } from '../report/machine.js';
import { ratioToBest, spreadOf, type Spread } from '../report/statistics.js';
import { coursesOf, nameOf, type Course } from './course.js';
import { entriesOn, type StepEntry } from './entries.js';

export interface StepOptions {
  readonly rounds: number;
  /** Parts of the courses' names; null: all of them. */
  readonly only: readonly string[] | null;
  /** Seconds of measuring for each course after which no round begins. */
  readonly seconds: number;
}

/** What one contestant made of a course. */
export interface StepResult {
  readonly name: string;
  readonly side: 'ours' | 'peer';
  readonly versions: Readonly<Record<string, string>>;
  readonly msPerStep: Spread;
  /** Our time as a share of its, median over the rounds; null for ours. */
  readonly oursToIt: number | null;
  /** The largest relative difference of its losses from ours, over the first steps; null for ours and where it did not tell. */
  readonly difference: number | null;
}

export interface StepTable {
  readonly course: Course;
  readonly name: string;
  readonly rounds: number;
  /** Our time as a share of the best float32 peer's in the same round, median; null without peers. */
  readonly toBest: number | null;
  readonly results: readonly StepResult[];
  readonly leftOut: readonly LeftOut[];
}

/** What the bench writes as JSON. */
export interface StepReport extends ReportHead<'step'> {
  readonly tables: readonly StepTable[];
}

/** A pass lasts about so many milliseconds where a step is short. */
const PASS_MS = 1500;
/** Steps whose losses must agree: the second's depend on the first's gradients and on Adam. */
const COMPARED = 2;

/** Ours against PyTorch, course by course, each in turn in one run. */
export async function runStep({ rounds, only, seconds }: StepOptions, say: (sentence: string) => void): Promise<StepReport> {
  const date = new Date().toISOString();
  const chosen = coursesOf(only);
  const peers = await preparePeers(cacheFolder, ['torch'], say);
  const python = peers === null || peers.missing.torch !== undefined ? null : peers.python;
  const bf16 = hasBf16();
  if (!bf16) say('This processor has no bfloat16 of its own (avx512_bf16 or amx_bf16): autocast is left out.');
  const before = load();
  const tables: StepTable[] = [];
  for (const course of chosen) {
    say(`${nameOf(course)}.`);
    tables.push(await table(course, python, bf16, rounds, seconds, say));
  }
  return { bench: 'step', date, machine: describeMachine(), load: { before, after: load() }, tables };
}

async function table(course: Course, python: string | null, bf16: boolean, rounds: number, seconds: number, say: (sentence: string) => void): Promise<StepTable> {
  const folder = await mkdtemp(join(tmpdir(), 'whisker-bench-step-'));
  const contestants: Contestant[] = [];
  const exact = new Set<string>();
  const leftOut: LeftOut[] = [];
  try {
    const steps = Math.max(1, Math.round(PASS_MS / roughMs(course)));
    for (const entry of entriesOn(course, folder, steps, python, bf16)) {
      // Ours first: it writes the weights that the others start from.
      const started = await start(entry, leftOut);
      if (started !== null) contestants.push(started);
      if (entry.exact) exact.add(entry.name);
    }
    const differences = await agreement(contestants, folder);
    const began = performance.now();
    const contest = await compete(contestants, {
      rounds,
      mayBegin: (next) => (performance.now() - began) / 1000 + next <= seconds,
      check: ({ pictures }) => (pictures > 0 ? null : 'did no step'),
    });
    if (contest.rounds < rounds) say(`The time was up after ${contest.rounds} of ${rounds} rounds.`);
    const timed = [...contest.passes].map(([{ name, entry, versions }, passes]) => ({ name, side: entry.side, versions, ms: passes.map((pass) => (pass.seconds * 1000) / steps) }));
    const ours = timed.find(({ side }) => side === 'ours');
    const rateOf = (ms: readonly number[]): number[] => ms.map((each) => 1 / each);
    const inverse = (ratio: number | null): number | null => (ratio === null ? null : 1 / ratio);
    const rivals = timed.filter(({ name, side }) => side === 'peer' && exact.has(name));
    return {
      course, name: nameOf(course), rounds: contest.rounds, leftOut: [...leftOut, ...contest.leftOut],
      toBest: ours === undefined ? null : inverse(ratioToBest(rateOf(ours.ms), rivals.map(({ ms }) => rateOf(ms)))),
      results: timed.map(({ name, side, versions, ms }): StepResult => ({
        name, side, versions, msPerStep: spreadOf(ms),
        oursToIt: side === 'ours' || ours === undefined ? null : inverse(ratioToBest(rateOf(ours.ms), [rateOf(ms)])),
        difference: differences.get(name) ?? null,
      })),
    };
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.end()));
    await rm(folder, { recursive: true, force: true });
  }
}

async function start(entry: StepEntry, leftOut: LeftOut[]): Promise<Contestant | null> {
  try {
    return await Contestant.start(entry);
  } catch (error) {
    leftOut.push({ name: entry.name, reason: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

/** How far each one's first losses lie from ours: whether they do the same work. */
async function agreement(contestants: readonly Contestant[], folder: string): Promise<ReadonlyMap<string, number>> {
  const told = new Map<string, Float32Array>();
  for (const contestant of contestants) {
    const file = join(folder, 'first.f32');
    try {
      await contestant.first(COMPARED, file);
      told.set(contestant.name, new Float32Array(Uint8Array.from(await readFile(file)).buffer));
    } catch {
      // Its first pass tells what is the matter with it.
    }
  }
  const ours = told.get('whisker') ?? new Float32Array();
  const far = (losses: Float32Array): number => Math.max(...losses.map((loss, index) => Math.abs(loss - (ours[index] ?? Number.NaN)) / Math.max(1e-6, Math.abs(loss))));
  return new Map([...told].filter(([name]) => name !== 'whisker').map(([name, losses]) => [name, losses.length === ours.length ? far(losses) : Infinity]));
}

/** What a step may take on two cores, to the factor of a few: so that a pass is neither a blink nor a minute. */
function roughMs({ task, size, batch, labelled }: Course): number {
  const passes = { forward: 1, backward: 3, adam: 3.2, sgan: 0 }[task] * batch + (task === 'sgan' ? 3 * (3 * batch + labelled) : 0);
  return passes * (size / 224) ** 2 * 16 + 5;
}

function hasBf16(): boolean {
  try {
    return /avx512_bf16|amx_bf16/.test(readFileSync('/proc/cpuinfo', 'latin1'));
  } catch {
    return false;
  }
}
