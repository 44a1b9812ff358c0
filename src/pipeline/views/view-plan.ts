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

type Views = Pick<Settings, 'views' | 'size' | 'policies'>;

const policiesOf = ({ views, policies: changes }: Views) => views.map((view): readonly [View, Policy] => [view, view === 'none' ? policies.none : { ...policies[view], ...changes[view] }]);

/** Returns the edge of the decoded pictures: larger than the views' where one crops. */
export const decodedSizeOf = (settings: Views): number =>
  policiesOf(settings).some(([, { area }]) => area[0] < 1) ? Math.round(settings.size * CROP_ROOM) : settings.size;

/** @throws WrongCommand when a policy asks for a crop that is narrower than a pixel */
export function planViews({ seed, ...settings }: Views & Pick<Settings, 'seed'>): ViewPlan {
  const { size } = settings;
  const chosen = policiesOf(settings);
  const decodedSize = decodedSizeOf(settings);
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
