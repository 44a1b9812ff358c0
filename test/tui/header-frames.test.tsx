import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../src/events/index.js';
import { Frame, type Scene } from '../../src/tui/app.js';
import { empty, type Model } from '../../src/tui/model/index.js';
import { runStateOf } from '../../src/tui/run-state.js';
import { after, modelBefore, recorded, wholeModel } from './recorded.js';
import { sceneOf, view } from './scenes.js';
import { shownOn } from './shown.js';

const SIZES = [[60, 15], [80, 24], [120, 40], [200, 50]] as const;
const midway = modelBefore('epoch', 5);
const [start] = recorded;

/** Returns the header of a frame: its first rows, one of each size after the other. */
function headers(model: Model, more: Partial<Scene> = {}): string {
  return `\n${SIZES.flatMap(([columns, rows]) => {
    const scene = sceneOf(columns, rows, { model, ...more });
    return shownOn(<Frame {...scene} />, columns, rows).lines.slice(0, scene.layout.kind === 'line' ? 1 : 2);
  }).join('\n')}\n`;
}

const pipeline = (delivered: number): EventBody => {
  const event = recorded.find(({ type }) => type === 'pipeline');
  if (event?.type !== 'pipeline') throw new Error('the recorded run has no pipeline event');
  const { v: _, seq: __, time: ___, ...body } = event;
  return { ...body, decoded: 70, fromCache: 0, delivered };
};

describe('at 60x15, 80x24, 120x40 and 200x50, the header', () => {
  it('has the time that passed and the time left', () => {
    expect(headers(midway)).toMatchInlineSnapshot(`
      "
       whisker  sgan · convnet at 32 px                ● training
       epoch 5/12  █████▍······· 41.7 % · 0:09 left · after 0:07
       whisker  sgan · convnet at 32 px · TensorFlow 2.21.0 on the CPU     ● training
       epoch 5/12  step 12/12  ██▉···· 41.7 % · 0:09 left · after 0:07 · best 52.5 %
       whisker  sgan · convnet at 32 px · TensorFlow 2.21.0 on the CPU · runs/pets                                 ● training
       epoch 5/12  step 12/12  ███████████████····················· 41.7 % · 0:09 left · after 0:07 · best 52.5 % at epoch 3
       whisker  sgan · convnet at 32 px · TensorFlow 2.21.0 on the CPU · runs/pets                                                                                                                 ● training
       epoch 5/12  step 12/12  ████████████████████████████████████████████████▍··································································· 41.7 % · 0:09 left · after 0:07 · best 52.5 % at epoch 3
      "
    `);
  });

  it('has the test accuracy when the run is done', () => {
    expect(headers(wholeModel)).toMatchInlineSnapshot(`
      "
       whisker  sgan · convnet at 32 px                    ✓ done
       epoch 12/12  ████████ 100.0 % · 0:15 in all · test 60.0 %
       whisker  sgan · convnet at 32 px · TensorFlow 2.21.0 on the CPU         ✓ done
       epoch 12/12  ██████████████ 100.0 % · 0:15 in all · test 60.0 % · best 57.5 %
       whisker  sgan · convnet at 32 px · TensorFlow 2.21.0 on the CPU · runs/pets                                     ✓ done
       epoch 12/12  ███████████████████████████████████████████ 100.0 % · 0:15 in all · test 60.0 % · best 57.5 % at epoch 8
       whisker  sgan · convnet at 32 px · TensorFlow 2.21.0 on the CPU · runs/pets                                                                                                                     ✓ done
       epoch 12/12  ███████████████████████████████████████████████████████████████████████████████████████████████████████████████████████████ 100.0 % · 0:15 in all · test 60.0 % · best 57.5 % at epoch 8
      "
    `);
  });
});

describe('before the first step, the header says what the run does and how far it is:', () => {
  const begun = (...more: readonly EventBody[]): Model => {
    if (start?.type !== 'run-start') throw new Error('the recorded run does not begin with its start');
    const { v: _, seq: __, time: ___, ...body } = start;
    return after(empty, body, ...more);
  };
  const progress = (model: Model): string => headers(model).split('\n')[2] ?? '';

  it('that it sets up', () => {
    expect(headers(empty)).toContain('○ setting up');
    expect(progress(empty)).toBe(' reading labelled pictures, loading the engine');
    expect(progress(after(empty, { type: 'log', level: 'info', message: 'TensorFlow 2.21.0 is compiled' }))).toBe(' TensorFlow 2.21.0 is compiled');
  });

  it('the features that it computes', () => {
    const evaluating = { type: 'evaluating', set: 'unlabelled', done: 1200, total: 4000, perSecond: 600, secondsLeft: 4.7 } as const;
    expect(progress(begun(evaluating))).toBe(' features of unlabelled 1,200 of 4,000 · 0:05 left');
  });

  it('the labelled pictures that it decodes, until all are', () => {
    const evaluating = { type: 'evaluating', set: 'labelled', pass: 'decode', done: 1200, total: 4000, perSecond: 600, secondsLeft: 4.7 } as const;
    expect(progress(after(empty, evaluating))).toBe(' decoding labelled 1,200 of 4,000 · 0:05 left');
    expect(progress(after(empty, evaluating, { ...evaluating, done: 4000, secondsLeft: 0 }))).toMatch(/^ reading labelled pictures, loading the engine/);
  });

  it('the first batch, and the first step', () => {
    expect(progress(begun())).toBe(' waiting for the first step');
    expect(progress(begun(pipeline(0)))).toBe(' reading the first batch: 70 images read');
    expect(progress(begun(...Array.from({ length: 40 }, () => pipeline(1))))).toBe(' computing the first step; 1 batch read · after 0:04');
  });

  it('nothing of it where the run ended before', () => {
    const failed = begun({ type: 'run-end', outcome: 'failed', message: 'no memory', seconds: 3 });
    expect(headers(failed)).not.toContain('waiting');
    expect(headers(failed)).toContain('! failed');
  });
});

it('a frozen screen and a replay at its end show how the run ended', () => {
  const failed = after(midway, { type: 'run-end', outcome: 'failed', message: 'no memory', seconds: 3 });
  const player = { paused: false, speed: 10, at: 65_000, length: 65_000, ended: true } as const;
  for (const more of [{ view: { ...view, frozen: true } }, { player, mode: 'replay' as const }]) {
    for (const line of headers(failed, { state: runStateOf(failed, 'running'), ...more }).split('\n').filter((one) => one.includes('whisker'))) expect(line).toContain('! failed');
    expect(headers(midway, { state: runStateOf(midway, 'dead'), ...more })).toContain('✗ dead');
  }
});
