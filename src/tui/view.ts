import type { Action } from './keys/bindings.js';
import { panelNames, type PanelName } from './layout.js';
import type { GridFile, GridKind, Model } from './model/index.js';

/** The range of the run that the charts show. */
export interface ChartRange {
  /** The share of the whole run, 1 or less. */
  readonly rangeShare: number;
  /** The share of the run at which the range ends, 0 to 1. Null: it follows the newest step. */
  readonly rangeEnd: number | null;
}

/** The choices of a person about the screen. */
export interface View extends ChartRange {
  readonly zoomed: PanelName | null;
  readonly help: boolean;
  /** Whether the dashboard asks if the run should end. */
  readonly asking: boolean;
  readonly frozen: boolean;
  readonly pictures: boolean;
  /** The pictures that a person wants to see. Where the run has none of these, the others are shown. */
  readonly gridKind: GridKind;
  /** Weight of the earlier values in the mean of the losses, 0 to below 1. */
  readonly smooth: number;
}

/** The weights that `s` goes through. */
const SMOOTH = [0, 0.6, 0.9, 0.97];
/** The shortest range of the charts. */
const SHORTEST = 1 / 64;

export const firstView = (pictures: boolean): View => ({
  zoomed: null, help: false, asking: false, frozen: false, pictures, gridKind: 'generated', smooth: 0, rangeShare: 1, rangeEnd: null,
});

/** Returns the view after an action. Actions that are not about the view change nothing. Pure. */
export function viewAfter(view: View, action: Action, shown: readonly PanelName[] = panelNames): View {
  switch (action.type) {
    case 'zoom':
      return { ...view, help: false, zoomed: view.zoomed === action.panel ? null : action.panel };
    case 'next': {
      const next = view.zoomed === null ? shown[0] : shown[shown.indexOf(view.zoomed) + 1];
      return { ...view, help: false, zoomed: next ?? null };
    }
    case 'back':
      return view.help ? { ...view, help: false } : { ...view, zoomed: null };
    case 'help':
      return { ...view, help: !view.help };
    case 'smooth':
      return { ...view, smooth: SMOOTH[(SMOOTH.indexOf(view.smooth) + 1) % SMOOTH.length] ?? 0 };
    case 'freeze':
      return { ...view, frozen: !view.frozen };
    case 'pictures':
      return { ...view, pictures: !view.pictures, zoomed: view.zoomed === 'pictures' ? null : view.zoomed };
    case 'views':
      return { ...view, gridKind: view.gridKind === 'views' ? 'generated' : 'views' };
    case 'closer':
      return withShare(view, view.rangeShare / 2);
    case 'wider':
      return withShare(view, view.rangeShare * 2);
    case 'earlier':
      return withEnd(view, (view.rangeEnd ?? 1) - view.rangeShare / 4);
    case 'later':
      return withEnd(view, (view.rangeEnd ?? 1) + view.rangeShare / 4);
    case 'ask-quit':
      return { ...view, asking: true };
    case 'stay':
      return { ...view, asking: false };
    default:
      return view;
  }
}

/** Returns the grid of pictures that is shown; null where the run has none yet. Pure. */
export const shownGrid = ({ grids }: Model, { gridKind }: Pick<View, 'gridKind'>): GridFile | null => grids[gridKind] ?? grids.generated ?? grids.views;

/** Returns the range of x that the charts show, of values from `first` to `last`. Pure. */
export function rangeOf({ rangeShare, rangeEnd }: ChartRange, first: number, last: number): { readonly from: number; readonly to: number } {
  const whole = last - first;
  const to = first + whole * (rangeEnd ?? 1);
  return { from: Math.max(first, to - whole * rangeShare), to };
}

/** Returns whether the range of the charts is the whole run, as short as it gets, at the beginning, at the newest step. Pure. */
export function edgesOf({ rangeShare, rangeEnd }: ChartRange): { readonly whole: boolean; readonly shortest: boolean; readonly first: boolean; readonly last: boolean } {
  return { whole: rangeShare === 1, shortest: rangeShare <= SHORTEST, first: rangeEnd !== null && rangeEnd <= rangeShare, last: rangeEnd === null };
}

function withShare(view: View, wanted: number): View {
  const rangeShare = Math.min(1, Math.max(SHORTEST, wanted));
  if (view.rangeEnd === null || rangeShare === 1) return { ...view, rangeShare, rangeEnd: null };
  // The middle of the range stays in place.
  return withEnd({ ...view, rangeShare }, view.rangeEnd - view.rangeShare / 2 + rangeShare / 2);
}

/** A range that ends at the newest step follows it from then on. */
function withEnd(view: View, end: number): View {
  if (view.rangeShare === 1 || end >= 1) return { ...view, rangeEnd: null };
  return { ...view, rangeEnd: Math.max(view.rangeShare, end) };
}
