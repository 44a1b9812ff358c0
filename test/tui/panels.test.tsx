// Terminal codes begin with a control character.
/* eslint-disable no-control-regex */
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { Frame } from '../../src/tui/app.js';
import { helpFor } from '../../src/tui/keys/bindings.js';
import { empty, bestOf, newSeries, paceOf, type Model } from '../../src/tui/model/index.js';
import { AccuracyPanel } from '../../src/tui/panels/accuracy.js';
import { Footer } from '../../src/tui/panels/footer.js';
import { Header } from '../../src/tui/panels/header.js';
import { Help, helpPages } from '../../src/tui/panels/help.js';
import { LossesPanel } from '../../src/tui/panels/losses.js';
import { MessagesPanel } from '../../src/tui/panels/messages.js';
import { PicturesPanel } from '../../src/tui/panels/pictures.js';
import { PipelinePanel } from '../../src/tui/panels/pipeline.js';
import { ThroughputPanel } from '../../src/tui/panels/throughput.js';
import { firstMessageView } from '../../src/tui/message-list.js';
import { noNotice } from '../../src/tui/notice.js';
import { looks, runStateOf } from '../../src/tui/run-state.js';
import { createTheme } from '../../src/tui/text/theme.js';
import { after, modelBefore, wholeModel } from './recorded.js';
import { sceneOf } from './scenes.js';
import { shownOn } from './shown.js';

const theme = createTheme(2, false);
const ascii = createTheme(2, true);
const size = { width: 60, height: 9 };
const whole = { rangeShare: 1, rangeEnd: null, scale: null, cursor: null };

/** Returns what a panel shows, without its styles. */
const shown = (panel: ReactNode, rows = 30): string => shownOn(panel, 120, rows).text.trimEnd();
const midway = modelBefore('epoch', 5);
const header = { ...size, theme, pace: null, player: null, frozen: false, notice: noNotice, sideNote: '' };

describe('the header', () => {
  const frame = (model: Model, more: Partial<Parameters<typeof Header>[0]> = {}) =>
    shown(<Header {...header} width={120} height={3} model={model} pace={paceOf(model)} state={runStateOf(model, 'running')} {...more} />);

  it('says what runs and how far it is', () => {
    const text = frame(midway);
    expect(text).toMatch(/whisker {2}sgan · convnet at 32 px · TensorFlow .* · runs\/pets +● training/);
    expect(text).toMatch(/epoch 5\/12 {2}step 12\/12 {2}█+.*· +41\.7 % · \d+:\d\d left · after 0:\d\d · best \d\d\.\d %/);
    expect(text).toContain('cat, dog · 20 labelled, 200 unlabelled');
  });

  it('says what the run waits for before the first step, that it is paused or frozen, and how it ended', () => {
    expect(frame(empty)).toContain('waiting for the run to begin');
    expect(frame(after(empty, { type: 'step', epoch: 2, step: 13, losses: {}, trainedOn: 1, ms: 1, waitMs: 0 }))).toContain('the log lacks the beginning of the run');
    expect(frame(modelBefore('step'))).toContain('waiting for the first step');
    expect(frame(after(midway, { type: 'pause', paused: true }))).toContain('paused');
    expect(frame(midway, { frozen: true })).toContain('frozen');
    expect(frame(wholeModel)).toMatch(/done\s/);
    expect(frame(wholeModel)).toContain('test 60.0 %');
    expect(frame(after(midway, { type: 'run-end', outcome: 'failed', message: 'x', seconds: 3 }))).toContain('failed');
  });

  it('shows each state in its own way, and no time left where nothing goes on', () => {
    const models = [midway, after(midway, { type: 'pause', paused: true }), wholeModel, ...(['interrupted', 'failed'] as const).map((outcome) => after(midway, { type: 'run-end', outcome, message: '', seconds: 3 }))];
    const states = [...models.map((model) => runStateOf(model, 'running')), ...(['dead', 'silent', 'unreadable'] as const).map((seen) => runStateOf(midway, seen))];
    expect(states).toEqual(['training', 'paused', 'done', 'interrupted', 'failed', 'dead', 'silent', 'unreadable']);
    const asShown = states.map((state) => looks[state].map(({ text }) => text).join(''));
    expect(new Set(asShown).size).toBe(states.length);
    for (const state of states) expect(frame(midway, { state }).includes(' left ')).toBe(['training', 'paused', 'silent', 'unreadable'].includes(state));
    const dead = frame(midway, { state: 'dead' });
    expect(dead).toContain('✗ dead');
    expect(dead).not.toContain('training');
  });

  it('never cuts the command that helps', () => {
    const command = `whisker train --resume '/data/${'a long folder '.repeat(8)}'`;
    for (const columns of [60, 80, 120, 200]) {
      for (const rows of [15, 24, 40]) {
        const { lines } = shownOn(<Frame {...sceneOf(columns, rows, { mode: 'watch', notice: { text: 'no activity since 10:00:00 (12 s): process 7 is gone', command } })} />, columns, rows);
        expect(lines.map((line) => line.trim()).join('').replaceAll(' ', ''), `${columns}x${rows}`).toContain(command.replaceAll(' ', ''));
      }
    }
  });

  it('shows the memory of the run where the log has it', () => {
    expect(frame(midway)).not.toContain('memory');
    const step = { type: 'step', epoch: 5, step: 61, losses: {}, trainedOn: 1, ms: 1, waitMs: 0 } as const;
    const later = after(midway, { ...step, memory: 2_140_000_000 }, { ...step, step: 62 });
    expect(frame(later)).toContain('memory 2.1 GB');
    expect(frame(after(midway, { ...step, memory: 640_300_000 }))).toContain('memory 640 MB');
    expect(frame(after(later, { type: 'run-end', outcome: 'done', message: '', seconds: 3 }))).not.toContain('memory');
  });

  it('shows how far an evaluation is until the next event', () => {
    const evaluating = { type: 'evaluating', set: 'validation', done: 1200, total: 4000, perSecond: 600, secondsLeft: 4.7 } as const;
    const during = after(midway, evaluating);
    expect(frame(during)).toMatch(/epoch 5\/12 {2}validating 1,200 of 4,000 {2}█/);
    expect(frame(during, { width: 80, height: 2 })).toMatch(/epoch 5\/12 {2}validating 1,200 of 4,000 {2}.* left · after \d:\d\d$/m);
    expect(frame(during, { width: 60, height: 2 })).toMatch(/epoch 5\/12 {2}validating 30\.0 % {2}.* left · after \d:\d\d$/m);
    expect(frame(after(during, { type: 'step', epoch: 5, step: 61, losses: {}, trainedOn: 1, ms: 1, waitMs: 0 }))).toMatch(/epoch 5\/12 {2}step 12\/12/);
    expect(frame(after(midway, { ...evaluating, set: 'test' }))).toContain('testing 1,200 of 4,000');
    expect(frame(after(midway, { ...evaluating, set: 'test' }, { type: 'run-end', outcome: 'done', message: '', seconds: 9 }))).not.toContain('testing');
  });

  it('shows where a replay is', () => {
    const player = { paused: false, speed: 10, at: 65_000, length: 3_725_000, ended: false };
    expect(frame(midway, { player })).toContain('replay ×10 1:05 of 1:02:05');
    expect(frame(midway, { player: { ...player, paused: true } })).toContain('paused 1:05 of 1:02:05');
  });

  it('shows a notice or a side note in place of the facts', () => {
    expect(frame(midway, { notice: { text: 'no activity for 40 s', command: '' } })).toContain('no activity for 40 s');
    expect(frame(midway, { sideNote: 'run 2 of 4' })).toContain('run 2 of 4');
  });
});

describe('the losses', () => {
  const frame = (model: Model, more: Partial<Parameters<typeof LossesPanel>[0]> = {}) =>
    shown(<LossesPanel {...{ ...size, theme, losses: model.losses, smooth: 0, ...whole, ...more }} />);

  it('are curves over the steps, each with its name', () => {
    const text = frame(wholeModel);
    expect(text).toMatch(/^─ 1 losses ─+/);
    for (const { name } of wholeModel.losses) expect(text).toContain(name.slice(0, 3));
    expect(text).toMatch(/[⠁-⣿]{3}/);
    expect(text).toContain('step');
  });

  it('say how they are smoothed and which part of the run they show', () => {
    expect(frame(wholeModel, { smooth: 0.9 })).toContain('smoothed 0.9');
    expect(frame(wholeModel, { rangeShare: 1 / 4 })).toContain('the last 1/4');
    expect(frame(wholeModel, { rangeShare: 1 / 2, rangeEnd: 0.5 })).toContain('1/2 up to 50 %');
  });

  it('say when there are none yet', () => {
    expect(frame(empty)).toContain('no step yet');
    expect(frame(modelBefore('step', 2))).toContain('the curves begin with the second step');
  });
});

describe('the accuracy', () => {
  const frame = (model: Model) => shown(<AccuracyPanel {...{ ...size, theme, ...model, enlarged: false, best: bestOf(model), baseline: model.baseline, ...whole }} />);

  it('is a curve over the epochs with the best epoch and the baseline', () => {
    const text = frame({ ...wholeModel, baseline: { name: 'supervised', accuracy: 0.52 } });
    expect(text).toContain('best 57.5 % at epoch 8');
    expect(text).toMatch(/best.?◆|◆.?best|best⢀◆/);
    expect(text).toContain('supervised');
    expect(text).toContain('epoch');
  });

  it('has the shares that the recipe measures', () => {
    const series = newSeries('confident').push(1, 0.25);
    expect(frame({ ...modelBefore('epoch', 2), shares: [series] })).toMatch(/confident 25\.0 %/);
    expect(frame({ ...wholeModel, shares: [series.push(8, 0.5)] })).toContain('confident');
  });

  it('is a number after one epoch', () => {
    expect(frame(modelBefore('epoch', 1))).toContain('the first validation follows the first epoch');
    expect(frame(modelBefore('epoch', 2))).toMatch(/after one epoch \d\d\.\d % of the validation set/);
    expect(frame({ ...modelBefore('epoch', 1), accuracy: newSeries('accuracy').push(0, 0.9) })).toContain('before the first step 90.0 % of the validation set');
  });
});

describe('the throughput', () => {
  const frame = (model: Model, height = 9, cursor: number | null = null) => shown(<ThroughputPanel {...{ ...size, height, theme, pace: paceOf(model), trainedOnPerSecond: model.trainedOnPerSecond, waiting: model.waiting, use: null, ...whole, cursor }} />);

  it('shows the pictures trained on and the steps per second, the share of waiting, and both over time', () => {
    const text = frame(midway);
    expect(text).toMatch(/trained on \d+ images\/s\n/);
    expect(text).toMatch(/waiting \d+\.\d % · [\d.]+ steps\/s/);
    expect(text).toMatch(/[▁-█]{10}/);
  });

  it('has the values at the cursor, on every terminal', () => {
    const model = after(midway, ...[1, 2, 3].map((step) => ({ type: 'step', epoch: 9, step: midway.step + step, losses: { one: 1 }, trainedOn: step * 100, ms: 1000, waitMs: step * 100 }) as const));
    for (const height of [4, 9, 20]) {
      const text = frame(model, height, 1);
      expect(text).toContain(`trained on 300 images/s at step ${midway.step + 3}`);
      expect(text).toContain('waiting 30.0 %');
      expect(text).not.toContain('steps/s');
      expect(frame(model, height, 0)).not.toContain('trained on 300 images/s');
    }
  });

  it('fits in three rows, and says when there is no step yet', () => {
    expect(frame(midway, 3)).toMatch(/trained on \d+ images\/s.*\n +waiting/);
    expect(frame(empty)).toContain('no step yet');
  });
});

describe('the pipeline', () => {
  const props = (model: Model) => ({ ...size, theme, pipeline: model.pipeline, takesPictures: true, quarantined: model.quarantined, history: null, ...whole });
  const frame = (model: Model, more: Partial<Parameters<typeof PipelinePanel>[0]> = {}) => shown(<PipelinePanel {...props(model)} {...more} />);

  it('shows each stage, the concurrency, the prefetched batches and the workers', () => {
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

  it('says how many pictures are quarantined, and why it is empty', () => {
    expect(frame(after(midway, { type: 'quarantine', path: 'a.jpg', reason: 'torn' }))).toContain('1 quarantined');
    expect(frame(empty)).toContain('no batch yet');
    expect(frame(empty, { takesPictures: false })).toContain('no unlabelled pictures');
  });
});

describe('the messages', () => {
  const frame = (model: Model, theming = theme) => shown(<MessagesPanel {...{ ...size, theme: theming, messages: model.messages, quarantined: model.quarantined, view: firstMessageView, enlarged: false }} />);

  it('are the newest, the newest last, each with its level', () => {
    const model = after(midway, { type: 'log', level: 'warning', message: 'the disk is slow' }, { type: 'log', level: 'error', message: 'the disk is full' });
    const rows = frame(model).trimEnd().split('\n');
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.at(-2)).toMatch(/^ {2}\d\d:\d\d:\d\d warning the disk is slow$/);
    expect(rows.at(-1)).toMatch(/^ {2}\d\d:\d\d:\d\d error the disk is full$/);
  });

  it('are wrapped, and their escape codes do not reach the terminal', () => {
    const model = after(midway, { type: 'quarantine', path: `\u001B[2J\u0007猫/${'x'.repeat(50)}.jpg`, reason: 'torn\nbadly' });
    const rows = frame(model).trimEnd().split('\n').slice(-3);
    expect(rows[0]).toMatch(/^ {2}\d\d:\d\d:\d\d warning quarantined {2}\[2J$/);
    expect(rows[1]).toMatch(/^ {11}猫\/x+$/);
    expect(rows[2]).toMatch(/^ {11}x*\.jpg: torn badly$/);
  });

  it('say when there are none yet', () => {
    expect(frame(empty)).toContain('no message yet');
  });
});

describe('the pictures', () => {
  const picture = { pixels: Uint8Array.from({ length: 16 * 16 * 3 }, (_, index) => index % 256), width: 16, height: 16 };

  it('are half blocks, as large as the panel and in its middle', () => {
    const text = shown(<PicturesPanel {...{ ...size, theme: createTheme(16777216, false), grid: { kind: 'views', epoch: 7, rows: ['labelled'], picture }, protocol: 'blocks' }} />);
    expect(text).toContain('6 pictures');
    expect(text).toContain('views · labelled · epoch 7');
    expect(text.split('\n').slice(1).map((row) => row.trim().length)).toEqual([16, 16, 16, 16, 16, 16, 16, 16]);
  });

  it('leave their cells to a terminal that draws pictures itself, and say when there will be some', () => {
    expect(shown(<PicturesPanel {...{ ...size, theme, grid: { kind: 'views', epoch: 7, rows: ['labelled'], picture }, protocol: 'kitty' }} />).trim().split('\n')).toHaveLength(1);
    expect(shown(<PicturesPanel {...{ ...size, theme, grid: null, protocol: 'blocks' }} />)).toContain('pictures appear after the first step');
  });
});

describe('the footer', () => {
  const frame = (more: Partial<Parameters<typeof Footer>[0]>) => shown(<Footer {...{ width: 110, height: 1, theme, mode: 'run', asking: false, ended: false, statusMessage: '', searching: null, zoomed: null, canGoBack: false, ...more }} />);

  it('shows the keys of its mode', () => {
    expect(frame({})).toMatch(/q quit {3}\? keys {3}space pause {3}c checkpoint/);
    expect(frame({ mode: 'watch' })).not.toContain('checkpoint');
    expect(frame({ mode: 'replay' })).toContain('< > speed');
  });

  it('shows the question of q or the status message', () => {
    expect(frame({ asking: true })).toContain('End the run after this step, with a checkpoint? y end it  n continue');
    expect(frame({ statusMessage: 'the run has ended' }).trim()).toBe('the run has ended');
  });
});

describe('the help', () => {
  it('lists every key: in one column, in two, or on pages', () => {
    for (const mode of ['run', 'watch', 'replay'] as const) {
      for (const [width, height] of [[120, 36], [80, 20], [60, 11]] as const) {
        const pages = helpPages(mode, { width, height }).map((_, page) => shown(<Help {...{ width, height, theme, mode, page }} />, Math.max(30, height)));
        for (const { does } of helpFor(mode)) expect(pages.join('\n'), `${mode} at ${width}x${height}`).toContain(does);
      }
    }
    expect(shown(<Help {...{ width: 60, height: 11, theme, mode: 'replay', page: 0 }} />)).toContain('keys 1 of 2: ? shows more');
    expect(shown(<Help {...{ width: 60, height: 11, theme, mode: 'replay', page: 1 }} />)).toContain('keys 2 of 2: ? shows the panels');
    expect(shown(<Help {...{ width: 80, height: 36, theme, mode: 'run', page: 0 }} />, 36)).not.toContain('?  shows');
  });
});

it('every panel writes ASCII only where that is asked for', () => {
  const frames = [
    shown(<Header {...header} width={110} height={3} theme={ascii} model={midway} pace={paceOf(midway)} state="training" />),
    shown(<LossesPanel {...{ ...size, theme: ascii, losses: midway.losses, smooth: 0.6, ...whole }} />),
    shown(<AccuracyPanel {...{ ...size, theme: ascii, ...midway, enlarged: false, best: bestOf(midway), baseline: { name: 'supervised', accuracy: 0.5 }, ...whole }} />),
    shown(<ThroughputPanel {...{ ...size, theme: ascii, pace: paceOf(midway), trainedOnPerSecond: midway.trainedOnPerSecond, waiting: midway.waiting, use: null, ...whole }} />),
    shown(<PipelinePanel {...{ ...size, theme: ascii, pipeline: midway.pipeline, takesPictures: true, quarantined: 3, history: midway.pipelineHistory, ...whole }} />),
    shown(<MessagesPanel {...{ ...size, theme: ascii, messages: after(midway, { type: 'log', level: 'info', message: 'Grüße, 猫…' }).messages, quarantined: 0, view: firstMessageView, enlarged: true }} />),
    shown(<Help {...{ ...size, theme: ascii, mode: 'replay', page: 0 }} />),
    shown(<Footer {...{ width: 110, height: 1, theme: ascii, mode: 'replay', asking: false, ended: false, statusMessage: '', searching: null, zoomed: null, canGoBack: false }} />),
  ];
  for (const text of frames) expect(text).toMatch(/^[\n -~]+$/);
});
