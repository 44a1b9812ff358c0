import type { Player, PlayerState, RunCommand } from '../events/index.js';
import type { Action } from './keys.js';

/** What an action asks of the run, and what to tell until the run answers with an event; null where it asks nothing. */
export function commandOf(action: Action, paused: boolean): { readonly wish: RunCommand; readonly word: string } | null {
  switch (action.type) {
    case 'more-concurrency':
      return { wish: { type: 'concurrency', change: 'increase' }, word: 'more concurrency, from the next step on' };
    case 'fewer-concurrency':
      return { wish: { type: 'concurrency', change: 'decrease' }, word: 'fewer concurrency, from the next step on' };
    case 'checkpoint':
      return { wish: { type: 'checkpoint' }, word: 'a checkpoint after this step' };
    case 'pause':
      return paused ? { wish: { type: 'resume' }, word: 'on it goes' } : { wish: { type: 'pause' }, word: 'the run will stand still after this step; space goes on' };
    default:
      return null;
  }
}

/** Speeds of a replay, from slow to fast. */
const SPEEDS = [0.25, 0.5, 1, 2, 5, 10, 30, 100, 'max'] as const;

/** Does with a replay what an action says; gives a word on it, or null where the action is none for a replay. */
export function controlPlayer(player: Player, { paused, speed }: PlayerState, action: Action): string | null {
  switch (action.type) {
    case 'pause':
      if (paused) player.resume();
      else player.pause();
      return '';
    case 'step':
      player.step();
      return '';
    case 'seek':
      player.skip(action.seconds * 1000);
      return '';
    case 'slower':
    case 'faster': {
      const other = nextSpeed(speed, action.type === 'faster' ? 1 : -1);
      if (other === speed) return `no ${action.type} than ${speedMessage(speed)}`;
      player.setSpeed(other);
      return speedMessage(other);
    }
    default:
      return null;
  }
}

const speedMessage = (speed: PlayerState['speed']): string => (speed === 'max' ? 'as fast as it goes' : `${speed} times as fast as it went`);

function nextSpeed(speed: PlayerState['speed'], by: 1 | -1): PlayerState['speed'] {
  const value = speed === 'max' ? Infinity : speed;
  const all = by === 1 ? [...SPEEDS] : [...SPEEDS].reverse();
  return all.find((one) => (one === 'max' ? Infinity : one) * by > value * by) ?? speed;
}
