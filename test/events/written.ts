import { SCHEMA_VERSION, type EventBody, type RunEvent } from '../../src/events/index.js';

/** Events for tests of logs. */
export const bodies = {
  start: (resumedAt = 0): EventBody => ({
    type: 'run-start', run: 'runs/it', recipe: 'sgan', model: 'convnet', size: 32, classes: ['a', 'b'], counts: { labelled: 6, unlabelled: 32, val: 10, test: 12 },
    epochs: 1000, stepsPerEpoch: 10, parameters: { classifier: 1, generator: 1 }, seed: 1, engine: 'none', resumedAt,
  }),
  step: (step: number, stepsPerEpoch = 10): EventBody => ({
    type: 'step', epoch: Math.ceil(step / stepsPerEpoch), step, losses: { labelled: 1 / step, unlabelled: 0.5, generated: 0.25, generator: 0.125 }, trainedOn: 22, ms: 9.123456789, waitMs: 0.123456789,
  }),
  epoch: (epoch: number, best = false, stepsPerEpoch = 10, seconds = 1): EventBody => ({
    type: 'epoch', epoch, epochs: 1000, step: epoch * stepsPerEpoch, losses: { labelled: 0.5 }, val: { accuracy: 0.5, loss: 1, count: 10 }, best, seconds, trainedOnPerSecond: 220,
  }),
  log: (message: string): EventBody => ({ type: 'log', level: 'info', message }),
  pause: (paused: boolean): EventBody => ({ type: 'pause', paused }),
  end: (outcome: 'done' | 'interrupted' | 'failed' = 'done'): EventBody => ({ type: 'run-end', outcome, message: '', seconds: 5 }),
};

/** Adds a seq, counting from `first`, and a time: one event every ten milliseconds. */
export const stamped = (written: readonly EventBody[], first = 0, began = 1_767_312_000_000): RunEvent[] =>
  written.map((body, index) => ({ v: SCHEMA_VERSION, seq: first + index, time: began + (first + index) * 10, ...body }));

export const textOf = (events: readonly RunEvent[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('');
