import type { Action } from './keys/bindings.js';
import { panelNames, type PanelName } from './layout.js';

/** What a person has chosen to see. */
export interface View {
  readonly zoomed: PanelName | null;
  readonly help: boolean;
  /** Whether the dashboard asks if the run should end. */
  readonly asking: boolean;
  readonly frozen: boolean;
  readonly pictures: boolean;
  /** Weight of the earlier values in the mean of the losses, 0 to below 1. */
  readonly smooth: number;
  /** The range of the charts as a share of the whole run, and the share at which it ends. Null: the range follows the newest step. */
  readonly stretch: number;
  readonly end: number | null;
}

/** The weights that `s` goes through. */
const SMOOTH = [0, 0.6, 0.9, 0.97];
/** The shortest range of the charts. */
const SHORTEST = 1 / 64;

export const firstView = (pictures: boolean): View => ({
  zoomed: null, help: false, asking: false, frozen: false, pictures, smooth: 0, stretch: 1, end: null,
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
    case 'closer':
      return withStretch(view, view.stretch / 2);
    case 'wider':
      return withStretch(view, view.stretch * 2);
    case 'earlier':
      return withEnd(view, (view.end ?? 1) - view.stretch / 4);
    case 'later':
      return withEnd(view, (view.end ?? 1) + view.stretch / 4);
    case 'ask-quit':
      return { ...view, asking: true };
    case 'stay':
      return { ...view, asking: false };
    default:
      return view;
  }
}

/** Returns the range of x that the charts show, of values from `first` to `last`. Pure. */
export function rangeOf({ stretch, end }: Pick<View, 'stretch' | 'end'>, first: number, last: number): { readonly from: number; readonly to: number } {
  const whole = last - first;
  const to = first + whole * (end ?? 1);
  return { from: Math.max(first, to - whole * stretch), to };
}

/** Returns whether the range of the charts is the whole run, as short as it gets, at the beginning, at the newest step. Pure. */
export function edgesOf({ stretch, end }: Pick<View, 'stretch' | 'end'>): { readonly whole: boolean; readonly shortest: boolean; readonly first: boolean; readonly last: boolean } {
  return { whole: stretch === 1, shortest: stretch <= SHORTEST, first: end !== null && end <= stretch, last: end === null };
}

function withStretch(view: View, wanted: number): View {
  const stretch = Math.min(1, Math.max(SHORTEST, wanted));
  if (view.end === null || stretch === 1) return { ...view, stretch, end: null };
  // The middle of the range stays in place.
  return withEnd({ ...view, stretch }, view.end - view.stretch / 2 + stretch / 2);
}

/** A range that ends at the newest step follows it from then on. */
function withEnd(view: View, end: number): View {
  if (view.stretch === 1 || end >= 1) return { ...view, end: null };
  return { ...view, end: Math.max(view.stretch, end) };
}
