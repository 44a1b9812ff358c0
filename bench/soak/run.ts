import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createDecodePool, type DecodePool, type Position } from 'whisker/pipeline';
import { describeMachine, type Machine } from '../report/machine.js';
import { makeAlbum } from './album.js';
import { damageCaches } from './cache-files.js';
import { Chance } from './chance.js';
import { compare, examine, growthOf, type Growth, type Health } from './health.js';
import { startNeighbour, type Neighbour } from './neighbourhood.js';
import { drawShape, quietly } from './shape.js';
import { Stretch, type Ground } from './stretch.js';
import { Tally } from './tally.js';
import { DecodeThreads } from './threads.js';
import { hold } from './violation.js';
import { World } from './world.js';

export interface SoakWords {
  readonly minutes: number;
  readonly seed: number;
  readonly pictures: number;
}

/** What became of a soak. */
export interface SoakReport extends SoakWords {
  readonly date: string;
  readonly machine: Machine;
  readonly tally: Tally;
  /** How often what happened to a picture's file. */
  readonly deeds: Readonly<Record<string, number>>;
  /** Epochs that were gone through, in one line of positions without a gap. */
  readonly epochs: number;
  /** Once a minute; the first is what the others are compared with. */
  readonly health: readonly Health[];
  /** Null where the run was too short to tell. */
  readonly growth: Growth | null;
}

export interface SoakProgress {
  readonly minute: number;
  readonly tally: Tally;
  /** There when the health was looked at. */
  readonly health?: Health;
}

const SIZE = 40;
const BATCH = 16;
const CHECK_UP_MS = 60_000;
/** The first check-up, to which the others are compared: everything has been loaded and used by then. */
const FIRST_CHECK_UP_MS = 15_000;
const PROGRESS_MS = 200;
/** Threads that were told to end may be busy for a while. */
const END_MS = 15_000;

/**
 * Pipeline after pipeline over the same pictures, each from where the one before it ended, while things happen to the
 * pictures, the workers, the cache and the pipelines themselves: see Oracle for the rules.
 * @throws Violation, with the folder of the pictures left as it is
 */
export async function soak(words: SoakWords, say: (sentence: string) => void, progress: (now: SoakProgress) => void): Promise<SoakReport> {
  const date = new Date().toISOString();
  const folder = mkdtempSync(join(tmpdir(), 'whisker-soak-'));
  const chance = new Chance(words.seed);
  say(`Drawing ${words.pictures} pictures, and decoding each once, into ${folder}`);
  const album = await makeAlbum(folder, words.pictures, SIZE, chance, () => undefined);
  const tally = new Tally();
  const world = new World(album, chance.fork());
  const cacheDir = join(folder, 'cache');
  mkdirSync(cacheDir);
  const ground: Ground = { world, tally, cacheDir, batchSize: BATCH, seed: chance.whole(0, 1e6), toldOf: new Set() };
  const threads = new DecodeThreads(chance.fork());
  const health: Health[] = [];
  const began = performance.now();
  const minute = (): number => (performance.now() - began) / 60_000;
  let pool = createDecodePool({ workers: 2 });
  let position: Position = { epoch: 0, batch: 0 };
  // From the start, so that what libuv opens for good with the first pipe (/dev/null) is there at the first check-up.
  let neighbour: Neighbour | undefined = startNeighbour(ground, chance.fork());
  let checkUpDue = began + FIRST_CHECK_UP_MS;
  const moving = setInterval(() => progress({ minute: minute(), tally }), PROGRESS_MS);

  const stretch = async (shape = drawShape(chance), start = position): Promise<Position> => {
    const side = chance.fork();
    try {
      return await new Stretch(ground, shape, start, side, pool).run();
    } finally {
      tally.kills = threads.kills;
    }
  };
  const checkUp = async (): Promise<void> => {
    threads.spare();
    await neighbour?.kill();
    neighbour = undefined;
    await closed(pool, threads);
    world.history.forget(world.history.now);
    const now = await examine(minute(), threads.ended);
    health.push(now);
    compare(health[0], now, threads.endedYoung);
    progress({ minute: now.minute, tally, health: now });
    checkUpDue = performance.now() + CHECK_UP_MS;
    pool = createDecodePool({ workers: chance.whole(1, 3) });
  };

  try {
    while (minute() < words.minutes) {
      if (performance.now() > checkUpDue) await checkUp();
      if (neighbour?.alive === false || (neighbour !== undefined && chance.often(0.05))) {
        await neighbour.kill();
        neighbour = undefined;
      } else if (neighbour === undefined) {
        if (chance.often(0.05)) neighbour = startNeighbour(ground, chance.fork());
        else if (chance.often(0.1)) tally.cacheDamages += damageCaches(cacheDir, false, chance);
      }
      const shape = drawShape(chance);
      if (shape.kills) threads.killNowAndThen();
      else threads.spare();
      // Now and then two pipelines share the pool, and perhaps the cache; the second starts anywhere.
      const beside = chance.often(0.2) ? { ...drawShape(chance), kills: shape.kills } : null;
      const anywhere = { epoch: chance.whole(0, 1000), batch: chance.whole(0, Math.ceil(words.pictures / BATCH)) };
      const ends = await Promise.all([stretch(shape), beside === null ? position : stretch(beside, anywhere)]);
      threads.spare();
      position = ends[0];
      tally.resumes++;
    }
    await checkUp();
    world.mend();
    const before = tally.replaced;
    for (const cache of ['disk', 'ram', 'off'] as const) position = await stretch(quietly(2 * Math.ceil(words.pictures / BATCH), cache));
    hold(tally.replaced === before, () => `${tally.replaced - before} pictures were replaced though all were whole`);
    await checkUp();
    await closed(pool, threads);
  } finally {
    clearInterval(moving);
    threads.spare();
  }
  const report = { ...words, date, machine: describeMachine(), tally, deeds: world.deeds, epochs: position.epoch, health, growth: growthOf(health) };
  rmSync(folder, { recursive: true });
  return report;
}

async function closed(pool: DecodePool, threads: DecodeThreads): Promise<void> {
  await pool.close();
  for (const began = performance.now(); threads.alive > 0 && performance.now() - began < END_MS; ) await wait(5);
  hold(threads.alive === 0, () => `${threads.alive} decode threads are left after their pools were closed`);
}
