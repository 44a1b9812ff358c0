import { take, VirtualTimeScheduler } from 'rxjs';
import { expect, it } from 'vitest';
import { startAutotune, watchPipeline, type PipelineReport, type PipelineState, type StepCounters } from '../../../src/pipeline/index.js';

/** Watches a pipeline and a step whose counters are a function of the time. */
function watched(at: (seconds: number) => Partial<PipelineState> & Partial<StepCounters>, concurrency: 'auto' | number = 'auto') {
  const time = new VirtualTimeScheduler();
  const set: [number, number][] = [];
  const now = (): number => time.now();
  const state = (): PipelineState => ({
    decoded: 0, fromCache: 0, quarantined: 0, buffersTaken: 0, prefetch: 3, buffersDecoding: 0, concurrency: 0, decoding: 0, workers: 2, delivered: 0, blockedMs: 0, readMs: 0, decodeMs: 0, ...at(now() / 1000),
  });
  const step = (): StepCounters => ({ steps: 0, waitMs: 0, stepping: true, ...at(now() / 1000) });
  const reports: PipelineReport[] = [];
  const subscription = watchPipeline(
    { state, setConcurrency: (count) => void set.push([now() / 1000, count]) },
    { every: 1000, step, now, scheduler: time, autotune: concurrency === 'auto' ? startAutotune({ workers: 2, prefetch: 3, batch: 64, max: 1024 }) : null },
  ).pipe(take(10)).subscribe((report) => reports.push(report));
  time.flush();
  return { set, reports, subscription };
}

it('reports every second what happened in it', () => {
  const { reports, set } = watched((seconds) => ({ decoded: seconds * seconds, steps: seconds * 4 }), 16);
  expect(reports.map(({ seconds, stages, decoded }) => [seconds, stages.read.perSecond, stages.step.perSecond, decoded])).toEqual(
    Array.from({ length: 10 }, (_, second) => [1, 2 * second + 1, 4, (second + 1) ** 2]),
  );
  expect(set).toEqual([]);
});

it('raises the concurrency while the step waits', () => {
  expect(watched((seconds) => ({ steps: seconds * 4, waitMs: seconds * 300 })).set).toEqual([[1, 32], [2, 64], [3, 128], [4, 192], [8, 96]]);
});

it('ignores a validation, in which the workers are idle and there are no steps', () => {
  const { set } = watched((seconds) => ({ steps: Math.min(seconds, 2) * 4, waitMs: 0, decodeMs: Math.min(seconds, 2) * 1800, stepping: seconds <= 2 }));
  expect(set).toEqual([]);
});

it('judges a step of several seconds when it is done', () => {
  const { set } = watched((seconds) => ({ steps: Math.floor(seconds / 4), waitMs: Math.floor(seconds / 4) * 4000 * 0.5 }));
  expect(set).toEqual([[4, 32], [8, 64]]);
});

it('stops when it is unsubscribed from', () => {
  const time = new VirtualTimeScheduler();
  let looks = 0;
  const subscription = watchPipeline(
    { state: () => { looks++; throw new Error('looked'); }, setConcurrency: () => undefined },
    { every: 1000, step: () => ({ steps: 0, waitMs: 0, stepping: true }), autotune: null, now: () => time.now(), scheduler: time },
  ).subscribe({ error: () => undefined });
  subscription.unsubscribe();
  time.flush();
  expect(looks).toBe(1);
});
