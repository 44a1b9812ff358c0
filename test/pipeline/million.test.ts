import { map, of, range } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { giveCredits } from '../../src/pipeline/credits.js';
import { inLanes } from '../../src/pipeline/in-lanes.js';
import { inSequence } from '../../src/pipeline/in-sequence.js';
import { iterate } from '../../src/pipeline/iterate.js';
import { meet } from '../../src/pipeline/meet.js';
import { untilAborted } from '../../src/pipeline/until-aborted.js';
import { withNext } from '../../src/pipeline/with-next.js';

describe('a million', () => {
  const MILLION = 1e6;
  const credits = (slots = 3) => giveCredits({ slots: of(slots), bytes: 0, credits: MILLION, taken: () => undefined });
  /** Bytes by which the heap is larger at its largest, looked at now and then, and what `body` returned. */
  function growth(body: (look: (item: number) => void) => void): number {
    const before = process.memoryUsage().heapUsed;
    let most = 0;
    body((item) => {
      if (item % 50_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before);
    });
    return most;
  }

  it.each<[string, (look: (item: number) => void) => number]>([
    ['credits given back at once', (look) => {
      let seen = 0;
      credits().subscribe((slot) => {
        look(seen++);
        slot.giveBack();
      });
      return seen;
    }],
    ['plans', (look) => {
      let seen = 0;
      credits().pipe(withNext(count(MILLION))).subscribe(([slot]) => {
        look(seen++);
        slot.giveBack();
      });
      return seen;
    }],
    ['iterables in lanes', (look) => {
      let seen = 0;
      credits().pipe(map((slot) => [slot]), inLanes(of(2), (slot) => of(slot))).subscribe((slot) => {
        look(seen++);
        slot.giveBack();
      });
      return seen;
    }],
    ['values out of order', (look) => {
      let seen = 0;
      range(0, MILLION).pipe(map((item) => item ^ 1), inSequence(Number)).subscribe((value) => {
        if (value !== seen) throw new Error(`${value} came as number ${seen}`);
        look(seen++);
      });
      return seen;
    }],
    ['values until an abort', (look) => {
      let seen = 0;
      range(0, MILLION).pipe(untilAborted(new AbortController().signal)).subscribe(() => look(seen++));
      return seen;
    }],
    ['steps of two sources that meet', (look) => {
      let seen = 0;
      const source = () => credits().pipe(map((slot) => ({ release: slot.giveBack })));
      meet([source(), source()]).subscribe((step) => {
        look(seen++);
        for (const value of step) value.release();
      });
      return seen;
    }],
  ])('%s leave nothing behind and go no deeper', (_, body) => {
    let seen = 0;
    const bytes = growth((look) => void (seen = body(look)));
    expect(seen).toBe(MILLION);
    expect(bytes).toBeLessThan(100e6);
  });

  it('values wait for nobody in a loop that takes its time: the source stops', async () => {
    let handed = 0;
    const source = credits(4).pipe(map((slot) => {
      handed++;
      return slot;
    }));
    let taken = 0;
    const iterator = iterate(source, () => false);
    for (let next = await iterator.next(); next.done !== true && taken < 10_000; next = await iterator.next()) {
      taken++;
      expect(handed - taken).toBeLessThan(4);
      next.value.giveBack();
    }
    await iterator.return?.();
  });
});

function* count(end: number): Generator<number> {
  for (let item = 0; item < end; item++) yield item;
}
