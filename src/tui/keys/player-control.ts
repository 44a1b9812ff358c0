import type { Player, PlayerState } from '../../events/index.js';
import type { Action } from './bindings.js';

/** Speeds of a replay, from slow to fast. */
const SPEEDS = [0.25, 0.5, 1, 2, 5, 10, 30, 100, 'max'] as const;

/** Applies an action to a replay. Returns a status message; empty where there is nothing to say. */
export function controlPlayer(player: Player, { paused, speed }: PlayerState, action: Action): string {
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
      const next = nextSpeed(speed, action.type === 'faster' ? 1 : -1);
      if (next === speed) return `no ${action.type} than ${speedMessage(speed)}`;
      player.setSpeed(next);
      return speedMessage(next);
    }
    default:
      return '';
  }
}

const speedMessage = (speed: PlayerState['speed']): string => (speed === 'max' ? 'full speed' : `${speed} times the speed of the run`);

function nextSpeed(speed: PlayerState['speed'], by: 1 | -1): PlayerState['speed'] {
  const value = (one: PlayerState['speed']): number => (one === 'max' ? Infinity : one);
  const inOrder = by === 1 ? [...SPEEDS] : [...SPEEDS].reverse();
  return inOrder.find((one) => value(one) * by > value(speed) * by) ?? speed;
}
