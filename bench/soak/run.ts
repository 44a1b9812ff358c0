import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createDecodePool, type DecodePool, type Position } from 'whisker-ml/pipeline';
import { describeMachine, type Machine } from '../report/machine.js';
import { damageCaches } from './cache-files.js';
import { Counts } from './counts.js';
import { checkLeftovers, growthOf, measureHealth, type Growth, type Health } from './health.js';
import { PictureFiles } from './picture-files.js';
import { createPictureSet } from './picture-set.js';
import { PipelineRun, type Environment } from './pipeline-run.js';
import { Random } from './random.js';
import { quietScenario, randomScenario } from './scenario.js';
import { startOtherProcess, type OtherProcess } from './start-other-process.js';
import { DecodeThreads } from './threads.js';
import { assert } from './violation.js';

export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly pictures: number;
}

/** Result of a soak. */
export interface SoakReport extends SoakOptions {
  readonly date: string;
  readonly machine: Machine;
  readonly counts: Counts;
  /** Number of changes of the pictures' files, by kind. */
  readonly fileChanges: Readonly<Record<string, number>>;
  /** Epochs that were delivered without a gap. */
  readonly epochs: number;
  /** Measured once a minute. The others are compared with the first. */
  readonly health: readonly Health[];
  /** Null when the run was too short. */
  readonly growth: Growth | null;
}

export interface SoakProgress {
  readonly minute: number;
  readonly counts: Counts;
  /** Only when it was just measured. */
  readonly health?: Health;
}

const SIZE = 40;
const BATCH = 16;
const HEALTH_MS = 60_000;
/** Time of the first measurement. Everything has been loaded and used by then. */
const FIRST_HEALTH_MS = 15_000;
const PROGRESS_MS = 200;
/** Threads that are being ended may be busy for a while. */
const END_MS = 15_000;

/**
 * Runs pipeline after pipeline over the same pictures, each from where the one before ended, while the pictures, the workers, the
 * cache and the pipelines are disturbed. See Oracle for the rules.
 * @throws Violation; the folder of the pictures is then left as it is
 */
export async function soak(options: SoakOptions, print: (sentence: string) => void, progress: (now: SoakProgress) => void): Promise<SoakReport> {
  const date = new Date().toISOString();
  const folder = mkdtempSync(join(tmpdir(), 'whisker-soak-'));
  const random = new Random(options.seed);
  print(`Creating ${options.pictures} pictures in ${folder}, and decoding each of them`);
  const pictures = await createPictureSet(folder, options.pictures, SIZE, random);
  const counts = new Counts();
  const files = new PictureFiles(pictures, random.fork());
  const cacheDir = join(folder, 'cache');
  mkdirSync(cacheDir);
  const environment: Environment = { files, counts, cacheDir, batchSize: BATCH, seed: random.integer(0, 1e6), quarantined: new Set() };
  const threads = new DecodeThreads(random.fork());
  const health: Health[] = [];
  const began = performance.now();
  const minute = (): number => (performance.now() - began) / 60_000;
  let pool = createDecodePool({ workers: 2 });
  let position: Position = { epoch: 0, batch: 0 };
  // Started before the first measurement, because libuv opens /dev/null for good with the first pipe.
  let otherProcess: OtherProcess | undefined = startOtherProcess(environment, random.fork());
  let healthDue = began + FIRST_HEALTH_MS;
  const progressTimer = setInterval(() => progress({ minute: minute(), counts }), PROGRESS_MS);

  const runPipeline = async (scenario = randomScenario(random), start = position): Promise<Position> => {
    try {
      return await new PipelineRun(environment, scenario, start, random.fork(), pool).run();
    } finally {
      counts.kills = threads.kills;
    }
  };
  const checkHealth = async (): Promise<void> => {
    threads.stopKilling();
    await otherProcess?.kill();
    otherProcess = undefined;
    await close(pool, threads);
    files.history.forget(files.history.now);
    const now = await measureHealth(minute(), threads.ended);
    health.push(now);
    checkLeftovers(health[0], now, threads.endedEarly);
    progress({ minute: now.minute, counts, health: now });
    healthDue = performance.now() + HEALTH_MS;
    pool = createDecodePool({ workers: random.integer(1, 3) });
  };

  try {
    while (minute() < options.minutes) {
      if (performance.now() > healthDue) await checkHealth();
      if (otherProcess?.alive === false || (otherProcess !== undefined && random.chance(0.05))) {
        await otherProcess.kill();
        otherProcess = undefined;
      } else if (otherProcess === undefined) {
        if (random.chance(0.05)) otherProcess = startOtherProcess(environment, random.fork());
        else if (random.chance(0.1)) counts.cacheDamages += damageCaches(cacheDir, false, random);
      }
      const scenario = randomScenario(random);
      if (scenario.killsWorkers) threads.startKilling();
      else threads.stopKilling();
      // Sometimes two pipelines share the pool, and perhaps the cache. The second one starts anywhere.
      const second = random.chance(0.2) ? { ...randomScenario(random), killsWorkers: scenario.killsWorkers } : null;
      const anywhere = { epoch: random.integer(0, 1000), batch: random.integer(0, Math.ceil(options.pictures / BATCH)) };
      const ends = await Promise.all([runPipeline(scenario), second === null ? position : runPipeline(second, anywhere)]);
      threads.stopKilling();
      position = ends[0];
      counts.resumes++;
    }
    await checkHealth();
    files.repairAll();
    const before = counts.replaced;
    for (const cache of ['disk', 'ram', 'off'] as const) position = await runPipeline(quietScenario(2 * Math.ceil(options.pictures / BATCH), cache));
    assert(counts.replaced === before, () => `${counts.replaced - before} pictures were replaced though all were good`);
    await checkHealth();
    await close(pool, threads);
  } finally {
    clearInterval(progressTimer);
    threads.stopKilling();
  }
  const report = { ...options, date, machine: describeMachine(), counts, fileChanges: files.changes, epochs: position.epoch, health, growth: growthOf(health) };
  rmSync(folder, { recursive: true });
  return report;
}

async function close(pool: DecodePool, threads: DecodeThreads): Promise<void> {
  await pool.close();
  for (const began = performance.now(); threads.alive > 0 && performance.now() - began < END_MS; ) await wait(5);
  assert(threads.alive === 0, () => `${threads.alive} decode threads are left after their pools were closed`);
}
