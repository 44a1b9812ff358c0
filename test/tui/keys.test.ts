import { describe, expect, it } from 'vitest';
import { answerTo, helpFor, keyTable, type Answer, type KeyContext } from '../../src/tui/keys.js';
import { panelNames } from '../../src/tui/layout.js';

const run: KeyContext = { mode: 'run', asking: false, help: false, zoomed: false, ended: false, pipeline: true, pictures: 'shown' };
const watch: KeyContext = { ...run, mode: 'watch' };
const replay: KeyContext = { ...run, mode: 'replay' };
const type = (answer: Answer): string | null => answer?.type ?? null;
const reason = (answer: Answer): string => (answer?.type === 'reason' ? answer.text : `no reason, but ${type(answer)}`);

describe('a key', () => {
  it.each<[string, KeyContext, Answer]>([
    ['1', run, { type: 'zoom', panel: 'losses' }],
    ['6', run, { type: 'zoom', panel: 'pictures' }],
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
    [']', run, { type: 'more-lanes' }],
    ['[', run, { type: 'fewer-lanes' }],
    ['c', run, { type: 'checkpoint' }],
    [' ', run, { type: 'pause' }],
    ['p', run, { type: 'pause' }],
    ['i', run, { type: 'pictures' }],
    ['?', run, { type: 'help' }],
    ['q', run, { type: 'ask-quit' }],
    ['q', { ...run, ended: true }, { type: 'quit' }],
    ['q', watch, { type: 'quit' }],
    ['q', replay, { type: 'quit' }],
    ['ctrl-z', run, { type: 'suspend' }],
    [' ', replay, { type: 'pause' }],
    ['.', replay, { type: 'step' }],
    ['left', replay, { type: 'seek', seconds: -10 }],
    ['right', replay, { type: 'seek', seconds: 10 }],
    ['down', replay, { type: 'seek', seconds: -60 }],
    ['up', replay, { type: 'seek', seconds: 60 }],
    ['<', replay, { type: 'slower' }],
    ['>', replay, { type: 'faster' }],
    ['h', replay, { type: 'earlier' }],
    ['x', run, null],
  ])('%s in %o', (key, context, answer) => {
    expect(answerTo(key, context)).toEqual(answer);
  });

  it.each<[string, KeyContext, RegExp]>([
    [']', watch, /another process/],
    ['c', watch, /another process/],
    [' ', watch, /another process/],
    ['[', replay, /replay/],
    ['c', replay, /replay/],
    ['.', run, /only a replay/],
    ['>', watch, /only a replay/],
    ['up', run, /only a replay/],
    [']', { ...run, pipeline: false }, /no lanes/],
    ['c', { ...run, ended: true }, /has ended/],
    ['i', { ...run, pictures: 'off' }, /--images/],
    ['6', { ...run, pictures: 'none' }, /no pictures yet/],
    ['0', run, /on the screen already/],
  ])('that does nothing says why: %s in %o', (key, context, text) => {
    expect(reason(answerTo(key, context))).toMatch(text);
  });

  it('means yes or no while the question stands', () => {
    const asking = { ...run, asking: true };
    expect(['y', 'return', 'n', 'q', 'escape', '1'].map((key) => type(answerTo(key, asking)))).toEqual(['quit', 'quit', 'stay', 'stay', 'stay', 'stay']);
  });

  it('Ctrl-C leaves everywhere, and does not ask', () => {
    for (const context of [run, watch, replay, { ...run, asking: true }, { ...run, help: true }]) expect(answerTo('ctrl-c', context)).toEqual({ type: 'quit' });
  });

  it('does something or says why, in every mode', () => {
    for (const { keys } of keyTable) {
      for (const key of keys) for (const context of [run, watch, replay, { ...run, pipeline: false, pictures: 'none' as const, ended: true }]) expect(answerTo(key, context), `${key} in ${context.mode}`).not.toBeNull();
    }
  });
});

it('the help lists every key that does something in its mode', () => {
  const listed = (mode: KeyContext['mode']) => helpFor(mode).flatMap(({ shown }) => shown.split(' '));
  expect(listed('run')).toEqual(expect.arrayContaining(['1-6', 'tab', '+', '-', '←', 's', 'f', 'i', ']', 'c', 'space', 'q', '?', 'ctrl-z']));
  expect(listed('watch')).not.toEqual(expect.arrayContaining(['c']));
  expect(listed('replay')).toEqual(expect.arrayContaining(['.', '<', 'space', '←', '↓', 'h']));
  expect(panelNames).toHaveLength(6);
});
