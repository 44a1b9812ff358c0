import { afterEach, describe, expect, it } from 'vitest';
import { Contestant, type Entry } from '../../bench/contest/contestant.js';
import { compete } from '../../bench/contest/rounds.js';

/** A contestant in a process of its own: `onPass` is JavaScript that sees `number`, the number of the pass, and calls `say`. */
function entry(name: string, onPass: string, begin = 'say({ versions: { Toy: "1" } })'): Entry {
  const program = `
    let number = 0;
    const say = (answer) => console.log(JSON.stringify(answer));
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      if (JSON.parse(line).do === 'pass') { number++; ${onPass} } else say({});
    });
    ${begin};`;
  return { name, side: 'peer', cached: false, command: process.execPath, args: ['-e', program] };
}

const started: Contestant[] = [];
async function start(...entries: readonly Entry[]): Promise<readonly Contestant[]> {
  const contestants = await Promise.all(entries.map((one) => Contestant.start(one)));
  started.push(...contestants);
  return contestants;
}
afterEach(async () => {
  await Promise.all(started.splice(0).map((contestant) => contestant.end()));
});

const rules = { rounds: 3, mayBegin: () => true, check: () => null };
const steady = 'setTimeout(() => say({ pictures: 10, touched: 0 }), 20)';

it('times a pass by the bench\'s clock, from the request to the answer', async () => {
  const [one] = await start(entry('steady', steady));
  const pass = await one?.pass();
  expect(pass).toMatchObject({ pictures: 10 });
  expect(pass?.seconds).toBeGreaterThan(0.019);
  expect(one?.versions).toEqual({ Toy: '1' });
});

it('measures the first step from the start of the process', async () => {
  const [one, other] = await start(entry('steps', 'say({ pictures: 1, touched: 0, firstStepSeconds: 100 * number })'), entry('other', steady));
  expect(one?.firstStepSeconds).toBeNull();
  for (let pass = 0; pass < 2; pass += 1) await Promise.all([one?.pass(), other?.pass()]);
  expect(one?.firstStepSeconds).toBe((one?.startSeconds ?? 0) + 100);
  expect(other?.firstStepSeconds).toBeNull();
});

it('lists contestants that cannot start, with the reason', async () => {
  await expect(Contestant.start(entry('broken', '', 'throw new TypeError("no such loader")'))).rejects.toThrow('broken ended with code 1: TypeError: no such loader');
  await expect(Contestant.start({ ...entry('absent', ''), command: '/no/such/program' })).rejects.toThrow(/^absent did not start: .*ENOENT/);
});

describe('rounds', () => {
  it('run a warm-up, then count one pass of each contestant per round', async () => {
    const seen: number[] = [];
    const contest = await compete(await start(entry('a', steady), entry('b', 'say({ pictures: number, touched: 0 })')), { ...rules, onRound: (round) => seen.push(round) });
    const pictures = [...contest.passes.values()].map((passes) => passes.map((pass) => pass.pictures));
    expect(pictures).toEqual([[10, 10, 10], [2, 3, 4]]);
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(contest).toMatchObject({ rounds: 3, leftOut: [] });
  });

  it('continue without a contestant that dies, and leave out all of its passes', async () => {
    const contestants = await start(entry('frail', 'if (number === 3) throw new RangeError("too much"); say({ pictures: 1, touched: 0 })'), entry('steady', steady));
    const contest = await compete(contestants, rules);
    expect([...contest.passes.keys()].map(({ name }) => name)).toEqual(['steady']);
    expect(contest.leftOut).toEqual([{ name: 'frail', reason: 'frail ended with code 1: RangeError: too much' }]);
  });

  it('leave out a contestant whose pass is wrong', async () => {
    const contest = await compete(await start(entry('lazy', 'say({ pictures: 9, touched: 0 })')), {
      ...rules,
      check: ({ pictures }) => (pictures < 10 ? `counted ${pictures} pictures of 10` : null),
    });
    expect(contest.leftOut).toEqual([{ name: 'lazy', reason: 'lazy counted 9 pictures of 10' }]);
    expect(contest.passes.size).toBe(0);
  });

  it('do not begin a round when the time is over, but always run one', async () => {
    const asked: number[] = [];
    const contest = await compete(await start(entry('steady', steady)), { ...rules, mayBegin: (seconds) => (asked.push(seconds), false) });
    expect(contest.rounds).toBe(1);
    expect([...contest.passes.values()].map((passes) => passes.length)).toEqual([1]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toBeGreaterThan(0.019);
  });
});
