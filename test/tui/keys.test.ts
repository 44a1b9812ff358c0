import { NEVER } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { PlayerState } from '../../src/events/index.js';
import { keyContextOf, type DashboardState } from '../../src/tui/keys/key-context.js';
import { answerTo, helpFor, keyBindings, type Action, type Answer, type KeyContext } from '../../src/tui/keys/bindings.js';
import { layoutOf, panelNames, panelsOf } from '../../src/tui/layout.js';
import { firstMessageView } from '../../src/tui/message-list.js';
import { firstView, viewAfter, type View } from '../../src/tui/view.js';
import { controlPlayer } from '../../src/tui/keys/player-control.js';
import { commandOf } from '../../src/tui/keys/run-commands.js';
import { modelBefore, wholeModel } from './recorded.js';

const run: KeyContext = {
  mode: 'run', asking: false, help: false, moreHelp: false, zoomed: false, ended: false, pipeline: true, pictures: 'shown', grids: { generated: true, views: true }, messages: { view: firstMessageView, rows: [], height: 0, enlarged: false }, small: false, scale: 'linear', cursorStep: null, readable: true, table: null,
  charts: { whole: false, shortest: false, first: false, last: false }, replay: { atStart: false, atEnd: false },
};
const watch: KeyContext = { ...run, mode: 'watch' };
const replay: KeyContext = { ...run, mode: 'replay' };
const whole = { whole: true, shortest: false, first: false, last: true };
const table = { above: 20, below: 3, page: 8 };
const type = (answer: Answer): string | null => answer?.type ?? null;
const reason = (answer: Answer): string => (answer?.type === 'reason' ? answer.text : `no reason, but ${type(answer)}`);

describe('a key', () => {
  it.each<[string, KeyContext, Answer]>([
    ['1', run, { type: 'zoom', panel: 'losses' }],
    ['6', run, { type: 'zoom', panel: 'pictures' }],
    ['v', run, { type: 'views' }],
    ['tab', run, { type: 'next' }],
    ['0', { ...run, zoomed: true }, { type: 'back' }],
    ['escape', { ...run, help: true }, { type: 'back' }],
    ['+', watch, { type: 'closer' }],
    ['=', watch, { type: 'closer' }],
    ['-', replay, { type: 'wider' }],
    ['left', run, { type: 'earlier' }],
    ['right', watch, { type: 'later' }],
    ['s', run, { type: 'smooth' }],
    ['f', watch, { type: 'freeze' }],
    [']', run, { type: 'more-concurrency' }],
    ['[', run, { type: 'less-concurrency' }],
    ['}', run, { type: 'more-prefetch' }],
    ['{', run, { type: 'less-prefetch' }],
    [')', run, { type: 'more-workers' }],
    ['(', run, { type: 'less-workers' }],
    ['a', run, { type: 'autotune' }],
    ['c', run, { type: 'checkpoint' }],
    [' ', run, { type: 'pause' }],
    ['p', run, { type: 'pause' }],
    ['i', run, { type: 'pictures' }],
    ['?', run, { type: 'help' }],
    ['?', { ...run, help: true, moreHelp: true }, { type: 'help-page' }],
    ['?', { ...run, help: true }, { type: 'help' }],
    ['q', run, { type: 'ask-quit' }],
    ['q', { ...run, ended: true }, { type: 'quit' }],
    ['q', watch, { type: 'quit' }],
    ['q', replay, { type: 'quit' }],
    ['ctrl-z', run, { type: 'suspend' }],
    [' ', replay, { type: 'pause' }],
    ['.', replay, { type: 'step' }],
    ['left', replay, { type: 'seek', seconds: -10 }],
    ['down', { ...replay, small: true }, { type: 'seek', seconds: -60 }],
    ['q', { ...watch, small: true, messages: { ...run.messages, view: { ...firstMessageView, typing: true } } }, { type: 'quit' }],
    ['right', replay, { type: 'seek', seconds: 10 }],
    ['down', replay, { type: 'seek', seconds: -60 }],
    ['up', replay, { type: 'seek', seconds: 60 }],
    ['<', replay, { type: 'slower' }],
    ['>', replay, { type: 'faster' }],
    ['h', replay, { type: 'earlier' }],
    ['6', { ...run, pictures: 'no room' }, { type: 'zoom', panel: 'pictures' }],
    ['right', { ...replay, charts: whole }, { type: 'seek', seconds: 10 }],
    ['y', run, { type: 'scale', scale: 'log' }],
    ['y', { ...run, scale: 'log' }, { type: 'scale', scale: 'linear' }],
    ['x', run, { type: 'cursor' }],
    ['t', watch, { type: 'zoom', panel: 'epochs' }],
    ['up', { ...replay, table }, { type: 'scroll', by: 1 }],
    ['down', { ...run, table }, { type: 'scroll', by: -1 }],
    ['pageup', { ...run, table }, { type: 'scroll', by: 8 }],
    ['pagedown', { ...run, table }, { type: 'scroll', by: -3 }],
    ['home', { ...run, table }, { type: 'scroll', by: 20 }],
    ['end', { ...run, table }, { type: 'scroll', by: -3 }],
    ['left', { ...replay, cursorStep: 0.1 }, { type: 'read', by: -0.1 }],
    ['right', { ...run, cursorStep: 0.1 }, { type: 'read', by: 0.1 }],
    ['escape', { ...run, cursorStep: 0.1 }, { type: 'back' }],
  ])('%s in %o', (key, context, answer) => {
    expect(answerTo(key, context)).toEqual(answer);
  });

  it.each<[string, KeyContext, RegExp]>([
    [']', watch, /another process/],
    ['a', watch, /another process/],
    ['}', replay, /replay/],
    ['c', watch, /another process/],
    [' ', watch, /another process/],
    ['[', replay, /replay/],
    ['c', replay, /replay/],
    ['.', run, /in a replay only/],
    ['>', watch, /in a replay only/],
    ['up', run, /in a replay only/],
    [']', { ...run, pipeline: false }, /no pipeline to tune/],
    ['c', { ...run, ended: true }, /has ended/],
    ['i', { ...run, pictures: 'off' }, /--images/],
    ['6', { ...run, pictures: 'none' }, /no pictures yet/],
    ['v', { ...run, pictures: 'none' }, /no pictures yet/],
    ['v', { ...run, grids: { generated: false, views: true } }, /generated no pictures yet/],
    ['v', { ...run, grids: { generated: true, views: false } }, /no views/],
    ['0', run, /shown already/],
    ['+', { ...run, charts: { ...run.charts, shortest: true } }, /shortest range/],
    ['-', { ...run, charts: whole }, /the whole run already/],
    ['left', { ...watch, charts: whole }, /\+ shows a part/],
    ['l', { ...replay, charts: whole }, /\+ shows a part/],
    ['left', { ...run, charts: { ...run.charts, first: true } }, /the beginning already/],
    ['right', { ...run, charts: { ...run.charts, last: true } }, /the newest steps already/],
    ['up', { ...run, table: { ...table, above: 0 } }, /first row/],
    ['end', { ...replay, table: { ...table, below: 0 } }, /newest row/],
    ['x', { ...run, readable: false }, /escape shows them/],
    ['pageup', run, /table of epochs \(t\)/],
    ['i', { ...run, pictures: 'no room' }, /no room for pictures/],
    ['s', { ...run, small: true }, /too small/],
    ['Z', run, /^Z does nothing; \? lists the keys$/],
    ['\u0000', run, /^this key does nothing/],
    ['return', watch, /^enter does nothing; \? lists the keys$/],
    ['.', { ...replay, replay: { atStart: false, atEnd: true } }, /at its end/],
    ['up', { ...replay, replay: { atStart: false, atEnd: true } }, /at its end/],
    ['left', { ...replay, replay: { atStart: true, atEnd: false } }, /at its beginning/],
  ])('that does nothing says why: %s in %o', (key, context, text) => {
    expect(reason(answerTo(key, context))).toMatch(text);
  });

  it('means yes or no while the dashboard asks', () => {
    const asking = { ...run, asking: true };
    expect(['y', 'return', 'n', 'q', 'escape', '1'].map((key) => type(answerTo(key, asking)))).toEqual(['quit', 'quit', 'stay', 'stay', 'stay', 'stay']);
  });

  it('Ctrl-C quits everywhere without a question', () => {
    for (const context of [run, watch, replay, { ...run, asking: true }, { ...run, help: true }]) expect(answerTo('ctrl-c', context)).toEqual({ type: 'quit' });
  });

  it('does something or says why it does not: on every terminal, in every mode and view', () => {
    const steps = [[], ['closer'], ['closer', 'closer', 'earlier'], Array.from({ length: 8 }, () => 'closer' as const), ['closer', 'earlier', 'earlier', 'earlier'], ['help']] as const;
    const players: readonly PlayerState[] = [0, 5000, 60_000].map((at) => ({ paused: true, speed: 1, at, length: 60_000, ended: at === 60_000 }));
    for (const [columns, rows] of [[50, 10], [60, 15], [80, 24], [120, 40]] as const) {
      for (const types of steps) {
        for (const model of [wholeModel, modelBefore('epoch', 3)]) {
          for (const [mode, player] of [['run', null], ['watch', null], ...players.map((one) => ['replay', one] as const)] as const) {
            const view = types.reduce<View>((before, one) => viewAfter(before, { type: one }), firstView(true));
            const around = { mode, model, view, player, imagesOff: false, readsGrids: true, columns, rows, noticeRows: 0 };
            const context = keyContextOf(around);
            for (const key of keyBindings.flatMap(({ keys }) => keys)) {
              const answer = answerTo(key, context);
              const where = `${key} in ${mode} at ${columns}x${rows} after ${types.join(', ')}, ${player?.at}`;
              expect(answer, where).not.toBeNull();
              if (answer !== null && answer.type !== 'reason') expect(effectOf(answer, around), where).toBe(true);
            }
          }
        }
      }
    }
  });
});

/** Returns whether an action changes the screen, or tells the run or the replay to do what it is not doing already. */
function effectOf(action: Action, { view, player, columns, rows }: DashboardState): boolean {
  if (['quit', 'suspend'].includes(action.type) || commandOf(action, false) !== null && player === null) return true;
  const scene = (one: View) => JSON.stringify([one, layoutOf(columns, rows, { zoomed: one.zoomed, pictures: one.pictures, noticeRows: 0 })]);
  const picturesGo = action.type === 'pictures' && !panelsOf(layoutOf(columns, rows, { zoomed: null, pictures: true, noticeRows: 0 })).includes('pictures');
  if (scene(viewAfter(view, action)) !== scene(view)) return !picturesGo;
  let moved = false;
  const at = player?.at ?? 0;
  const done = { pause: () => (moved = true), resume: () => (moved = true), step: () => (moved = player?.ended === false), setSpeed: () => (moved = true), seek: () => undefined };
  const skip = (ms: number) => (moved = Math.min(player?.length ?? 0, Math.max(0, at + ms)) !== at);
  return player !== null && (controlPlayer({ ...done, skip, state: NEVER }, player, action) !== '' || moved);
}

it('lists in the help every key that does something in the mode', () => {
  const listed = (mode: KeyContext['mode']) => helpFor(mode).flatMap(({ shown }) => shown.split(' '));
  expect(listed('run')).toEqual(expect.arrayContaining(['1-6', 'tab', '+', '-', '←', 's', 'f', 'i', ']', 'c', 'space', 'q', '?', 'ctrl-z']));
  expect(listed('watch')).not.toEqual(expect.arrayContaining(['c']));
  expect(listed('replay')).toEqual(expect.arrayContaining(['.', '<', 'space', '←', '↓', 'h']));
  expect(panelNames).toHaveLength(6);
});
