// What a terminal is told is told in control characters.
/* eslint-disable no-control-regex */
import { Box } from 'ink';
import { cleanup, render } from 'ink-testing-library';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { empty, bestOf, paceOf, type Model } from '../../src/tui/model/index.js';
import { AccuracyPanel } from '../../src/tui/panels/accuracy.js';
import { Footer } from '../../src/tui/panels/footer.js';
import { Header } from '../../src/tui/panels/header.js';
import { Help } from '../../src/tui/panels/help.js';
import { LossesPanel } from '../../src/tui/panels/losses.js';
import { MessagesPanel } from '../../src/tui/panels/messages.js';
import { PicturesPanel } from '../../src/tui/panels/pictures.js';
import { PipelinePanel } from '../../src/tui/panels/pipeline.js';
import { ThroughputPanel } from '../../src/tui/panels/throughput.js';
import { createTheme } from '../../src/tui/theme.js';
import { after, modelBefore, wholeModel } from './recorded.js';

afterEach(cleanup);

const theme = createTheme(2, false);
const ascii = createTheme(2, true);
const place = { x: 0, y: 0, width: 60, height: 9 };
const whole = { stretch: 1, end: null };

/** What a panel shows, without its looks. */
const shown = (panel: ReactNode): string => (render(<Box width={120} height={24}>{panel}</Box>).lastFrame() ?? '').replaceAll(/\u001B\[[\d;]*m/g, '').trimEnd();
const midway = modelBefore('epoch', 5);
const header = { place, theme, pace: null, player: null, frozen: false, notice: '', sideNote: '' };

describe('the header', () => {
  const frame = (model: Model, more: Partial<Parameters<typeof Header>[0]> = {}) =>
    shown(<Header {...header} place={{ ...place, width: 120, height: 3 }} model={model} pace={paceOf(model)} {...more} />);

  it('says what runs and how far it is', () => {
    const text = frame(midway);
    expect(text).toMatch(/whisker {2}sgan · convnet at 32 px · TensorFlow .* · runs\/pets +● training/);
    expect(text).toMatch(/epoch 5\/12 {2}step 12\/12 {2}█+.*· +41\.7 % · \d+:\d\d left · after 0:\d\d · best \d\d\.\d %/);
    expect(text).toContain('cat, dog · 20 labelled, 200 unlabelled');
  });

  it('before the first step, when it stands still, frozen, and after the end', () => {
    expect(frame(empty)).toContain('waiting for the run to begin');
    expect(frame(after(empty, { type: 'step', epoch: 2, step: 13, losses: {}, images: 1, ms: 1, waitMs: 0 }))).toContain('its beginning is not in the log');
    expect(frame(modelBefore('step'))).toContain('the first step is about to come');
    expect(frame(after(midway, { type: 'pause', paused: true }))).toContain('paused');
    expect(frame(midway, { frozen: true })).toContain('frozen');
    expect(frame(wholeModel)).toMatch(/done\s/);
    expect(frame(wholeModel)).toContain('test 60.0 %');
    expect(frame(after(midway, { type: 'run-end', outcome: 'failed', message: 'x', seconds: 3 }))).toContain('failed');
  });

  it('how much memory the run holds, where its log tells', () => {
    expect(frame(midway)).not.toContain('memory');
    const step = { type: 'step', epoch: 5, step: 61, losses: {}, images: 1, ms: 1, waitMs: 0 } as const;
    const told = after(midway, { ...step, memory: 2_140_000_000 }, { ...step, step: 62 });
    expect(frame(told)).toContain('memory 2.1 GB');
    expect(frame(after(midway, { ...step, memory: 640_300_000 }))).toContain('memory 640 MB');
    expect(frame(after(told, { type: 'run-end', outcome: 'done', message: '', seconds: 3 }))).not.toContain('memory');
  });

  it('how far the set is that is judged, until something else happens', () => {
    const evaluating = { type: 'evaluating', set: 'validation', done: 1200, total: 4000, perSecond: 600, secondsLeft: 4.7 } as const;
    const told = after(midway, evaluating);
    expect(frame(told)).toMatch(/epoch 5\/12 {2}validating 1,200 of 4,000 {2}█/);
    expect(frame(told, { place: { ...place, width: 80, height: 2 } })).toMatch(/epoch 5\/12 {2}validating 1,200 of 4,000 {2}.* best \d\d\.\d %$/m);
    expect(frame(told, { place: { ...place, width: 60, height: 2 } })).toMatch(/epoch 5\/12 {2}validating 30\.0 % {2}.* left$/m);
    expect(frame(after(told, { type: 'step', epoch: 5, step: 61, losses: {}, images: 1, ms: 1, waitMs: 0 }))).toMatch(/epoch 5\/12 {2}step 12\/12/);
    expect(frame(after(midway, { ...evaluating, set: 'test' }))).toContain('testing 1,200 of 4,000');
    expect(frame(after(midway, { ...evaluating, set: 'test' }, { type: 'run-end', outcome: 'done', message: '', seconds: 9 }))).not.toContain('testing');
  });

  it('where a replay stands', () => {
    const player = { paused: false, speed: 10, at: 65_000, length: 3_725_000, ended: false };
    expect(frame(midway, { player })).toContain('replay ×10 1:05 of 1:02:05');
    expect(frame(midway, { player: { ...player, paused: true } })).toContain('paused 1:05 of 1:02:05');
  });

  it('has what is to be told besides the events', () => {
    expect(frame(midway, { notice: 'no sign of life for 40 s' })).toContain('no sign of life for 40 s');
    expect(frame(midway, { sideNote: 'run 2 of 4' })).toContain('run 2 of 4');
  });
});

describe('the losses', () => {
  const frame = (model: Model, more: Partial<Parameters<typeof LossesPanel>[0]> = {}) =>
    shown(<LossesPanel {...{ place, theme, losses: model.losses, smooth: 0, ...whole, ...more }} />);

  it('are curves over the steps, each by its name', () => {
    const text = frame(wholeModel);
    expect(text).toMatch(/^─ 1 losses ─+/);
    for (const { name } of wholeModel.losses) expect(text).toContain(name.slice(0, 3));
    expect(text).toMatch(/[⠁-⣿]{3}/);
    expect(text).toContain('step');
  });

  it('say what is smoothed and how much of the run is shown', () => {
    expect(frame(wholeModel, { smooth: 0.9 })).toContain('smoothed 0.9');
    expect(frame(wholeModel, { stretch: 1 / 4 })).toContain('the last 1/4');
    expect(frame(wholeModel, { stretch: 1 / 2, end: 0.5 })).toContain('1/2, up to 50 %');
  });

  it('before there are any', () => {
    expect(frame(empty)).toContain('no step yet');
    expect(frame(modelBefore('step', 2))).toContain('the second step will begin the curves');
  });
});

describe('the accuracy', () => {
  const frame = (model: Model) => shown(<AccuracyPanel {...{ place, theme, accuracy: model.accuracy, best: bestOf(model), baseline: model.baseline, ...whole }} />);

  it('is a curve over the epochs with the best marked and the baseline across', () => {
    const text = frame({ ...wholeModel, baseline: { name: 'supervised', accuracy: 0.52 } });
    expect(text).toContain('best 57.5 % at epoch 8');
    expect(text).toMatch(/◆.?best/);
    expect(text).toContain('supervised');
    expect(text).toContain('epoch');
  });

  it('before there are two', () => {
    expect(frame(modelBefore('epoch', 1))).toContain('the first validation comes at the end of the first epoch');
    expect(frame(modelBefore('epoch', 2))).toMatch(/after one epoch \d\d\.\d % of the validation set/);
  });
});

describe('the throughput', () => {
  const frame = (model: Model, height = 9) => shown(<ThroughputPanel {...{ place: { ...place, height }, theme, pace: paceOf(model), imagesPerSecond: model.imagesPerSecond, waiting: model.waiting, ...whole }} />);

  it('has images and steps a second, the share of waiting, and both over time', () => {
    const text = frame(midway);
    expect(text).toMatch(/\d+ images\/s · [\d.]+ steps\/s/);
    expect(text).toMatch(/waiting for data \d+\.\d %/);
    expect(text).toMatch(/[▁-█]{10}/);
  });

  it('in three rows, and before the first step', () => {
    expect(frame(midway, 3)).toMatch(/images\/s.*\n +waiting for data/);
    expect(frame(empty)).toContain('no step yet');
  });
});

describe('the pipeline', () => {
  const props = (model: Model) => ({ place, theme, pipeline: model.pipeline, takesPictures: true, quarantined: model.quarantined });
  const frame = (model: Model, more: Partial<Parameters<typeof PipelinePanel>[0]> = {}) => shown(<PipelinePanel {...props(model)} {...more} />);

  it('stands stage by stage, with concurrency, prefetch and cache', () => {
    const text = frame(midway);
    for (const stage of ['read', 'decode', 'batch', 'step']) expect(text).toMatch(new RegExp(`^ +${stage} +[\\d.]+ `, 'm'));
    expect(text).toMatch(/concurrency \d+\/\d+/);
    expect(text).toMatch(/prefetch .*\d\/3 filled/);
    expect(text).toContain('2 workers');
  });

  it('names the bottleneck', () => {
    const { pipeline } = midway;
    if (pipeline === null) throw new Error('the recorded run has no pipeline event');
    const { stages } = pipeline;
    const busy = { ...stages, decode: { ...stages.decode, workMs: 9000 } };
    expect(frame(midway, { pipeline: { ...pipeline, bottleneck: 'step' } })).toContain('bottleneck step: pictures wait');
    expect(frame(midway, { pipeline: { ...pipeline, bottleneck: 'data', stages: busy, seconds: 1, waitMs: 250 } })).toContain('bottleneck decode: step waits 25.0 %');
    expect(frame(midway, { pipeline: { ...pipeline, bottleneck: 'none' } })).toContain('balanced');
  });

  it('says how many pictures are quarantined, and where there is nothing to show', () => {
    expect(frame(after(midway, { type: 'quarantine', path: 'a.jpg', reason: 'torn' }))).toContain('1 quarantined');
    expect(frame(empty)).toContain('nothing has flowed yet');
    expect(frame(empty, { takesPictures: false })).toContain('this recipe takes no unlabelled pictures');
  });
});

describe('the messages', () => {
  const frame = (model: Model, theming = theme) => shown(<MessagesPanel {...{ place, theme: theming, messages: model.messages, quarantined: model.quarantined }} />);

  it('are the newest, the newest last, with what they are', () => {
    const model = after(midway, { type: 'log', level: 'warning', message: 'the disk is slow' }, { type: 'log', level: 'error', message: 'the disk is full' });
    const rows = frame(model).trimEnd().split('\n');
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.at(-2)).toMatch(/^ {2}\d\d:\d\d:\d\d warning the disk is slow$/);
    expect(rows.at(-1)).toMatch(/^ {2}\d\d:\d\d:\d\d error the disk is full$/);
  });

  it('are cut, and cannot reach the terminal', () => {
    const model = after(midway, { type: 'quarantine', path: `\u001B[2J\u0007猫/${'x'.repeat(90)}.jpg`, reason: 'torn\nbadly' });
    const last = frame(model).trimEnd().split('\n').at(-1);
    expect(last).toMatch(/warning quarantined {2}\[2J 猫\/x+…$/);
  });

  it('before there are any', () => {
    expect(frame(empty)).toContain('nothing to tell yet');
  });
});

describe('the pictures', () => {
  const picture = { pixels: Uint8Array.from({ length: 16 * 16 * 3 }, (_, index) => index % 256), width: 16, height: 16 };

  it('are drawn in half blocks, as large as there is room', () => {
    const text = shown(<PicturesPanel {...{ place, theme: createTheme(16777216, false), grid: { epoch: 7, picture }, inBlocks: true }} />);
    expect(text).toContain('6 pictures');
    expect(text).toContain('epoch 7');
    expect(text.split('\n').slice(1).map((row) => row.trim().length)).toEqual([16, 16, 16, 16, 16, 16, 16, 16]);
  });

  it('leave their place empty where the terminal shows them itself, and say when there will be some', () => {
    expect(shown(<PicturesPanel {...{ place, theme, grid: { epoch: 7, picture }, inBlocks: false }} />).trim().split('\n')).toHaveLength(1);
    expect(shown(<PicturesPanel {...{ place, theme, grid: null, inBlocks: true }} />)).toContain('draws after every epoch');
  });
});

describe('the footer', () => {
  const frame = (more: Partial<Parameters<typeof Footer>[0]>) => shown(<Footer {...{ place: { ...place, width: 110, height: 1 }, theme, mode: 'run', asking: false, ended: false, statusMessage: '', ...more }} />);

  it('has the keys of its mode', () => {
    expect(frame({})).toMatch(/q quit {3}\? keys {3}space pause {3}c checkpoint/);
    expect(frame({ mode: 'watch' })).not.toContain('checkpoint');
    expect(frame({ mode: 'replay' })).toContain('< > speed');
  });

  it('asks, and says why a key did nothing', () => {
    expect(frame({ asking: true })).toContain('End the run after this step, with a checkpoint? y end it  n go on');
    expect(frame({ statusMessage: 'the run has ended' }).trim()).toBe('the run has ended');
  });
});

describe('the help', () => {
  it('lists every key, in two columns where one is too long', () => {
    const tall = shown(<Help {...{ place: { ...place, width: 80, height: 20 }, theme, mode: 'run' }} />);
    const low = shown(<Help {...{ place: { ...place, width: 60, height: 10 }, theme, mode: 'run' }} />);
    for (const text of [tall, low]) for (const does of ['enlarge one panel', 'smooth the losses', 'a checkpoint now', 'pause, go on', 'quit', 'to the shell (fg)']) expect(text).toContain(does);
  });
});

it('every panel is of ASCII alone where that is asked for', () => {
  const frames = [
    shown(<Header {...header} place={{ ...place, width: 110, height: 3 }} theme={ascii} model={midway} pace={paceOf(midway)} />),
    shown(<LossesPanel {...{ place, theme: ascii, losses: midway.losses, smooth: 0.6, ...whole }} />),
    shown(<AccuracyPanel {...{ place, theme: ascii, accuracy: midway.accuracy, best: bestOf(midway), baseline: { name: 'supervised', accuracy: 0.5 }, ...whole }} />),
    shown(<ThroughputPanel {...{ place, theme: ascii, pace: paceOf(midway), imagesPerSecond: midway.imagesPerSecond, waiting: midway.waiting, ...whole }} />),
    shown(<PipelinePanel {...{ place, theme: ascii, pipeline: midway.pipeline, takesPictures: true, quarantined: 3 }} />),
    shown(<MessagesPanel {...{ place, theme: ascii, messages: after(midway, { type: 'log', level: 'info', message: 'Grüße, 猫…' }).messages, quarantined: 0 }} />),
    shown(<Help {...{ place, theme: ascii, mode: 'replay' }} />),
    shown(<Footer {...{ place: { ...place, width: 110, height: 1 }, theme: ascii, mode: 'replay', asking: false, ended: false, statusMessage: '' }} />),
  ];
  for (const text of frames) expect(text).toMatch(/^[\n -~]+$/);
});
