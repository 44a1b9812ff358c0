import { map, Observable, Subject, take } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { createPipeline, kept, meet, type Batch } from '../../src/pipeline/index.js';
import { marbles } from './marbles.js';
import { contents, optionsFor } from './stand-ins.js';

/** Values with names that note who released them. */
function held(names: string) {
  const released: string[] = [];
  const values = Object.fromEntries([...names].map((name) => [name, { name, release: () => void released.push(name) }]));
  return { values, released };
}
const names = map((step: readonly { readonly name: string }[]) => step.map(({ name }) => name).join(''));

describe('meet', () => {
  it('takes exactly one of every source a step, the n-th of each, and ends with the first that ends', marbles(({ hot, expectObservable }) => {
    const { values } = held('abc123');
    const left = hot('   a--b-----c--|', values);
    const right = hot('  --1---2-----3--', values);
    const expected = '   --x---y-----(z|)';
    expectObservable(meet([left, right]).pipe(names)).toBe(expected, { x: 'a1', y: 'b2', z: 'c3' });
  }));

  it('releases what met nothing', marbles(({ hot, expectObservable, expectSubscriptions, flush }) => {
    const { values, released } = held('abc1');
    const left = hot('   (abc)------', values);
    const right = hot('  -----1--|', values);
    const expected = '   -----x--|';
    expectObservable(meet([left, right]).pipe(names)).toBe(expected, { x: 'a1' });
    expectSubscriptions(left.subscriptions).toBe('^-------!');
    flush();
    expect(released).toEqual(['b', 'c']);
  }));

  it('fails with the first that fails, and lets go of the others', marbles(({ hot, expectObservable, expectSubscriptions, flush }) => {
    const { values, released } = held('a');
    const left = hot('   a-----', values);
    const right = hot('  ---#', values);
    expectObservable(meet([left, right]).pipe(names)).toBe('---#');
    expectSubscriptions(left.subscriptions).toBe('^--!');
    flush();
    expect(released).toEqual(['a']);
  }));

  it('goes on when a step\'s release brings the next values, without going deep', () => {
    const ping = (): Observable<{ release: () => void }> =>
      new Observable((subscriber) => {
        const hand = (): void => subscriber.next({ release: () => void (subscriber.closed || hand()) });
        hand();
      });
    let steps = 0;
    meet([ping(), ping()])
      .pipe(take(100_000))
      .subscribe((step) => {
        steps++;
        for (const value of step) value.release();
      });
    expect(steps).toBe(100_000);
  });
});

describe('kept', () => {
  it('is the same batch in every step, handed out again when it is released', async () => {
    const whole = await new Promise<Batch>((resolve) => void createPipeline(optionsFor(6, { batchSize: 6 })).from({ epoch: 0, batch: 0 }).pipe(take(1)).subscribe(resolve));
    const pace = new Subject<Batch>();
    const steps: string[] = [];
    const subscription = meet([kept(whole), pace]).subscribe((step) => {
      expect(contents(step[0])).toEqual(contents(whole));
      steps.push(`${step[0].epoch}.${step[1].batch}`);
      for (const batch of step) {
        batch.release();
        batch.release();
      }
    });
    for (let batch = 0; batch < 3; batch++) pace.next({ ...whole, batch, release: () => undefined });
    expect(steps).toEqual(['0.0', '0.1', '0.2']);
    subscription.unsubscribe();
  });
});
