/**
 * The sizes of the panels. Ink puts them in their places.
 *
 * As the terminal gets smaller, panels go in this order: the pictures, the messages, then the numbers of each stage in `pipeline` and
 * the sparkline in `throughput`. Every terminal from 60x15 on shows the losses, the accuracy, the throughput and the bottleneck. A
 * smaller one shows one line of text. The last row of the terminal stays empty.
 */

/** The smallest terminal with panels. */
export const SMALLEST = { columns: 60, rows: 15 } as const;
/** The largest terminal that panels fill. Cells beyond it stay empty. */
export const LARGEST = { columns: 300, rows: 100 } as const;

/** In the order of their numbers. */
export const panelNames = ['losses', 'accuracy', 'throughput', 'pipeline', 'messages', 'pictures'] as const;
/** The panels, and the table of epochs, which has no place beside them. */
export type PanelName = (typeof panelNames)[number] | 'epochs';

/** In cells. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A panel, or areas in a row or a column. */
export type Area = Size & ({ readonly panel: PanelName } | { readonly direction: 'row' | 'column'; readonly areas: readonly Area[] });

export interface LayoutOptions {
  /** The panel that takes the whole body. */
  readonly zoomed: PanelName | null;
  /** Whether pictures are shown where there is room. */
  readonly pictures: boolean;
  /** Rows of the notice, the warning or the side note; 0 without one. The header grows with them. */
  readonly noticeRows: number;
}

export type Layout =
  | { readonly kind: 'line'; readonly width: number; readonly height: number }
  | { readonly kind: 'panels'; readonly width: number; readonly header: Size; readonly body: Area; readonly footer: Size };

/** Empty columns between two areas in a row. */
export const GAP = 2;
/** The smallest pictures panel worth having, with its title. */
const PICTURES = { width: 28, height: 13 } as const;
/** Rows of the charts that no other panel may take, with their titles. */
const CHARTS = 7;
/** Rows of throughput and pipeline: with every stage, and in short. */
const STAGES = 8;
const SHORT = 3;
const MESSAGES = 4;
/** Charts narrower than half of this width stand in a column where that leaves each of them half of this height. */
const STACKED = { width: 110, height: 22 } as const;

/** Returns the width of a notice on a terminal with so many columns. */
export const noticeWidth = (columns: number): number => Math.min(columns, LARGEST.columns) - 1;

/** Returns the layout of a terminal of this size. Pure. */
export function layoutOf(columns: number, rows: number, { zoomed, pictures, noticeRows }: LayoutOptions): Layout {
  // The header, the smallest body and the footer fit above the last row. A notice of many rows takes the row of the progress, too.
  const mostHeaderRows = Math.min(rows, LARGEST.rows) - CHARTS - SHORT - 2;
  if (columns < SMALLEST.columns || rows < SMALLEST.rows || 1 + noticeRows > mostHeaderRows) return { kind: 'line', width: columns, height: Math.max(1, rows - 1) };
  const width = Math.min(columns, LARGEST.columns);
  const headerRows = Math.min(mostHeaderRows, Math.max(rows >= 28 ? 4 : 2, 2 + noticeRows));
  const body: Size = { width, height: Math.min(rows, LARGEST.rows) - headerRows - 2 };
  return {
    kind: 'panels',
    width,
    header: { width, height: headerRows },
    body: zoomed === null ? arranged(body, pictures) : panel(zoomed, body),
    footer: { width, height: 1 },
  };
}

/** Returns the panels of a layout. */
export const panelsOf = (layout: Layout): readonly PanelName[] => (layout.kind === 'line' ? [] : panelsIn(layout.body));

const panelsIn = (area: Area): readonly PanelName[] => ('panel' in area ? [area.panel] : area.areas.flatMap(panelsIn));

function arranged(body: Size, pictures: boolean): Area {
  if (pictures && body.width >= 108 && body.height >= 20) return withPictureColumn(body);
  const lowest = body.height >= CHARTS + STAGES ? STAGES : SHORT;
  const left = body.height - CHARTS - lowest;
  if (lowest === SHORT || left < MESSAGES - 1) return fourPanels(body, lowest);
  // The pictures get a band under the four panels where it is high enough, with the messages at their right.
  const room = Math.floor(left * 0.55) + 1;
  const band = pictures && room >= PICTURES.height ? room : Math.min(Math.max(MESSAGES - 1, Math.floor(body.height / 6)), left);
  const [upper, lower] = splitRows(body, body.height - band);
  if (band < PICTURES.height || !pictures) return column(fourPanels(upper, lowest), panel('messages', lower));
  const [first, second] = splitColumns(lower, Math.max(PICTURES.width, Math.min(2 * (band - 1), lower.width - 30)));
  return column(fourPanels(upper, lowest), row(panel('pictures', first), panel('messages', second)));
}

/** Pictures and messages in a column at the right. */
function withPictureColumn(body: Size): Area {
  const square = 2 * (body.height - MESSAGES - 2);
  const [left, right] = splitColumns(body, body.width - Math.max(PICTURES.width, Math.min(square, Math.floor(body.width * 0.36))) - GAP);
  // A picture is as wide as it is high, and a cell is twice as high as it is wide.
  const [upper, lower] = splitRows(right, Math.min(Math.ceil(right.width / 2) + 1, right.height - MESSAGES - 1));
  return row(fourPanels(left, left.height >= CHARTS + STAGES ? STAGES : SHORT), column(panel('pictures', upper), panel('messages', lower)));
}

/** Losses and accuracy above throughput and pipeline. */
function fourPanels(size: Size, lowest: number): Area {
  const [upper, lower] = splitRows(size, size.height - lowest);
  const half = Math.floor((size.width - GAP) / 2);
  const isStacked = upper.width < STACKED.width && upper.height >= STACKED.height;
  const [losses, accuracy] = isStacked ? splitRows(upper, Math.ceil(upper.height / 2)) : splitColumns(upper, half);
  const charts = (isStacked ? column : row)(panel('losses', losses), panel('accuracy', accuracy));
  const [throughput, pipeline] = splitColumns(lower, Math.min(half, 60));
  return column(charts, row(panel('throughput', throughput), panel('pipeline', pipeline)));
}

/** The first `height` rows, and the rest. */
const splitRows = ({ width, height }: Size, first: number): [Size, Size] => [{ width, height: first }, { width, height: height - first }];
/** The first `width` columns, and the rest after the gap. */
const splitColumns = ({ width, height }: Size, first: number): [Size, Size] => [{ width: first, height }, { width: width - first - GAP, height }];

const panel = (name: PanelName, { width, height }: Size): Area => ({ panel: name, width, height });
const column = (upper: Area, lower: Area): Area => ({ direction: 'column', areas: [upper, lower], width: upper.width, height: upper.height + lower.height });
const row = (left: Area, right: Area): Area => ({ direction: 'row', areas: [left, right], width: left.width + GAP + right.width, height: left.height });
