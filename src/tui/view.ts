import type { Scale } from './charts/index.js';
import type { Action } from './keys/bindings.js';
import { panelNames, type PanelName } from './layout.js';
import { firstMessageView, type MessageView } from './message-list.js';
import type { GridFile, GridKind, Model, Series, SeriesPoint } from './model/index.js';

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
  /** The page of the help, from 0. */
  readonly helpPage: number;
  /** Whether the dashboard asks if the run should end. */
  readonly asking: boolean;
  readonly frozen: boolean;
  /** Whether the dashboard takes the mouse. */
  readonly mouse: boolean;
  readonly pictures: boolean;
  /** The pictures that a person wants to see. Where the run has none of these, the others are shown. */
  readonly gridKind: GridKind;
  /** Weight of the earlier values in the mean of the losses, 0 to below 1. */
  readonly smooth: number;
  /** The y axis of the losses. Null: the one that suits the curves. */
  readonly scale: Scale | null;
  /** Where in the range of a chart its values are read, 0 to 1; null without the cursor. */
  readonly cursor: number | null;
  readonly messages: MessageView;
  /** Rows below the last one that the table of epochs shows; 0: it follows the newest. */
  readonly scroll: number;
}

/** The weights that `s` goes through. */
const SMOOTH = [0, 0.6, 0.9, 0.97];
/** The shortest range of the charts. */
const SHORTEST = 1 / 64;
/** How many times as large as the lowest value the highest is where a linear axis would flatten curves. */
const LONG_RANGE = 20;
/** The share of a range by which an arrow moves the cursor. */
const SMALLEST_MOVE = 1 / 40;

export const firstView = (pictures: boolean, mouse = true): View => ({
  zoomed: null, help: false, helpPage: 0, asking: false, frozen: false, mouse, pictures, gridKind: 'generated', smooth: 0.6, scale: null, cursor: null, scroll: 0, rangeShare: 1, rangeEnd: null, messages: firstMessageView,
});

/** Returns the view after an action. Actions that are not about the view change nothing. Pure. */
export function viewAfter(view: View, action: Action, shown: readonly PanelName[] = panelNames): View {
  switch (action.type) {
    case 'zoom':
      return { ...view, help: false, scroll: 0, zoomed: view.zoomed === action.panel ? null : action.panel };
    case 'next': {
      const next = view.zoomed === null ? shown[0] : shown[shown.indexOf(view.zoomed) + 1];
      return { ...view, help: false, scroll: 0, zoomed: next ?? null };
    }
    case 'back':
      if (view.help) return { ...view, help: false };
      if (view.zoomed === 'messages' && view.messages.search !== '') return { ...view, messages: { ...view.messages, search: '', match: null } };
      return view.cursor === null ? { ...view, zoomed: null } : { ...view, cursor: null };
    case 'help':
      return { ...view, help: !view.help, helpPage: 0 };
    case 'help-page':
      return { ...view, helpPage: view.helpPage + 1 };
    case 'smooth':
      return { ...view, smooth: SMOOTH[(SMOOTH.indexOf(view.smooth) + 1) % SMOOTH.length] ?? 0 };
    case 'scale':
      return { ...view, scale: action.scale };
    case 'cursor':
      return { ...view, cursor: view.cursor === null ? 0.5 : null };
    case 'read':
      return { ...view, cursor: Math.min(1, Math.max(0, (view.cursor ?? 1) + action.by)) };
    case 'messages':
      return { ...view, help: false, zoomed: 'messages', messages: action.messages };
    case 'scroll':
      return { ...view, scroll: Math.max(0, view.scroll + action.by) };
    case 'freeze':
      return { ...view, frozen: !view.frozen };
    case 'mouse':
      return { ...view, mouse: !view.mouse };
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

/** Returns the y axis of curves: the one that a person chose, or else a logarithmic one where a linear one would flatten a curve. Pure. */
export function scaleOf({ scale }: Pick<View, 'scale'>, curves: readonly (readonly SeriesPoint[])[]): Scale {
  if (scale !== null) return scale;
  let [low, high] = [Infinity, 0];
  for (const points of curves) {
    for (let at = 0; at < points.length; at += 1) {
      const y = points[at]?.y ?? 0;
      if (y < 0) return 'linear';
      // A loss can be 0 while it has nothing to learn from.
      if (y > 0 && y < low) low = y;
      if (y > high) high = y;
    }
  }
  return high > low * LONG_RANGE ? 'log' : 'linear';
}

/** Returns the points of each of several series in a range of the charts, and that range. Pure. */
export function pointsOf(range: ChartRange, all: readonly Series[], columns: number): { readonly from: number; readonly to: number; readonly points: readonly (readonly SeriesPoint[])[] } {
  const { from, to } = rangeOf(range, Math.min(...all.map(({ first }) => first)), Math.max(...all.map(({ last }) => last)));
  return { from, to, points: all.map((series) => series.pointsIn(from, to, columns)) };
}

/** Returns how far an arrow moves the cursor: an epoch of the enlarged accuracy, else a small share of the range. Pure. */
export function cursorStepOf({ zoomed, rangeShare, rangeEnd }: View, accuracy: Series): number {
  const { from, to } = rangeOf({ rangeShare, rangeEnd }, accuracy.first, accuracy.last);
  return zoomed === 'accuracy' && to > from ? Math.min(1, Math.max(SMALLEST_MOVE, 1 / (to - from))) : SMALLEST_MOVE;
}

/** Returns whether the range of the charts is the whole run, as short as it gets, at the beginning, at the newest step. Pure. */
export function edgesOf({ rangeShare, rangeEnd }: ChartRange): { readonly whole: boolean; readonly shortest: boolean; readonly first: boolean; readonly last: boolean } {
  return { whole: rangeShare === 1, shortest: rangeShare <= SHORTEST, first: rangeEnd !== null && rangeEnd <= rangeShare, last: rangeEnd === null };
}

function withShare(view: View, wanted: number): View {
  const rangeShare = Math.min(1, Math.max(SHORTEST, wanted));
  if (view.cursor !== null && rangeShare < 1) {
    // What the cursor is on stays under it.
    const right = 1 - view.cursor;
    return withEnd({ ...view, rangeShare }, (view.rangeEnd ?? 1) - view.rangeShare * right + rangeShare * right);
  }
  if (view.rangeEnd === null || rangeShare === 1) return { ...view, rangeShare, rangeEnd: null };
  // The middle of the range stays in place.
  return withEnd({ ...view, rangeShare }, view.rangeEnd - view.rangeShare / 2 + rangeShare / 2);
}

/** A range that ends at the newest step follows it from then on. */
function withEnd(view: View, end: number): View {
  if (view.rangeShare === 1 || end >= 1) return { ...view, rangeEnd: null };
  return { ...view, rangeEnd: Math.max(view.rangeShare, end) };
}
