import { formatTimeLeft, presets, type TrainOptions } from '../../config/index.js';
import type { Engine } from '../../engine/index.js';
import type { EventBody, Schedule } from '../../events/index.js';
import { messages } from '../messages.js';
import { initialEstimate, updateEstimate } from './estimate.js';

/** Seconds of a run on the CPU that are worth a hint. */
const LONG = 3600;

/** Returns `emit` with an estimate after the steps and epochs that lead to one, and a hint, once, where the run is long on the CPU. */
export function announceEstimates(
  emit: (body: EventBody) => void, schedule: Schedule, { size }: Pick<TrainOptions, 'size'>, device: Engine['device'], now: () => number = Date.now,
): (body: EventBody) => void {
  let state = initialEstimate;
  let hints = device === 'cpu' ? quickerPresets(size) : [];
  return (body) => {
    emit(body);
    if (body.type !== 'step' && body.type !== 'epoch') return;
    const updated = updateEstimate(state, schedule, { time: now(), ...body });
    state = updated.state;
    if (updated.estimate === null) return;
    emit(updated.estimate);
    const { secondsLeft } = updated.estimate;
    if (secondsLeft <= LONG || hints.length === 0) return;
    emit({ type: 'log', level: 'info', message: messages.quicker(formatTimeLeft(secondsLeft), hints) });
    hints = [];
  };
}

/** Returns the names of the presets with smaller pictures. */
const quickerPresets = (size: number): readonly string[] => Object.entries(presets).flatMap(([name, preset]) => (preset.size < size ? [name] : []));
