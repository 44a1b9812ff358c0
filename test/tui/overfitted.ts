import type { EventOf } from '../../src/events/index.js';
import { after, modelBefore } from './recorded.js';

type Epoch = Omit<EventOf<'epoch'>, 'v' | 'seq' | 'time'>;

/** The end of an epoch of a run that learns its labelled pictures by heart: the validation gets worse after the fourth epoch. */
export function epochOf(epoch: number, more: Partial<Epoch> = {}): Epoch {
  const right = 350 + 40 * Math.min(epoch, 4) - 15 * Math.max(0, epoch - 4);
  return {
    type: 'epoch', epoch, epochs: 12, step: 12 * epoch, losses: { unlabelled: 0.3, generated: 0.3, labelled: 0.7 * Math.exp(-epoch / 4), generator: 0.9 }, shares: { 'training-accuracy': 1 - 0.45 * Math.exp(-epoch / 3) },
    val: { accuracy: right / 1000, loss: 0.6 + 0.05 * (epoch - 4) ** 2, count: 1000 }, perClass: [(right + 80) / 1000, (right - 80) / 1000],
    confusion: [[(right + 80) / 2, 500 - (right + 80) / 2], [500 - (right - 80) / 2, (right - 80) / 2]], learningRate: 2e-3 * (1 - epoch / 20), best: epoch <= 4, seconds: 61 + epoch, trainedOnPerSecond: 300, ...more,
  };
}
/** The model of that run after eight epochs. */
export const overfitted = Array.from({ length: 8 }, (_, index) => index + 1).reduce((model, epoch) => after(model, epochOf(epoch)), modelBefore('epoch', 1));
