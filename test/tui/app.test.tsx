// What a terminal is told is told in control characters.
/* eslint-disable no-control-regex */
import * as fc from 'fast-check';
import { Box } from 'ink';
import { cleanup, render } from 'ink-testing-library';
import { afterEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/events/index.js';
import { App, takesPictures, type Scene } from '../../src/tui/app.js';
import { widthOf } from '../../src/tui/cells.js';
import { layoutOf, panelNames } from '../../src/tui/layout.js';
import { empty } from '../../src/tui/model/index.js';
import { Store } from '../../src/tui/store.js';
import { createTheme } from '../../src/tui/theme.js';
import { firstView, viewAfter, windowOf, type View } from '../../src/tui/view.js';
import { after, modelBefore, recorded, wholeModel } from './recorded.js';

afterEach(cleanup);

const view = firstView(true);
const picture = { pixels: new Uint8Array(64 * 64 * 3).fill(99), width: 64, height: 64 };
function sceneOf(columns: number, rows: number, more: Partial<Scene> = {}): Scene {
  const shown = more.view ?? view;
  const hasNotice = (more.notice ?? '') !== '';
  return {
    model: wholeModel, curves: more.model ?? wholeModel, view: shown, theme: createTheme(16777216, false), mode: 'run', player: null, notice: '', sideNote: '', statusMessage: '',
    grid: { epoch: 12, picture }, inBlocks: true, layout: layoutOf(columns, rows, { zoomed: shown.zoomed, pictures: shown.pictures, hasNotice }), ...more,
  };
}
const plainOf = (text: string | undefined) => (text ?? '').replaceAll(/\u001B\[[\d;]*m/g, '');
const nothing = () => undefined;

describe('a frame', () => {
  const awkward = after(
    modelBefore('epoch', 6),
    { type: 'quarantine', path: `猫/${'long '.repeat(80)}\u001B[31m.jpg`, reason: 'torn' },
    { type: 'log', level: 'error', message: 'x'.repeat(500) },
    { type: 'step', epoch: 6, step: 61, losses: { labelled: 1e12, unlabelled: -3, generated: 0, generator: 5 }, images: 100, ms: 0.001, waitMs: 0 },
  );
  const scenes = fc.record({
    columns: fc.integer({ min: 60, max: 320 }),
    rows: fc.integer({ min: 15, max: 105 }),
    model: fc.constantFrom(empty, modelBefore('step'), modelBefore('epoch'), awkward, wholeModel),
    zoomed: fc.option(fc.constantFrom(...panelNames), { nil: null }),
    help: fc.boolean(),
    asking: fc.boolean(),
    mode: fc.constantFrom<Scene['mode']>('run', 'watch', 'replay'),
    notice: fc.constantFrom('', 'no sign of life: '.repeat(30)),
  });

  it('has fewer rows than the terminal, and none is wider', () => {
    fc.assert(fc.property(scenes, ({ columns, rows, model, zoomed, help, asking, mode, notice }) => {
      const scene = sceneOf(columns, rows, { model, mode, notice, view: { ...view, zoomed, help, asking } });
      const { lastFrame, unmount } = render(<Box width={400} height={rows}><App scene={scene} onKey={nothing} /></Box>);
      const lines = plainOf(lastFrame()).split('\n');
      unmount();
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
      expect(lines.slice(rows - 1).join('')).toBe('');
    }), { numRuns: 60 });
  });

  describe('is one line where there is no room, and tells there', () => {
    const lineOf = (columns: number, more: Partial<Scene>) => {
      const { lastFrame } = render(<Box width={80} height={3}><App scene={sceneOf(columns, 5, { model: modelBefore('epoch', 3), ...more })} onKey={nothing} /></Box>);
      return (plainOf(lastFrame()).split('\n')[0] ?? '').trimEnd();
    };
    const asking = { view: { ...view, asking: true } };

    it('how far the run is', () => {
      expect(lineOf(40, {})).toMatch(/^● training {1,2}· epoch 3\/12 · 25\.0 %/);
      expect(widthOf(lineOf(40, {}))).toBeLessThanOrEqual(40);
      const evaluating = after(modelBefore('epoch', 3), { type: 'evaluating', set: 'validation', done: 1200, total: 4000, perSecond: 600, secondsLeft: 4.7 });
      expect(lineOf(60, { model: evaluating })).toMatch(/^● training {1,2}· epoch 3\/12 · validating 30\.0 % · 25\.0 %/);
    });

    it('before that, what is told besides the events: that a run has died', () => {
      expect(lineOf(40, { notice: 'no sign of life since 10:00' })).toBe('no sign of life since 10:00');
      expect(lineOf(20, { notice: 'no sign of life since 10:00' })).toBe('no sign of life sin…');
    });

    it('before that, why a key does nothing', () => {
      expect(lineOf(40, { notice: 'no sign of life', statusMessage: 'this is a replay' })).toBe('this is a replay');
    });

    it('before all, whether to end the run: the next key may', () => {
      for (const columns of [4, 7, 8, 15, 16, 29, 30, 58, 59]) {
        const line = lineOf(columns, { ...asking, notice: 'no sign of life', statusMessage: 'this is a replay' });
        expect(widthOf(line), line).toBeLessThanOrEqual(columns);
        expect(line).toMatch(/\?.* n\b|y\/n\?/);
      }
      expect(lineOf(59, asking)).toBe('End the run? y end it  n go on');
    });
  });
});

it('keys come by their names, also several at once', () => {
  const keys: string[] = [];
  const { stdin } = render(<App scene={sceneOf(80, 24)} onKey={(key) => void keys.push(key)} />);
  for (const input of ['q', '\t', '\u001B[D', '\u001B[C', '\u001B[A', '\u001B[B', '\u0003', '\u001A', '\r', ' ', 'c]]\u0003']) stdin.write(input);
  expect(keys).toEqual(['q', 'tab', 'left', 'right', 'up', 'down', 'ctrl-c', 'ctrl-z', 'return', ' ', 'c', ']', ']', 'ctrl-c']);
});

describe('the view', () => {
  const after = (...types: readonly ('closer' | 'wider' | 'earlier' | 'later' | 'next' | 'back' | 'smooth' | 'help')[]): View =>
    types.reduce((before, type) => viewAfter(before, { type }), view);

  it('zooms in time, follows what comes until it is moved, and follows again at the end', () => {
    expect(windowOf(after('closer', 'closer'), 1, 401)).toEqual({ from: 301, to: 401 });
    expect(windowOf(after('closer', 'closer', 'earlier'), 1, 401)).toEqual({ from: 276, to: 376 });
    expect(after('closer', 'closer', 'earlier', 'later').end).toBeNull();
    expect(windowOf(after('closer', ...Array.from({ length: 20 }, () => 'earlier' as const)), 0, 100)).toEqual({ from: 0, to: 50 });
    expect(after('closer', 'earlier', 'wider')).toMatchObject({ stretch: 1, end: null });
    expect(after(...Array.from({ length: 20 }, () => 'closer' as const)).stretch).toBe(1 / 64);
  });

  it('shows one panel after the other, and then all again', () => {
    const shown = ['losses', 'accuracy'] as const;
    const next = (before: View) => viewAfter(before, { type: 'next' }, shown);
    expect([next(view), next(next(view)), next(next(next(view)))].map(({ zoomed }) => zoomed)).toEqual(['losses', 'accuracy', null]);
    expect(viewAfter(viewAfter(view, { type: 'zoom', panel: 'messages' }), { type: 'zoom', panel: 'messages' }).zoomed).toBeNull();
  });

  it('smooths more and more, and then not at all', () => {
    expect([1, 2, 3, 4].map((times) => after(...Array.from({ length: times }, () => 'smooth' as const)).smooth)).toEqual([0.6, 0.9, 0.97, 0]);
  });
});

describe('the story', () => {
  const told = (events: readonly RunEvent[]): Store => {
    const story = new Store();
    for (const event of events) story.dispatch(event);
    return story;
  };

  it('begins anew with a seq that does not grow: another run, or a replay from its beginning', () => {
    const twice = told([...recorded, ...recorded]);
    expect(twice.model.messages).toEqual(wholeModel.messages);
    expect(twice.model.step).toBe(wholeModel.step);
    expect(told([...recorded, ...recorded.slice(0, 2)]).model.accuracy.count).toBe(0);
  });

  it('keeps the baseline over runs', () => {
    const story = told(recorded);
    story.setBaseline({ name: 'supervised', accuracy: 0.4 });
    for (const event of recorded) story.dispatch(event);
    expect(story.model.baseline).toEqual({ name: 'supervised', accuracy: 0.4 });
  });

  it('shows what was known when it was frozen, and goes on taking', () => {
    const story = told(recorded.slice(0, 50));
    story.freeze(true);
    for (const event of recorded.slice(50)) story.dispatch(event);
    expect(story.shown.step).toBeLessThan(story.model.step);
    story.freeze(false);
    expect(story.shown.step).toBe(wholeModel.step);
  });

  it('knows whether there is a pipeline', () => {
    expect([empty, modelBefore('step'), wholeModel].map(takesPictures)).toEqual([null, true, true]);
  });
});
