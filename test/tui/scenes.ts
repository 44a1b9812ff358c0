import * as fc from 'fast-check';
import type { StatusNotice } from '../../src/events/index.js';
import type { Scene } from '../../src/tui/app.js';
import { layoutOf, noticeWidth, panelNames } from '../../src/tui/layout.js';
import { empty } from '../../src/tui/model/index.js';
import { noNotice, noticeRows } from '../../src/tui/notice.js';
import { runStateOf } from '../../src/tui/run-state.js';
import { createTheme } from '../../src/tui/text/theme.js';
import { firstView } from '../../src/tui/view.js';
import { overfitted } from './overfitted.js';
import { after, modelBefore, wholeModel } from './recorded.js';

export const view = firstView(true);
const picture = { pixels: new Uint8Array(64 * 64 * 3).fill(99), width: 64, height: 64 };

/** Returns the scene of a terminal of this size, for the recorded run at its end. */
export function sceneOf(columns: number, rows: number, more: Partial<Scene> = {}): Scene {
  const { zoomed, pictures } = more.view ?? view;
  return {
    model: wholeModel, curves: more.model ?? wholeModel, view, theme: createTheme(16777216, false), mode: 'run', player: null, state: runStateOf(more.model ?? wholeModel, 'running'), notice: noNotice, sideNote: '', statusMessage: '', canGoBack: false,
    grid: { kind: 'generated', epoch: 12, rows: [], picture }, protocol: 'blocks', layout: layoutOf(columns, rows, { zoomed, pictures, noticeRows: noticeRows(more.notice ?? noNotice, noticeWidth(columns)).length }), ...more,
  };
}

/** A run with a path too long for any panel, escape codes in it, and losses of very different sizes. */
const awkward = after(
  modelBefore('epoch', 6),
  { type: 'quarantine', path: `猫/${'long '.repeat(80)}\u001B[31m.jpg`, reason: 'torn' },
  { type: 'log', level: 'error', message: 'x'.repeat(500) },
  { type: 'step', epoch: 6, step: 61, losses: { labelled: 1e12, unlabelled: -3, generated: 0, generator: 5 }, trainedOn: 100, ms: 0.001, waitMs: 0 },
);

/** Any frame on any terminal that has panels, and on somewhat larger ones. */
export const scenes = fc.record({
  columns: fc.integer({ min: 60, max: 320 }),
  rows: fc.integer({ min: 15, max: 105 }),
  model: fc.constantFrom(empty, modelBefore('step'), modelBefore('epoch'), awkward, wholeModel, overfitted),
  zoomed: fc.option(fc.constantFrom(...panelNames, 'epochs' as const), { nil: null }),
  cursor: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
  help: fc.boolean(),
  asking: fc.boolean(),
  mode: fc.constantFrom<Scene['mode']>('run', 'watch', 'replay'),
  notice: fc.constantFrom<StatusNotice>(noNotice, { text: 'the run shows no activity: '.repeat(30), command: '' }, { text: 'no activity', command: 'whisker train --resume '.repeat(4) }),
}).map(({ columns, rows, model, zoomed, cursor, help, asking, mode, notice }) => ({
  columns, rows, zoomed, cursor, help, asking, mode, notice: notice.text.slice(0, 40), step: model.step,
  // A function, so that a counterexample is short.
  sceneFor: () => sceneOf(columns, rows, { model, mode, notice, view: { ...view, zoomed, cursor, help, asking } }),
}));
