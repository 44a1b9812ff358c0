import type { Action } from './keys.js';
import { panelNames, type PanelName } from './layout.js';

/** What a person has made of the screen. */
export interface View {
  readonly zoomed: PanelName | null;
  readonly help: boolean;
  /** Whether the question of `q` stands. */
  readonly asking: boolean;
  readonly frozen: boolean;
  readonly pictures: boolean;
  /** Weight of the past in the losses' mean, 0 to below 1. */
  readonly smooth: number;
  /** The stretch of time in the charts: a share of the whole, 1 or less, and where it ends (0 to 1; null: now). */
  readonly stretch: number;
  readonly end: number | null;
}

/** How much a smoothed loss holds on to the past, one after the other. */
const SMOOTH = [0, 0.6, 0.9, 0.97];
/** Shortest stretch of the whole that the charts show. */
const SHORTEST = 1 / 64;

export const firstView = (pictures: boolean): View => ({
  zoomed: null, help: false, asking: false, frozen: false, pictures, smooth: 0, stretch: 1, end: null,
});

/** The view after an action on it; others leave it as it is. Pure. */
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
      return stretched(view, view.stretch / 2);
    case 'wider':
      return stretched(view, view.stretch * 2);
    case 'earlier':
      return ended(view, (view.end ?? 1) - view.stretch / 4);
    case 'later':
      return ended(view, (view.end ?? 1) + view.stretch / 4);
    case 'ask-quit':
      return { ...view, asking: true };
    case 'stay':
      return { ...view, asking: false };
    default:
      return view;
  }
}

/** The stretch of x that the charts show, of values from `first` to `last`. Pure. */
export function windowOf({ stretch, end }: Pick<View, 'stretch' | 'end'>, first: number, last: number): { readonly from: number; readonly to: number } {
  const whole = last - first;
  const to = first + whole * (end ?? 1);
  return { from: Math.max(first, to - whole * stretch), to };
}

/** Which ends of what the charts can show are reached: `whole` and `shortest` stretch, `first` and `last` part. Pure. */
export function edgesOf({ stretch, end }: Pick<View, 'stretch' | 'end'>): { readonly whole: boolean; readonly shortest: boolean; readonly first: boolean; readonly last: boolean } {
  return { whole: stretch === 1, shortest: stretch <= SHORTEST, first: end !== null && end <= stretch, last: end === null };
}

function stretched(view: View, asked: number): View {
  const stretch = Math.min(1, Math.max(SHORTEST, asked));
  if (view.end === null || stretch === 1) return { ...view, stretch, end: null };
  // The middle of what is shown stays where it is.
  return ended({ ...view, stretch }, view.end - view.stretch / 2 + stretch / 2);
}

/** With another end; one at the very end follows what comes. */
function ended(view: View, end: number): View {
  if (view.stretch === 1 || end >= 1) return { ...view, end: null };
  return { ...view, end: Math.max(view.stretch, end) };
}
