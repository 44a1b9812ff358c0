import { expect, it } from 'vitest';
import type { EventBody } from '../../src/events/index.js';
import { reportEvaluation } from '../../src/training/run/report-evaluation.js';

/** The numbers of pictures that a pass of ten reports, with a picture every `ms`. */
function reported(what: Parameters<typeof reportEvaluation>[0], ms: number): number[] {
  const events: EventBody[] = [];
  let now = 0;
  const report = reportEvaluation(what, (body) => events.push(body), () => now);
  for (let done = 1; done <= 10; done++) {
    now += ms;
    report({ done, total: 10, perSecond: 1, secondsLeft: 10 - done });
  }
  return events.map((event) => (event.type === 'evaluating' ? event.done : NaN));
}

it('a pass is reported every two seconds, and a short one not at all', () => {
  expect(reported({ set: 'validation' }, 1000)).toEqual([2, 4, 6, 8]);
  expect(reported({ set: 'validation' }, 100)).toEqual([]);
});

it('labelled pictures that are only decoded are reported to the end: what comes then has no event of its own', () => {
  expect(reported({ set: 'labelled', pass: 'decode' }, 1000)).toEqual([2, 4, 6, 8, 10]);
  expect(reported({ set: 'labelled', pass: 'decode' }, 100)).toEqual([]);
});
