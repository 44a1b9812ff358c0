import type { RunStatus } from '../events/index.js';
import type { Model } from './model/index.js';
import { bold } from './text/line.js';
import type { Colour, Line } from './text/span.js';

/** The state of a run on the screen. `silent`: no sign of life, but it may live. `unreadable`: its folder cannot be read now. */
export type RunState = 'waiting' | 'training' | 'paused' | 'done' | 'interrupted' | 'failed' | 'dead' | 'silent' | 'unreadable';

/** Returns the state of a run from its events and from how it looks from outside. */
export function runStateOf({ end, run, paused }: Pick<Model, 'end' | 'run' | 'paused'>, seen: RunStatus['state']): RunState {
  if (seen === 'dead' || seen === 'silent' || seen === 'unreadable') return seen;
  return end?.outcome ?? (paused ? 'paused' : run === null ? 'waiting' : 'training');
}

/** Returns whether a run in this state computes no more, so that it has no time left and no memory. */
export const isOver = (state: RunState): boolean => ['done', 'interrupted', 'failed', 'dead'].includes(state);

/** A mark, a word and a colour for each state: no two look alike, even without colours. */
export const looks: Readonly<Record<RunState, Line>> = {
  waiting: [bold('○ setting up ', 'sky')],
  training: [bold('● training ', 'green')],
  paused: [bold('= paused ', 'sky')],
  done: [bold('✓ done ', 'green')],
  interrupted: [bold('■ interrupted ', 'yellow')],
  failed: [bold('! failed ', 'vermillion')],
  dead: [bold('✗ dead ', 'vermillion')],
  silent: [bold('? silent ', 'orange')],
  unreadable: [bold('? unreadable ', 'orange')],
};

/** The colour of the bar of the progress. */
export const barColours: Readonly<Record<RunState, Colour>> = {
  waiting: 'sky', training: 'sky', paused: 'grey', done: 'green', interrupted: 'yellow', failed: 'vermillion', dead: 'vermillion', silent: 'orange', unreadable: 'orange',
};
