import { wholePicture, type DecodeTask } from '../../workers/index.js';
import { errors } from '../errors.js';
import type { Settings } from '../settings.js';
import { policies, type Policy, type View } from './policies.js';
import { randomOf, type ViewPosition } from './random.js';
import { transformOf } from './transform-of.js';

/** Edge of the decoded picture, where a view crops, by the view's: a crop then has pixels to take. */
const CROP_ROOM = 8 / 7;

/** How the views of a pipeline are computed. */
export interface ViewPlan {
  /** Edge of the decoded pictures, which caches hold. */
  readonly decodedSize: number;
  /** Returns the views of the picture at a place of an epoch. */
  viewsAt(at: Pick<ViewPosition, 'epoch' | 'position'>): DecodeTask['views'];
}

/** @throws WrongCommand when a policy asks for a crop that is narrower than a pixel */
export function planViews({ views, size, seed, policies: changes }: Pick<Settings, 'views' | 'size' | 'seed' | 'policies'>): ViewPlan {
  const chosen = views.map((view): readonly [View, Policy] => [view, view === 'none' ? policies.none : { ...policies[view], ...changes[view] }]);
  const decodedSize = chosen.some(([, { area }]) => area[0] < 1) ? Math.round(size * CROP_ROOM) : size;
  for (const [view, { area, aspect }] of chosen) {
    const narrowest = decodedSize * Math.sqrt(area[0] * (1 - aspect));
    if (narrowest < 1) throw errors.cropTooSmall(view, area, narrowest, size, 1 / (decodedSize ** 2 * (1 - aspect)));
  }
  return {
    decodedSize,
    viewsAt: ({ epoch, position }) =>
      chosen.map(([name, policy], view) => {
        if (name === 'none') return decodedSize === size ? null : wholePicture(decodedSize, size);
        return transformOf(policy, decodedSize, size, randomOf({ seed, epoch, position, view }));
      }),
  };
}
