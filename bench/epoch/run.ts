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
  /** Of the process, until everything was loaded. */
  readonly startSeconds: number;
  /** From its start to the end of its first step, ours with the making of the run's folder; null where it did not tell. */
  readonly firstStepSeconds: number | null;
  /** Means over its steps: unlabelled, generated, labelled, generator. */
  readonly losses: readonly number[];
}

export type EpochTable = CourseTable<Course, EpochResult>;

/** What the bench writes as JSON. */
export interface EpochReport extends ReportHead<'epoch'> {
  readonly pictures: string;
  readonly tables: readonly EpochTable[];
}

/** Photographs that are drawn: some for every course. */
const DRAWN = 320;

/** An epoch of ours against PyTorch's, size by size, each in turn in one run. */
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
    await writeFile(split, JSON.stringify(dealt(course, root, paths)));
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

/** The labelled ones first, then one to judge by, then the unlabelled. Which class a photograph is of is made up. */
function dealt({ labelled, pictures }: Course, root: string, paths: readonly string[]): SplitFile {
  return {
    root, classes: Array.from({ length: CLASSES }, (_, index) => `class ${index}`), fingerprint: 'photographs of the bench',
    labelled: paths.slice(0, labelled), labels: Array.from({ length: labelled }, (_, index) => index % CLASSES),
    judged: paths[labelled] ?? '', unlabelled: paths.slice(labelled + 1, labelled + 1 + pictures),
  };
}

async function lossesOf(contestant: Contestant, folder: string): Promise<number[]> {
  const file = join(folder, 'losses.f32');
  await contestant.first(0, file);
  return [...new Float32Array(Uint8Array.from(await readFile(file)).buffer)];
}
