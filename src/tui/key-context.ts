import type { PlayerState } from '../events/index.js';
import { takesPictures } from './app.js';
import type { KeyContext } from './keys.js';
import { layoutOf } from './layout.js';
import type { Model } from './model/index.js';
import { edgesOf, type View } from './view.js';

/** What there is around a key. */
export interface DashboardState {
  readonly mode: KeyContext['mode'];
  readonly model: Model;
  readonly view: View;
  readonly player: PlayerState | null;
  /** Whether `--images off` was asked for, and whether grids can be read. */
  readonly imagesOff: boolean;
  readonly readsGrids: boolean;
  /** The terminal's size, and whether there is something to tell besides the events. */
  readonly columns: number;
  readonly rows: number;
  readonly hasNotice: boolean;
}

/** What of it decides what the key does. Pure. */
export function keyContextOf(around: DashboardState): KeyContext {
  const { mode, model, view, player } = around;
  return {
    mode,
    asking: view.asking,
    help: view.help,
    zoomed: view.zoomed !== null,
    ended: model.end !== null,
    pipeline: takesPictures(model) ?? false,
    pictures: picturesOf(around),
    small: layoutOf(around.columns, around.rows, { zoomed: null, pictures: false, hasNotice: around.hasNotice }).kind === 'line',
    charts: edgesOf(view),
    replay: { begins: player !== null && player.at <= 0, ends: player !== null && player.ended },
  };
}

function picturesOf({ model, view, imagesOff, readsGrids, columns, rows, hasNotice }: DashboardState): KeyContext['pictures'] {
  if (imagesOff) return 'off';
  if (!readsGrids || model.grid === null) return 'none';
  const { panels } = layoutOf(columns, rows, { zoomed: null, pictures: true, hasNotice });
  return panels.pictures === undefined && view.zoomed !== 'pictures' ? 'no room' : 'shown';
}
