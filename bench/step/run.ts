import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasBfloat16, processorFlags } from '#dist/engine/index.js';
import type { Contestant } from '../contest/contestant.js';
import type { CourseOptions } from '../contest/choose.js';
import { compete } from '../contest/rounds.js';
import { startAll } from '../contest/start.js';
import { preparePeers } from '../peers/python.js';
import { cacheFolder } from '../places.js';
import type { CourseTable } from '../report/frame.js';
import { describeMachine, load, type ReportHead } from '../report/machine.js';
import { coursesOf, nameOf, type Course } from './course.js';
import { entriesOn } from './entries.js';
import { summarize, type StepResult, type TimedSteps } from './summary.js';

export interface StepOptions extends CourseOptions {
  /** Whether to measure bfloat16 on a processor without it too, where it takes many times longer. */
  readonly bf16: boolean;
}

export type StepTable = CourseTable<Course, StepResult>;

/** The bench's JSON. */
export interface StepReport extends ReportHead<'step'> {
  readonly tables: readonly StepTable[];
}

/** Milliseconds of a pass, if a step is shorter. */
const PASS_MS = 1500;
/** Steps whose losses are compared. Those of the second depend on the first's gradients and on Adam. */
const COMPARED = 2;

/** Times whisker and PyTorch, course by course, in turns. */
export async function runStep({ rounds, only, seconds, bf16: anyway }: StepOptions, say: (sentence: string) => void): Promise<StepReport> {
  const date = new Date().toISOString();
  const chosen = coursesOf(only);
  const peers = await preparePeers(cacheFolder, ['torch'], say);
  const python = peers === null || peers.missing.torch !== undefined ? null : peers.python;
  const bf16 = anyway || hasBfloat16(processorFlags() ?? []);
  if (!bf16) say('This processor has no bfloat16 (avx512_bf16 or amx_bf16), so it is left out.');
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
  const steps = Math.max(1, Math.round(PASS_MS / roughMs(course)));
  const entries = entriesOn(course, folder, steps, python, bf16);
  const { contestants, leftOut } = await startAll(entries);
  try {
    const differences = await agreement(contestants, folder);
    const began = performance.now();
    const contest = await compete(contestants, {
      rounds,
      mayBegin: (next) => (performance.now() - began) / 1000 + next <= seconds,
      check: ({ pictures }) => (pictures > 0 ? null : 'did no steps'),
    });
    if (contest.rounds < rounds) say(`Time was up after ${contest.rounds} of ${rounds} rounds.`);
    const precisionOf = new Map(entries.map(({ name, precision }) => [name, precision]));
    const timed = [...contest.passes].map(([{ name, entry, versions }, passes]): TimedSteps => ({
      name, side: entry.side, precision: precisionOf.get(name) ?? 'f32', versions,
      ms: passes.map((pass) => (pass.seconds * 1000) / steps), difference: differences.get(name) ?? null,
    }));
    return { course, name: nameOf(course), rounds: contest.rounds, results: summarize(timed), leftOut: [...leftOut, ...contest.leftOut] };
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.end()));
    await rm(folder, { recursive: true, force: true });
  }
}

/** Returns how far each contestant's first losses are from whisker's, to see whether all do the same work. */
async function agreement(contestants: readonly Contestant[], folder: string): Promise<ReadonlyMap<string, number>> {
  const losses = new Map<string, Float32Array>();
  for (const contestant of contestants) {
    const file = join(folder, 'first.f32');
    try {
      await contestant.first(COMPARED, file);
      losses.set(contestant.name, new Float32Array(Uint8Array.from(await readFile(file)).buffer));
    } catch {
      // Its first pass will report the error.
    }
  }
  const ours = losses.get('whisker') ?? new Float32Array();
  const far = (losses: Float32Array): number => Math.max(...losses.map((loss, index) => Math.abs(loss - (ours[index] ?? Number.NaN)) / Math.max(1e-6, Math.abs(loss))));
  return new Map([...losses].filter(([name]) => name !== 'whisker').map(([name, losses]) => [name, losses.length === ours.length ? far(losses) : Infinity]));
}

/** Milliseconds of a step that depend on the weights and not on the pictures, on two cores. At 32 px this is most of a step. */
const WEIGHTS_MS = { forward: 30, backward: 100, adam: 130, sgan: 300 } as const;

/** Estimates the milliseconds of a step on two cores, to a factor of a few, so that a pass takes about PASS_MS. */
function roughMs({ task, size, batch, labelled }: Course): number {
  const passes = { forward: 1, backward: 3, adam: 3, sgan: 0 }[task] * batch + (task === 'sgan' ? 3 * (3 * batch + labelled) : 0);
  return passes * (size / 224) ** 2 * 16 + WEIGHTS_MS[task];
}
