import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ThrottledCurves } from '../../src/tui/curves.js';
import { after, modelBefore } from './recorded.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const long = modelBefore('epoch', 10);
const later = (steps: number) => after(long, ...Array.from({ length: steps }, (_, at) => ({ type: 'step', epoch: 10, step: long.step + at + 1, losses: { labelled: 1 }, images: 1, ms: 9, waitMs: 0 }) as const));

it('curves are held while a step more does not show, and never longer than two seconds, though nothing else happens', () => {
  const onBehind = vi.fn();
  const curves = new ThrottledCurves(onBehind);
  expect(curves.curvesOf(long)).toBe(long);
  expect(curves.curvesOf(later(1))).toBe(long);
  vi.advanceTimersByTime(1500);
  const last = later(2);
  expect(curves.curvesOf(last)).toBe(long);
  expect(onBehind).not.toHaveBeenCalled();
  vi.advanceTimersByTime(500);
  expect(onBehind).toHaveBeenCalledTimes(1);
  expect(curves.curvesOf(last)).toBe(last);
  vi.advanceTimersByTime(10_000);
  expect(onBehind).toHaveBeenCalledTimes(1);
});

it('curves are those of the moment where the run has grown by a fiftieth, or begins anew, or somebody waits for them', () => {
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
