import type { EventBody, EventOf, RunEvent } from '../../../src/events/index.js';

/** Returns events with `seq` from `first` on, a tenth of a second apart. */
export const stamped = (bodies: readonly EventBody[], first = 0, time = 1000): RunEvent[] =>
  bodies.map((body, index) => ({ v: 1, seq: first + index, time: time + index * 100, ...body }));

type BodyOf<Type extends EventBody['type']> = Extract<EventBody, { type: Type }>;

/** A run of 10 epochs of 100 steps. */
export const start = (changes: Partial<EventOf<'run-start'>> = {}): BodyOf<'run-start'> => ({
  type: 'run-start', run: 'runs/a', recipe: 'sgan', model: 'resnet18', size: 64, classes: ['cat', 'dog'],
  counts: { labelled: 100, unlabelled: 6400, val: 1000, test: 1000 }, epochs: 10, stepsPerEpoch: 100,
  parameters: { classifier: 11, generator: 12 }, seed: 1, engine: 'CPU', resumedAt: 0, ...changes,
});

/** 200 pictures in 50 ms, 10 of them waiting. */
export const step = (number: number, losses: Record<string, number> = { labelled: number }): BodyOf<'step'> => ({
  type: 'step', epoch: Math.floor((number - 1) / 100) + 1, step: number, losses, trainedOn: 200, ms: 50, waitMs: 10,
});

export const steps = (from: number, to: number, loss: (step: number) => number = (number) => number): BodyOf<'step'>[] =>
  Array.from({ length: to - from + 1 }, (_, index) => step(from + index, { labelled: loss(from + index) }));

export const epoch = (number: number, accuracy: number, best = true): BodyOf<'epoch'> => ({
  type: 'epoch', epoch: number, epochs: 10, step: number * 100, losses: { labelled: 1 }, val: { accuracy, loss: 1 - accuracy, count: 1000 },
  best, seconds: 7, trainedOnPerSecond: 3000, grid: `samples/${number}.png`,
});
