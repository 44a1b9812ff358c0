import { cleanup, render } from 'ink-testing-library';
import { afterEach, describe, expect, it } from 'vitest';
import { App, Frame, type Scene } from '../../src/tui/app.js';
import type { MouseEvent } from '../../src/tui/keys/mouse.js';
import { empty, takesPictures } from '../../src/tui/model/index.js';
import { widthOf } from '../../src/tui/text/cells.js';
import { cursorStepOf, rangeOf, viewAfter, type View } from '../../src/tui/view.js';
import { after, modelBefore, wholeModel } from './recorded.js';
import { sceneOf, view } from './scenes.js';
import { shownOn } from './shown.js';

afterEach(cleanup);

describe('a terminal too small for panels has one line with', () => {
  const lineOf = (columns: number, more: Partial<Scene>) => shownOn(<Frame {...sceneOf(columns, 5, { model: modelBefore('epoch', 3), ...more })} />, columns, 5).lines[0] ?? '';
  const asking = { view: { ...view, asking: true } };

  it('the progress', () => {
    expect(lineOf(40, {})).toMatch(/^● training {1,2}· epoch 3\/12 · 25\.0 %/);
    expect(widthOf(lineOf(40, {}))).toBeLessThanOrEqual(40);
    const evaluating = after(modelBefore('epoch', 3), { type: 'evaluating', set: 'validation', done: 1200, total: 4000, perSecond: 600, secondsLeft: 4.7 });
    expect(lineOf(60, { model: evaluating })).toMatch(/^● training {1,2}· epoch 3\/12 · validating 30\.0 % · 25\.0 %/);
  });

  it('the size that panels need, below the progress or at its end', () => {
    const at = (rows: number) => shownOn(<Frame {...sceneOf(50, rows, { model: modelBefore('epoch', 3) })} />, 50, rows).lines;
    expect(at(10)[1]).toBe('panels need 60x15');
    expect(at(2)[0]).toMatch(/^● training · epoch 3\/12 · panels need 60x15$/);
    expect(shownOn(<Frame {...sceneOf(12, 10)} />, 12, 10).lines[1]).toBe('panels need…');
  });

  it('the notice, rather than the progress', () => {
    expect(lineOf(40, { notice: { text: 'no activity since 10:00', command: '' } })).toBe('no activity since 10:00');
    expect(lineOf(20, { notice: { text: 'no activity since 10:00', command: '' } })).toBe('no activity since 1…');
  });

  it('the command that helps, whole, in as many lines as it needs', () => {
    const command = `whisker train --resume ${'/a/long/path'.repeat(4)}`;
    for (const columns of [20, 40, 59]) {
      const { lines } = shownOn(<Frame {...sceneOf(columns, 12, { notice: { text: 'no activity since 10:00', command } })} />, columns, 12);
      expect(lines.map((line) => line.trim()).join(' ').replaceAll(' ', '')).toMatch(new RegExp(`^${command.replaceAll(' ', '')}noactivity`));
    }
  });

  it('the status message, rather than the notice', () => {
    expect(lineOf(40, { notice: { text: 'no activity', command: '' }, statusMessage: 'this is a replay' })).toBe('this is a replay');
  });

  it('the question of q before all else, because the next key may end the run', () => {
    for (const columns of [4, 7, 8, 15, 16, 29, 30, 58, 59]) {
      const line = lineOf(columns, { ...asking, notice: { text: 'no activity', command: '' }, statusMessage: 'this is a replay' });
      expect(widthOf(line), line).toBeLessThanOrEqual(columns);
      expect(line).toMatch(/\?.* n\b|y\/n\?/);
    }
    expect(lineOf(59, asking)).toBe('End the run? y end it  n continue');
  });
});

it('keys have names, also where several arrive at once', () => {
  const keys: string[] = [];
  const { stdin } = render(<App scene={sceneOf(80, 24)} onKey={(key) => void keys.push(key)} onMouse={() => undefined} />);
  for (const input of ['q', '\t', '\u001B[D', '\u001B[C', '\u001B[A', '\u001B[B', '\u001B[5~', '\u001B[6~', '\u001B[H', '\u001B[F', '\u0003', '\u001A', '\r', ' ', 'c]]\u0003']) stdin.write(input);
  expect(keys).toEqual(['q', 'tab', 'left', 'right', 'up', 'down', 'pageup', 'pagedown', 'home', 'end', 'ctrl-c', 'ctrl-z', 'return', ' ', 'c', ']', ']', 'ctrl-c']);
});

it('a mouse is told from keys, and other codes are no keys', () => {
  const [keys, events]: [string[], MouseEvent[]] = [[], []];
  const { stdin } = render(<App scene={sceneOf(80, 24)} onKey={(key) => void keys.push(key)} onMouse={(event) => void events.push(event)} />);
  // A click with its release, the right button with shift, the wheel, a middle button, control and right, F5, focus in.
  for (const input of ['\u001B[<0;5;3M\u001B[<0;5;3m', '\u001B[<6;80;24M', '\u001B[<64;1;1M\u001B[<65;300;100M', '\u001B[<1;5;3M', '\u001B[15~', '\u001B[200~', 'q']) stdin.write(input);
  expect(events).toEqual([
    { does: 'click', x: 4, y: 2 }, { does: 'right click', x: 79, y: 23 }, { does: 'wheel up', x: 0, y: 0 }, { does: 'wheel down', x: 299, y: 99 },
  ]);
  expect(keys).toEqual(['q']);
});

describe('the view', () => {
  const after = (...types: readonly ('closer' | 'wider' | 'earlier' | 'later' | 'next' | 'back' | 'smooth' | 'help')[]): View =>
    types.reduce((before, type) => viewAfter(before, { type }), view);

  it('shortens the range of the charts, which follows the newest step until it is moved away from it', () => {
    expect(rangeOf(after('closer', 'closer'), 1, 401)).toEqual({ from: 301, to: 401 });
    expect(rangeOf(after('closer', 'closer', 'earlier'), 1, 401)).toEqual({ from: 276, to: 376 });
    expect(after('closer', 'closer', 'earlier', 'later').rangeEnd).toBeNull();
    expect(rangeOf(after('closer', ...Array.from({ length: 20 }, () => 'earlier' as const)), 0, 100)).toEqual({ from: 0, to: 50 });
    expect(after('closer', 'earlier', 'wider')).toMatchObject({ rangeShare: 1, rangeEnd: null });
    expect(after(...Array.from({ length: 20 }, () => 'closer' as const)).rangeShare).toBe(1 / 64);
  });

  it('zooms one panel after the other, and then shows all', () => {
    const shown = ['losses', 'accuracy'] as const;
    const next = (before: View) => viewAfter(before, { type: 'next' }, shown);
    expect([next(view), next(next(view)), next(next(next(view)))].map(({ zoomed }) => zoomed)).toEqual(['losses', 'accuracy', null]);
    expect(viewAfter(viewAfter(view, { type: 'zoom', panel: 'messages' }), { type: 'zoom', panel: 'messages' }).zoomed).toBeNull();
  });

  it('smooths more each time, and then not at all', () => {
    expect([1, 2, 3, 4].map((times) => after(...Array.from({ length: times }, () => 'smooth' as const)).smooth)).toEqual([0.9, 0.97, 0, 0.6]);
  });
});

describe('the cursor', () => {
  const acted = (...actions: readonly Parameters<typeof viewAfter>[1][]): View => actions.reduce((before, action) => viewAfter(before, action), view);

  it('begins in the middle, stays in the range of the charts, and escape takes it off before it shows all panels', () => {
    const on = acted({ type: 'zoom', panel: 'losses' }, { type: 'cursor' }, { type: 'read', by: 0.1 });
    expect(on.cursor).toBeCloseTo(0.6);
    expect([acted({ type: 'cursor' }, { type: 'read', by: 2 }).cursor, acted({ type: 'cursor' }, { type: 'read', by: -2 }).cursor]).toEqual([1, 0]);
    const off = viewAfter(on, { type: 'back' });
    expect(off).toMatchObject({ cursor: null, zoomed: 'losses' });
    expect(viewAfter(off, { type: 'back' }).zoomed).toBeNull();
  });

  it('stays on its value while the range gets shorter and longer, so that single steps can be read', () => {
    const at = (one: View): number => {
      const { from, to } = rangeOf(one, 0, 1000);
      return from + (one.cursor ?? NaN) * (to - from);
    };
    const on = acted({ type: 'cursor' }, { type: 'read', by: -0.2 });
    const views = [on, acted({ type: 'cursor' }, { type: 'read', by: -0.2 }, { type: 'closer' }), acted({ type: 'cursor' }, { type: 'read', by: -0.2 }, { type: 'closer' }, { type: 'closer' }, { type: 'wider' })];
    expect(views.map((one) => at(one).toFixed(6))).toEqual(['300.000000', '300.000000', '300.000000']);
    expect(rangeOf(views[1] ?? on, 0, 1000)).toEqual({ from: 150, to: 650 });
  });

  it('moves by an epoch in the enlarged accuracy, and by a small share of other charts', () => {
    const { accuracy } = wholeModel;
    expect(cursorStepOf({ ...view, zoomed: 'accuracy' }, accuracy)).toBeCloseTo(1 / (accuracy.last - accuracy.first));
    expect(cursorStepOf(view, accuracy)).toBe(1 / 40);
  });
});

it('knows whether the run has a pipeline', () => {
  expect([empty, modelBefore('step'), wholeModel].map(takesPictures)).toEqual([null, true, true]);
});
