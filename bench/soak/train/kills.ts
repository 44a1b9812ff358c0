import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeMachine, type Machine } from '../../report/machine.js';
import { Random } from '../random.js';
import { assert } from '../violation.js';
import { moments, ORDER, type Kill, type Moment, type Order } from './moments.js';
import { differences, eventsOf, isDone } from './same.js';
import { createTinyRun, type TinyRun } from './tiny-run.js';
import { whisker, whiskerDone, type Ended } from './whisker.js';

export interface KillsOptions {
  readonly count: number;
  readonly seed: number;
  readonly recipe: string;
}

export interface KillsReport extends KillsOptions {
  readonly date: string;
  readonly machine: Machine;
  readonly kills: Readonly<Record<string, number>>;
  /** Runs that were killed and resumed until they were done. */
  readonly runs: number;
  /** The longest time that a process after a kill needed to take the lock of the killed one, ms. */
  readonly slowestLockMs: number;
  readonly seconds: number;
}

/** A kill at a file operation, or after some milliseconds. */
type Plan = Kill | { readonly moment: 'any'; readonly ms: number };

const KILLED = 'SIGKILL';

/**
 * Kills a run at random moments and resumes it, until it is done, and begins the next, until there were `count` kills. Each run must
 * end as the reference, which is never killed. The seed decides the moments, and all but those of the clock can be repeated.
 * @throws Violation; the folder of the runs is then left as it is
 */
export async function killRuns({ count, seed, recipe }: KillsOptions, print: (sentence: string) => void): Promise<KillsReport> {
  const date = new Date().toISOString();
  const began = performance.now();
  const random = new Random(seed);
  const tiny = await createTinyRun(recipe, seed);
  print(`Training in ${tiny.folder}`);
  const reference = join(tiny.folder, 'reference');
  const first = await observe(tiny, reference);
  const report = await observe(tiny, reference, undefined, ['report', reference]);
  const operations = new Map(first.operations).set('report', report.operations.get('report') ?? 1);
  const plans = planKills(count, operations, first.ended.ms, random);
  const kills: Record<string, number> = {};
  let [runs, slowestLockMs] = [0, 0];

  /** Trains in `run` until it is done, through as many kills as come. */
  const train = async (run: string): Promise<void> => {
    for (let killed = 0; ; killed += 1) {
      const plan = plans.find(({ moment }) => moment !== 'report');
      const observed = await observe(tiny, run, plan);
      if (killed > 0) slowestLockMs = Math.max(slowestLockMs, observed.lockMs);
      const done = isDone(await eventsOf(run));
      if (observed.ended.code === KILLED && plan !== undefined) {
        plans.splice(plans.indexOf(plan), 1);
        kills[plan.moment] = (kills[plan.moment] ?? 0) + 1;
        print(`${describePlan(plan)}: killed`);
        if (!done) continue;
      }
      // What a kill waits for may happen less often than in the reference, where it depends on the clock.
      else if (killed === 0 && plan !== undefined) plans[plans.indexOf(plan)] = sooner(plan);
      assert(done, () => `the run in ${run} ended with ${observed.ended.code}: ${observed.ended.err.trim()}`);
      const found = await differences(reference, run);
      assert(found.length === 0, () => `${run} ended differently after ${killed} kills: ${found.join('; ')}`);
      return;
    }
  };

  let finished = reference;
  while (plans.some(({ moment }) => moment !== 'report')) await train((finished = join(tiny.folder, `run-${++runs}`)));
  for (const plan of plans) {
    const { ended } = await observe(tiny, finished, plan, ['report', finished]);
    assert(ended.code === KILLED, () => `the report ended with ${ended.code} where it was to be killed: ${ended.err.trim()}`);
    kills['report'] = (kills['report'] ?? 0) + 1;
    print(`${describePlan(plan)}: killed`);
    await whiskerDone(['report', finished]);
    const found = await differences(reference, finished);
    assert(found.length === 0, () => `${finished} differs after its report was killed: ${found.join('; ')}`);
    assert(readFileSync(join(finished, 'report.html'), 'utf8').trimEnd().endsWith('</html>'), () => `${finished}/report.html is not whole`);
  }
  rmSync(tiny.folder, { recursive: true });
  return { count, seed, recipe, date, machine: describeMachine(), kills, runs, slowestLockMs, seconds: (performance.now() - began) / 1000 };
}

interface Observed {
  readonly ended: Ended;
  /** The file operations of each moment. */
  readonly operations: ReadonlyMap<Moment, number>;
  /** Milliseconds from when the process first tried to take the lock until it had it; 0 where it never did. */
  readonly lockMs: number;
}

/** Trains, or does what `words` say, with one kill or none. */
async function observe({ folder, data, split, words: trainWords }: TinyRun, run: string, plan?: Plan, words = trainWords(run)): Promise<Observed> {
  const trace = join(folder, 'trace.jsonl');
  rmSync(trace, { force: true });
  const order: Order = { data, split, run, trace, ...(plan !== undefined && plan.moment !== 'any' && { kill: plan }) };
  const ended = await whisker(words, { preload: 'kill-at.js', env: { [ORDER]: JSON.stringify(order) }, ...(plan?.moment === 'any' && { killAfterMs: plan.ms }) });
  assert(ended.code === 0 || (plan !== undefined && ended.code === KILLED), () => `whisker ${words.join(' ')} ended with ${ended.code}: ${ended.err.trim()}`);
  const lines = (existsSync(trace) ? readFileSync(trace, 'utf8') : '').split('\n').filter((line) => line.endsWith(']'))
    .map((line) => JSON.parse(line) as readonly [moment: Moment, operation: string, path: string, ms: number]);
  const operations = new Map<Moment, number>();
  for (const [moment] of lines) operations.set(moment, (operations.get(moment) ?? 0) + 1);
  const lock = lines.filter(([, , path]) => path === join(run, 'lock'));
  const written = lock.find(([, operation]) => operation === 'writeFile');
  return { ended, operations, lockMs: written === undefined ? 0 : written[3] - lock[0][3] };
}

/** Plans the same number of kills for each moment that there is, in random order. @param ms time of the reference */
function planKills(count: number, operations: ReadonlyMap<Moment, number>, ms: number, random: Random): Plan[] {
  const names = ['any' as const, ...moments.filter((moment) => operations.has(moment))];
  const planned = Array.from({ length: count }, (_, index): Plan => {
    const moment = names[index % names.length];
    if (moment === 'any') return { moment, ms: random.integer(0, Math.round(ms)) };
    return { moment, number: random.integer(1, operations.get(moment) ?? 1), how: random.pick(['before', 'halfway', 'after']) };
  });
  return planned.map((plan) => ({ plan, key: random.next() })).toSorted((left, right) => left.key - right.key).map(({ plan }) => plan);
}

const sooner = (plan: Plan): Plan => (plan.moment === 'any' ? { ...plan, ms: plan.ms / 2 } : { ...plan, number: Math.ceil(plan.number / 2) });

const describePlan = (plan: Plan): string => (plan.moment === 'any' ? `after ${plan.ms} ms` : `${plan.moment}, ${plan.how} operation ${plan.number}`);

export function killsToText({ kills, runs, recipe, seed, slowestLockMs, seconds }: KillsReport): string {
  const total = Object.values(kills).reduce((sum, count) => sum + count, 0);
  const where = Object.entries(kills).map(([moment, count]) => `${count} ${moment}`).join(', ');
  return `${total} kills of ${runs} runs of ${recipe}, seed ${seed}, in ${seconds.toFixed(0)} s: ${where}.\n` +
    `Every run ended as the one that was never killed, to the last bit. A resumed run took the lock of the killed process within ${slowestLockMs} ms.\n`;
}
