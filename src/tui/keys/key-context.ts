import type { PlayerState } from '../../events/index.js';
import { layoutOf, panelsOf, type PanelName } from '../layout.js';
import { rowsOf } from '../message-list.js';
import { sizeOf, takesPictures, type Model } from '../model/index.js';
import { helpPages } from '../panels/help.js';
import { rowsShown } from '../rows-shown.js';
import { cursorStepOf, edgesOf, pointsOf, scaleOf, shownGrid, type View } from '../view.js';
import type { KeyContext } from './bindings.js';

/** Columns of a chart, to see which axis it has. */
const COLUMNS = 80;

/** Panels with charts whose values the cursor reads. */
const READABLE: readonly PanelName[] = ['losses', 'accuracy', 'throughput', 'pipeline'];

export interface DashboardState {
  readonly mode: KeyContext['mode'];
  readonly model: Model;
  readonly view: View;
  readonly player: PlayerState | null;
  /** Whether `--images off` was given, and whether the dashboard can read grids of pictures. */
  readonly imagesOff: boolean;
  readonly readsGrids: boolean;
  /** The size of the terminal, and the rows of a notice, a warning or a side note. */
  readonly columns: number;
  readonly rows: number;
  readonly noticeRows: number;
}

/** Returns the part of the dashboard's state that decides what a key does. Pure. */
export function keyContextOf(state: DashboardState): KeyContext {
  const { mode, model, view, player } = state;
  return {
    mode,
    asking: view.asking,
    help: view.help,
    moreHelp: hasMoreHelp(state),
    zoomed: view.zoomed !== null,
    ended: model.end !== null,
    pipeline: takesPictures(model) ?? false,
    pictures: picturesOf(state),
    grids: { generated: model.grids.generated !== null, views: model.grids.views !== null },
    small: layoutOf(state.columns, state.rows, { zoomed: null, pictures: false, noticeRows: state.noticeRows }).kind === 'line',
    scale: scaleOf(view, pointsOf(view, model.losses, COLUMNS).points),
    cursorStep: view.cursor === null ? null : cursorStepOf(view, model.accuracy),
    messages: messagesOf(state),
    readable: !view.help && (view.zoomed === null || READABLE.includes(view.zoomed)),
    table: tableOf(state),
    charts: edgesOf(view),
    replay: { atStart: player !== null && player.at <= 0, atEnd: player !== null && player.ended },
  };
}

function hasMoreHelp({ mode, view, columns, rows, noticeRows }: DashboardState): boolean {
  const layout = layoutOf(columns, rows, { zoomed: null, pictures: false, noticeRows });
  return layout.kind === 'panels' && view.helpPage + 1 < helpPages(mode, layout.body).length;
}

function messagesOf({ model, view, columns, rows, noticeRows }: DashboardState): KeyContext['messages'] {
  const layout = layoutOf(columns, rows, { zoomed: view.zoomed, pictures: false, noticeRows });
  if (view.zoomed !== 'messages' || layout.kind === 'line') return { view: view.messages, rows: [], height: 0, enlarged: false };
  const { width, height } = layout.body;
  return { view: view.messages, rows: rowsOf(model.messages, view.messages.filter, width), height: height - 1, enlarged: true };
}

/** The rows of the table of epochs, where it is shown. */
function tableOf({ model, view, columns, rows, noticeRows }: DashboardState): KeyContext['table'] {
  const layout = layoutOf(columns, rows, { zoomed: view.zoomed, pictures: false, noticeRows });
  if (view.zoomed !== 'epochs' || layout.kind === 'line') return null;
  const { first, last, count, page } = rowsShown(sizeOf(model.epochs), view.scroll, layout.body.height);
  return { above: first, below: count - last, page };
}

function picturesOf({ model, view, imagesOff, readsGrids, columns, rows, noticeRows }: DashboardState): KeyContext['pictures'] {
  if (imagesOff) return 'off';
  if (!readsGrids || shownGrid(model, view) === null) return 'none';
  const hasRoom = panelsOf(layoutOf(columns, rows, { zoomed: null, pictures: true, noticeRows })).includes('pictures');
  return hasRoom || view.zoomed === 'pictures' ? 'shown' : 'no room';
}
