import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contestant } from '../contest/contestant.js';
import type { CourseOptions } from '../contest/choose.js';
import { compete } from '../contest/rounds.js';
import { startAll } from '../contest/start.js';
import { croppedPhotographs, pathsIn, syntheticPhotographs } from '../loader/photographs.js';
import { preparePeers } from '../peers/python.js';
import { cacheFolder } from '../places.js';
import type { CourseTable } from '../report/frame.js';
import { describeMachine, load, type ReportHead } from '../report/machine.js';
import { ratiosOf, type Ratios } from '../report/ratios.js';
import { spreadOf, type Spread } from '../report/statistics.js';
import { CLASSES } from '../step/course.js';
import { coursesOf, nameOf, type Course } from './course.js';
import { entriesOn } from './entries.js';
import type { SplitFile } from './split.js';

export interface EpochResult extends Ratios {
  readonly name: string;
  readonly side: 'ours' | 'peer';
  readonly versions: Readonly<Record<string, string>>;
  readonly seconds: Spread;
  /** Seconds from the start of the process until everything was loaded. */
  readonly startSeconds: number;
  /** Seconds from the start of an epoch to the end of its first step. Ours includes making the run's folder. Null where it is unknown. */
  readonly firstStepSeconds: number | null;
  /** Means over its steps: unlabelled, generated, labelled, generator. */
  readonly losses: readonly number[];
}

export type EpochTable = CourseTable<Course, EpochResult>;

/** The JSON of the bench. */
export interface EpochReport extends ReportHead<'epoch'> {
  readonly pictures: string;
  readonly tables: readonly EpochTable[];
}

/** Drawn photographs: enough for every course. */
const DRAWN = 320;

/** Runs epochs of whisker and of PyTorch in turn, size by size. */
export async function runEpoch({ rounds, only, seconds }: CourseOptions, say: (sentence: string) => void): Promise<EpochReport> {
  const date = new Date().toISOString();
  const chosen = coursesOf(only);
  const peers = await preparePeers(cacheFolder, ['drawing', 'torch'], say);
  const python = peers === null || peers.missing.torch !== undefined ? null : peers.python;
  const photographs = (await croppedPhotographs(cacheFolder, 'small', DRAWN, python, say)) ?? (await syntheticPhotographs(cacheFolder, DRAWN, say));
  const paths = (await pathsIn(photographs.folder)).map((path) => join(photographs.folder, path));
  const before = load();
  const tables: EpochTable[] = [];
  for (const course of chosen) {
    say(`${nameOf(course)}.`);
    tables.push(await table(course, photographs.folder, paths, python, rounds, seconds, say));
  }
  return { bench: 'epoch', date, machine: describeMachine(), load: { before, after: load() }, pictures: photographs.source, tables };
}

async function table(course: Course, root: string, paths: readonly string[], python: string | null, rounds: number, seconds: number, say: (sentence: string) => void): Promise<EpochTable> {
  const folder = await mkdtemp(join(tmpdir(), 'whisker-bench-epoch-'));
  let contestants: readonly Contestant[] = [];
  try {
    const split = join(folder, 'split.json');
    await writeFile(split, JSON.stringify(splitOf(course, root, paths)));
    const started = await startAll(entriesOn(course, split, python));
    contestants = started.contestants;
    const expected = Math.floor(course.pictures / course.batch) * course.batch;
    const began = performance.now();
    const contest = await compete(contestants, {
      rounds,
      mayBegin: (next) => (performance.now() - began) / 1000 + next <= seconds,
      check: ({ pictures }) => (pictures === expected ? null : `trained on ${pictures} pictures of ${expected}`),
      onRound: (round) => say(round === 0 ? '  warming up' : `  round ${round} of ${rounds}`),
    });
    if (contest.rounds < rounds) say(`The time was up after ${contest.rounds} of ${rounds} rounds.`);
    const timed = [...contest.passes].map(([contestant, passes]) => ({ contestant, side: contestant.entry.side, times: passes.map((pass) => pass.seconds) }));
    const results: EpochResult[] = [];
    for (const own of timed) {
      const { name, versions, startSeconds, firstStepSeconds } = own.contestant;
      const losses = await lossesOf(own.contestant, folder);
      results.push({ name, side: own.side, versions, startSeconds, firstStepSeconds, seconds: spreadOf(own.times), losses, ...ratiosOf(own, timed) });
    }
    return { course, name: nameOf(course), rounds: contest.rounds, results, leftOut: [...started.leftOut, ...contest.leftOut] };
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.end()));
    await rm(folder, { recursive: true, force: true });
  }
}

/** Splits the photographs: labelled, one to evaluate, unlabelled. Their classes are made up. */
function splitOf({ labelled, pictures }: Course, root: string, paths: readonly string[]): SplitFile {
  return {
    root, classes: Array.from({ length: CLASSES }, (_, index) => `class ${index}`), fingerprint: 'photographs of the bench',
    labelled: paths.slice(0, labelled), labels: Array.from({ length: labelled }, (_, index) => index % CLASSES),
    evaluated: paths[labelled] ?? '', unlabelled: paths.slice(labelled + 1, labelled + 1 + pictures),
  };
}

async function lossesOf(contestant: Contestant, folder: string): Promise<number[]> {
  const file = join(folder, 'losses.f32');
  await contestant.first(0, file);
  return [...new Float32Array(Uint8Array.from(await readFile(file)).buffer)];
}
