import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry } from '../contest/contestant.js';
import { compete, type LeftOut } from '../contest/rounds.js';
import { startAll, type Started } from '../contest/start.js';
import { errors } from '../errors.js';
import { preparePeers, type Peers } from '../peers/python.js';
import { cacheFolder } from '../places.js';
import { describeMachine, load } from '../report/machine.js';
import { agreement } from './agreement.js';
import { names, namesOn, needsOf, oursOn, peersOn, viewsNames, type Course } from './entries.js';
import type { LoaderReport, LoaderTable } from './markdown.js';
import { croppedPhotographs, syntheticPhotographs, type Kind, type Photographs } from './photographs.js';
import { summarize, type Result } from './summary.js';

export interface LoaderOptions {
  readonly rounds: number;
  /** Photographs of the first table. */
  readonly pictures: number;
  /** Photographs of the second table; 0: no second table. */
  readonly large: number;
  /** Parts of the names of the contestants to run; null runs all. */
  readonly only: readonly string[] | null;
  /** The views of the tables with small photographs; null: all. */
  readonly views: readonly string[] | null;
  /** Seconds after which no further round begins. */
  readonly seconds: number;
}

const SIZE = 224;
const BATCH: Readonly<Record<Kind, number>> = { small: 64, large: 8 };

/** Measures all contestants over one set of photographs and then over the other. */
export async function runLoader(options: LoaderOptions, say: (sentence: string) => void): Promise<LoaderReport> {
  const { only, views: asked, pictures, large, seconds } = options;
  for (const part of only ?? []) if (!names.some((name) => matches(name, part))) throw errors.noSuchContestant(part, names);
  for (const name of asked ?? []) if (!viewsNames.some((views) => views === name)) throw errors.noSuchViews(name, viewsNames);
  const chosen = (name: string): boolean => only === null || only.some((part) => matches(name, part));
  const date = new Date().toISOString();
  await mkdir(cacheFolder, { recursive: true });
  const peers = await preparePeers(cacheFolder, ['drawing', ...needsOf(chosen, asked)], say);
  const imagingPython = peers !== null && peers.missing.drawing === undefined ? peers.python : null;

  const small = (await croppedPhotographs(cacheFolder, 'small', pictures, imagingPython, say)) ?? (await syntheticPhotographs(cacheFolder, pictures, say));
  const big = large === 0 ? null : await croppedPhotographs(cacheFolder, 'large', large, imagingPython, say);
  if (big === null && large > 0) say('There is no second table, because 12-megapixel photographs need Python.');

  const before = load();
  if (before > describeMachine().cores / 2) say(`Other programs are running (load ${before}), so the figures are rough; the ratios are better.`);
  const began = performance.now();
  const works = [...viewsNames.filter((views) => asked === null || asked.includes(views)).map((views): Work => ({ kind: 'small', views, photographs: small })), ...(big === null ? [] : [{ kind: 'large', views: 'none', photographs: big } as const])]
    .filter((work) => work.views === 'none' || namesOn(work).some(chosen));
  const tables: LoaderTable[] = [];
  for (const [index, work] of works.entries()) {
    // Each table may take what those before it have left of their time.
    const until = (seconds * (index + 1)) / works.length;
    tables.push(await table(work, peers, chosen, options.rounds, (next) => (performance.now() - began) / 1000 + next <= until, say));
  }
  return { bench: 'loader', date, machine: describeMachine(), load: { before, after: load() }, tables };
}

const matches = (name: string, part: string): boolean => name.toLowerCase().includes(part.toLowerCase());

/** The work of one table. */
interface Work extends Pick<Course, 'kind' | 'views'> {
  readonly photographs: Photographs;
}

async function table(
  { kind, views, photographs }: Work, peers: Peers | null, chosen: (name: string) => boolean,
  rounds: number, mayBegin: (seconds: number) => boolean, say: (sentence: string) => void,
): Promise<LoaderTable> {
  const { folder, count, meanBytes, source } = photographs;
  const machine = describeMachine();
  // All runs share one name, so that each removes what an interrupted one left.
  const scratch = join(cacheFolder, 'scratch');
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch);
  const course: Course = { kind, views, folder, size: SIZE, batch: BATCH[kind], workers: machine.cores, scratch };
  const { contestants, leftOut } = await gather(course, peers, chosen, say);
  try {
    if (contestants.length === 0) throw errors.noContestant(leftOut.map(({ name, reason }) => `${name}: ${reason}`));
    const differences = peers === null || peers.missing.drawing !== undefined || views !== 'none' ? null : await agreement(contestants, course, peers.python, count);
    const contest = await compete(contestants, {
      rounds,
      mayBegin,
      check: ({ pictures }) => (pictures < count ? `counted ${pictures} pictures of ${count}` : null),
      onRound: (round) => say(`${kind === 'small' ? 'Photographs' : '12-megapixel photographs'}${views === 'none' ? '' : `, ${views}`}: ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}.`),
    });
    if (contest.rounds < rounds) say(`The time ended after ${contest.rounds} of ${rounds} rounds.`);
    const results = [...contest.passes].map(([{ name, entry, versions }, passes]): Result => (
      { name, side: entry.side, cached: entry.cached, versions, passes, difference: differences?.get(name) ?? null }
    ));
    return {
      kind, views, pictures: { count, meanBytes, source }, size: SIZE, batch: course.batch, workers: course.workers,
      rounds: contest.rounds, rows: summarize(results), leftOut: [...leftOut, ...contest.leftOut],
    };
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.end()));
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Starts the contestants, and lists those that cannot start. */
async function gather(course: Course, peers: Peers | null, chosen: (name: string) => boolean, say: (sentence: string) => void): Promise<Started> {
  const notInstalled: LeftOut[] = [];
  const entries: Entry[] = [...oursOn(course)];
  for (const { entry, needs } of peers === null ? [] : peersOn(course, peers.python)) {
    const missing = peers?.missing[needs];
    if (missing === undefined) entries.push(entry);
    else if (chosen(entry.name)) notInstalled.push({ name: entry.name, reason: `not installed: ${missing}` });
  }
  const { contestants, leftOut } = await startAll(entries.filter(({ name }) => chosen(name)), ({ name }) => say(`Starting ${name}.`));
  return { contestants, leftOut: [...notInstalled, ...leftOut] };
}
