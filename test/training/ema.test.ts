import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tensor1d, tidy, variable } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { NamedVariable } from '../../src/engine/index.js';
import type { RunEvent } from '../../src/events/index.js';
import { createEma, readSafetensors } from '../../src/models/index.js';
import { evaluate, resumeRun } from '../../src/training/index.js';
import { checkpointBytes, finish, ofType, openWorkshop } from './pictures.js';

const { engine, pool, runs, prepare } = await openWorkshop();

it('follows its weights, with a smaller decay at first', async () => {
  const parameter = (value: number): NamedVariable => ({ name: 'w', variable: tidy(() => variable(tensor1d([value, -value]))) });
  const [average, weight] = [parameter(8), parameter(8)];
  const before = engine.memory().tensors;
  const following = createEma(engine.kernels, [average], [weight], 0.2);
  let expected = 8;
  for (const [steps, value] of [1, 2, 0.5, 3].entries()) {
    tidy(() => weight.variable.assign(tensor1d([value, -value])));
    await following.update(steps);
    const decay = [0.1, 2 / 11, 0.2, 0.2][steps];
    expected = decay * expected + (1 - decay) * value;
    expect(average.variable.dataSync()[0]).toBeCloseTo(expected, 5);
    expect(average.variable.dataSync()[1]).toBeCloseTo(-expected, 5);
  }
  following.dispose();
  expect(engine.memory().tensors).toBe(before);
  expect(average.variable.dataSync()[0]).toBeCloseTo(expected, 5);
  average.variable.dispose();
  weight.variable.dispose();
});

describe('a run with --ema', () => {
  const words = { ema: '0.9', batch: '16' };
  const at = (run: string, ...more: string[]) => join(runs, run, 'checkpoints', ...more);
  const tensors = (...path: [string, ...string[]]) => readSafetensors(readFileSync(at(...path)), path.join('/')).tensors;
  let events: RunEvent[];
  beforeAll(async () => {
    events = await finish(await prepare('averaged', words));
  });

  it('learns as a run without it', async () => {
    const plain = await finish(await prepare('plain', { batch: '16' }));
    expect(ofType(events, 'step').map(({ losses }) => losses)).toEqual(ofType(plain, 'step').map(({ losses }) => losses));
    expect(tensors('averaged', 'last', 'classifier.safetensors')).toEqual(tensors('plain', 'last', 'classifier.safetensors'));
    expect(ofType(events, 'epoch').map(({ val }) => val)).not.toEqual(ofType(plain, 'epoch').map(({ val }) => val));
  });

  it('evaluates the average, and saves it as the best', async () => {
    const [best, memory] = [tensors('averaged', 'best', 'classifier.safetensors'), tensors('averaged', 'best', 'optimizer.safetensors')];
    for (const name of ['bn1.weight', 'bn2.running_mean', 'bn3.running_var', 'fc.bias']) expect(best.get(name)).toEqual(memory.get(`ema.classifier.${name}`));
    const [end] = ofType(events, 'run-end');
    for (const [set, score] of [['val', end.best?.val], ['test', end.test]] as const) {
      const { accuracy, loss, count } = await evaluate({ run: join(runs, 'averaged'), engine, set });
      expect({ accuracy, loss, count }).toEqual(score);
    }
  });

  it('continues with the same average when it is resumed', async () => {
    const stop = new AbortController();
    await finish(await prepare('stopped', words, { signal: stop.signal }), (event) => {
      if (event.type === 'step' && event.step === 3) stop.abort();
    });
    await finish(await resumeRun(join(runs, 'stopped'), { engine, pool }));
    for (const which of ['last', 'best']) expect(checkpointBytes(at('stopped', which))).toEqual(checkpointBytes(at('averaged', which)));
  });
});
