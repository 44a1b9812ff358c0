import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ThrottledCurves } from '../../src/tui/curves.js';
import { after, modelBefore } from './recorded.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const long = modelBefore('epoch', 10);
const later = (steps: number) => after(long, ...Array.from({ length: steps }, (_, at) => ({ type: 'step', epoch: 10, step: long.step + at + 1, losses: { labelled: 1 }, trainedOn: 1, ms: 9, waitMs: 0 }) as const));

it('holds the curves back while a new step does not show, for two seconds at most, even if no other event comes', () => {
  const onDue = vi.fn();
  const curves = new ThrottledCurves(onDue);
  expect(curves.curvesOf(long)).toBe(long);
  expect(curves.curvesOf(later(1))).toBe(long);
  vi.advanceTimersByTime(1500);
  const last = later(2);
  expect(curves.curvesOf(last)).toBe(long);
  expect(onDue).not.toHaveBeenCalled();
  vi.advanceTimersByTime(500);
  expect(onDue).toHaveBeenCalledTimes(1);
  expect(curves.curvesOf(last)).toBe(last);
  vi.advanceTimersByTime(10_000);
  expect(onDue).toHaveBeenCalledTimes(1);
});

it('shows the newest curves when the run has grown by 2 %, when it starts over, and after a refresh', () => {
  const curves = new ThrottledCurves(() => undefined);
  curves.curvesOf(long);
  const grown = later(4);
  expect(curves.curvesOf(grown)).toBe(grown);
  const begun = modelBefore('step', 3);
  expect(curves.curvesOf(begun)).toBe(begun);
  curves.curvesOf(long);
  curves.refresh();
  const one = later(1);
  expect(curves.curvesOf(one)).toBe(one);
});
