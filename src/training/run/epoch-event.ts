import type { EventOf, Score } from '../../events/index.js';
import type { Evaluation } from '../evaluation/score.js';
import type { Measured } from '../recipes/recipe.js';
import type { RunProgress } from './run-progress.js';

/** The most classes of a confusion matrix in an event: 400 numbers, about a kilobyte. */
const MOST_CLASSES = 20;

/** Returns the shares of an event: absent where the recipe measures none. */
export const sharesOf = ({ shares }: Measured): Partial<Pick<Measured, 'shares'>> => (Object.keys(shares).length === 0 ? {} : { shares });

/** Returns an evaluation as an epoch's event has it. */
export const evaluationOf = ({ perClass, confusion, ...evaluation }: Evaluation): Pick<EventOf<'epoch'>, 'val' | 'perClass' | 'confusion'> => ({
  val: scoreOf(evaluation),
  perClass: perClass.map(({ accuracy }) => accuracy),
  ...(confusion.length <= MOST_CLASSES && { confusion: confusion.map((row) => [...row]) }),
});

export const scoreOf = ({ accuracy, loss, count }: Score): Score => ({ accuracy, loss, count });

/** Returns the means of what the steps of the epoch under way measured. */
export function meansOf({ soFar, batch }: RunProgress): Measured {
  const divided = (sums: Readonly<Record<string, number>>) => Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / batch]));
  return { losses: divided(soFar.losses), shares: divided(soFar.shares) };
}
