import { firstValueFrom, from, Subject, toArray } from 'rxjs';
import { expect, it } from 'vitest';
import { withPreviousEvents } from '../../src/cli/previous-events.js';
import type { RunEvent } from '../../src/events/index.js';
import { empty, reduce, type Model } from '../../src/tui/model/index.js';
import { recorded } from '../tui/recorded.js';

const start = recorded.find((event) => event.type === 'run-start');
if (start?.type !== 'run-start') throw new Error('the recorded log has no run-start');
/** A run that was interrupted in its sixth epoch and resumes after its fifth. */
const before = recorded.slice(0, recorded.findIndex((event) => event.type === 'step' && event.step === 65));
const stamp = (seq: number) => ({ v: 1, seq, time: (before.at(-1)?.time ?? 0) + 1000 });
const interrupted: RunEvent = { ...stamp(before.length), type: 'run-end', outcome: 'interrupted', message: 'after step 64', seconds: 9 };
const resumed: readonly RunEvent[] = [
  { ...start, ...stamp(before.length + 1), resumedAt: 60 },
  ...recorded.filter((event) => event.type === 'step' && event.step > 60 && event.step < 70).map((event, index) => ({ ...event, seq: before.length + 2 + index })),
];
const modelOf = (events: readonly RunEvent[]): Model => events.reduce(reduce, empty);
const looks = ({ losses, accuracy, bests, grids, epoch, step, run, end, messages }: Model) => ({
  losses: losses.map((series) => [series.name, series.count, series.last]),
  accuracy: [accuracy.count, accuracy.last], bests, grids, epoch, step, resumedAt: run?.resumedAt, end,
  messages: messages.map(({ level, text }) => [level, text]),
});

it('shows a resumed run on its own dashboard as watch shows it', async () => {
  const past = [...before, interrupted];
  const shown = await firstValueFrom(withPreviousEvents(past, from(resumed)).pipe(toArray()));
  expect(looks(modelOf(shown))).toEqual(looks(modelOf([...past, ...resumed])));
  expect(modelOf(shown)).toMatchObject({ step: 69, bests: modelOf(before).bests });

  // Before the run starts again, the keys are those of a run in progress.
  const begun: RunEvent[] = [];
  withPreviousEvents(past, new Subject()).subscribe((event) => begun.push(event));
  expect(modelOf(begun)).toMatchObject({ step: 64, end: null });
});
