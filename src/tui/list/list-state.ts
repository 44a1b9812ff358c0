import type { RunOverview } from '../../events/index.js';
import type { MouseEvent } from '../keys/mouse.js';
import { runStateOf, type RunState } from '../run-state.js';

/** The most runs in one chart: so many colours can be told apart. */
export const MOST_MARKED = 7;

/** The choices of a person about the list. Runs are named by their folders, so that new runs move nothing. */
export interface ListView {
  /** Null: the first run. */
  readonly selected: string | null;
  /** In the order in which they were marked. */
  readonly marked: readonly string[];
  /** Whether the marked runs are shown in a chart, in place of the list. */
  readonly chart: boolean;
  /** The first row that is shown. */
  readonly top: number;
}

export const firstListView: ListView = { selected: null, marked: [], chart: false, top: 0 };

/** The effect of a key: another view, the run to open, an end, or why the key does nothing here. */
export type ListAnswer =
  | { readonly type: 'view'; readonly view: ListView }
  | { readonly type: 'open'; readonly folder: string }
  | { readonly type: 'quit' | 'suspend' | 'mouse' }
  | { readonly type: 'reason'; readonly text: string };

/** Rows above the first run: the header and the titles. */
const ROWS_ABOVE = 2;
/** Rows that the wheel moves at a time. */
const WHEEL_ROWS = 3;

const MOVES: Readonly<Record<string, number>> = { up: -1, k: -1, down: 1, j: 1 };

/**
 * Returns what a key does.
 * @param pageRows rows of runs on the screen
 */
export function listAnswer(key: string, view: ListView, runs: readonly RunOverview[], pageRows: number): ListAnswer {
  if (key === 'q' || key === 'ctrl-c') return { type: 'quit' };
  if (key === 'ctrl-z') return { type: 'suspend' };
  if (key === 'm') return { type: 'mouse' };
  if (view.chart) return key === 'escape' || key === 'c' ? { type: 'view', view: { ...view, chart: false } } : refusal(`${shown(key)} does nothing here: escape shows the list`);
  const at = selectedIndex(view, runs);
  const run = runs[at];
  if (run === undefined) return refusal('there is no run yet');
  const move = MOVES[key] ?? { pageup: -pageRows, pagedown: pageRows, g: -runs.length, home: -runs.length, G: runs.length, end: runs.length }[key];
  if (move !== undefined) return moved(view, runs, at + move, pageRows);
  switch (key) {
    case 'return':
      return run.run === null ? refusal(`${run.folder} cannot be opened: its log has no event yet, or none that this version of whisker knows`) : { type: 'open', folder: run.folder };
    case ' ':
      return marked(view, run);
    case 'c':
      return view.marked.length < 2 ? refusal('a chart needs two runs or more: space marks one') : { type: 'view', view: { ...view, chart: true } };
    case 'escape':
      return view.marked.length === 0 ? refusal('this is the list: q quits') : { type: 'view', view: { ...view, marked: [] } };
    default:
      return refusal(`${shown(key)} does nothing here`);
  }
}

/** Returns what a mouse does: the wheel moves, a click selects a run and opens the selected one, a right click is escape. Null: nothing. */
export function mouseAnswer({ does, y }: MouseEvent, view: ListView, runs: readonly RunOverview[], pageRows: number): ListAnswer | null {
  if (does === 'right click') return listAnswer('escape', view, runs, pageRows);
  if (view.chart || runs.length === 0) return null;
  const selected = selectedIndex(view, runs);
  if (does !== 'click') return moved(view, runs, selected + (does === 'wheel up' ? -WHEEL_ROWS : WHEEL_ROWS), pageRows);
  const row = y - ROWS_ABOVE;
  const run = row < 0 || row >= pageRows ? undefined : runs[view.top + row];
  if (run === undefined) return null;
  return view.top + row === selected ? listAnswer('return', view, runs, pageRows) : { type: 'view', view: { ...view, selected: run.folder } };
}

const refusal = (text: string): ListAnswer => ({ type: 'reason', text });
const shown = (key: string): string => (key === ' ' ? 'space' : key);

/** Returns the index of the selected run; the first one where it is gone. */
export const selectedIndex = ({ selected }: ListView, runs: readonly RunOverview[]): number => Math.max(0, runs.findIndex(({ folder }) => folder === selected));

function moved(view: ListView, runs: readonly RunOverview[], to: number, pageRows: number): ListAnswer {
  const index = Math.min(runs.length - 1, Math.max(0, to));
  return { type: 'view', view: scrolled({ ...view, selected: runs[index]?.folder ?? null }, runs, pageRows) };
}

/** Returns the view scrolled so that the selected run is on the screen. */
export function scrolled(view: ListView, runs: readonly RunOverview[], pageRows: number): ListView {
  const at = selectedIndex(view, runs);
  const top = Math.max(0, Math.min(Math.max(view.top, at - pageRows + 1), at, runs.length - pageRows));
  return { ...view, top };
}

function marked(view: ListView, { folder, run }: RunOverview): ListAnswer {
  if (view.marked.includes(folder)) return { type: 'view', view: { ...view, marked: view.marked.filter((one) => one !== folder) } };
  if (run === null) return refusal('this run has nothing to draw');
  return view.marked.length >= MOST_MARKED ? refusal(`a chart has room for ${MOST_MARKED} runs: space takes a marked one off`) : { type: 'view', view: { ...view, marked: [...view.marked, folder] } };
}

/** Returns the state of a run, as the dashboard has it. */
export const stateOfRun = ({ end, run, paused, status }: RunOverview): RunState => runStateOf({ end, run, paused }, status.state);
