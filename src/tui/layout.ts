/**
 * Which panels stand where. Pure.
 *
 * Where room is short, panels give way in this order: the pictures; the messages; the numbers of each stage in `pipeline` and the
 * sparkline in `throughput`. The losses and the accuracy, one line of throughput and the bottleneck stand on every screen
 * from 60x15 on. On a smaller one, one line of text. The last row stays empty.
 */

/** Smallest terminal that panels are drawn on. */
export const SMALLEST = { columns: 60, rows: 15 } as const;
/** Largest that is drawn on; what lies beyond stays empty. */
export const LARGEST = { columns: 300, rows: 100 } as const;

/** In the order of their numbers. */
export const panelNames = ['losses', 'accuracy', 'throughput', 'pipeline', 'messages', 'pictures'] as const;
export type PanelName = (typeof panelNames)[number];

/** Cells of the screen, from its upper left corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LayoutOptions {
  /** A panel that is to have the whole screen. */
  readonly zoomed: PanelName | null;
  /** Whether pictures are shown where there is room for them. */
  readonly pictures: boolean;
  /** Whether there is something to tell besides the events: a row of the header on a screen that has no other for it. */
  readonly hasNotice: boolean;
}

export interface Layout {
  /** `line`: one line of text at the top is all there is. */
  readonly kind: 'panels' | 'line';
  readonly header: Place;
  readonly footer: Place;
  readonly panels: Readonly<Partial<Record<PanelName, Place>>>;
}

/** Empty columns between two panels beside each other. */
const GAP = 2;
/** Columns that a picture is worth showing in, and rows with its title. */
const PICTURES = { width: 28, height: 13 } as const;
/** Rows of the charts that nothing else may take, with their titles. */
const CHARTS = 7;
/** Rows of throughput and pipeline: with every stage, and in short. */
const STAGES = 8;
const SHORT = 3;
const MESSAGES = 4;
/** Charts stand over each other where beside each other they would be narrower than half of this, and over each other at least half as high as this. */
const STACKED = { width: 110, height: 22 } as const;

/** @param columns, @param rows those of the terminal */
export function layoutOf(columns: number, rows: number, { zoomed, pictures, hasNotice }: LayoutOptions): Layout {
  if (columns < SMALLEST.columns || rows < SMALLEST.rows) {
    return { kind: 'line', header: { x: 0, y: 0, width: columns, height: 1 }, footer: { x: 0, y: 0, width: 0, height: 0 }, panels: {} };
  }
  const width = Math.min(columns, LARGEST.columns);
  const height = Math.min(rows, LARGEST.rows) - 1;
  const header: Place = { x: 0, y: 0, width, height: rows >= 28 ? 4 : hasNotice ? 3 : 2 };
  const footer: Place = { x: 0, y: height - 1, width, height: 1 };
  const body: Place = { x: 0, y: header.height, width, height: height - header.height - 1 };
  return { kind: 'panels', header, footer, panels: zoomed === null ? panelsIn(body, pictures) : { [zoomed]: body } };
}

function panelsIn(body: Place, pictures: boolean): Layout['panels'] {
  if (pictures && body.width >= 108 && body.height >= 20) return withColumn(body);
  const lowest = body.height >= CHARTS + STAGES ? STAGES : SHORT;
  const left = body.height - CHARTS - lowest;
  if (lowest === SHORT || left < MESSAGES - 1) return twoByTwo(body, lowest);
  // A band under the rest: pictures as far as they are worth it, and messages beside them.
  const room = Math.floor(left * 0.55) + 1;
  const band = pictures && room >= PICTURES.height ? room : Math.min(Math.max(MESSAGES - 1, Math.floor(body.height / 6)), left);
  const [upper, lower] = rowsOf(body, body.height - band);
  if (band < PICTURES.height || !pictures) return { ...twoByTwo(upper, lowest), messages: lower };
  const [first, second] = columnsOf(lower, Math.max(PICTURES.width, Math.min(2 * (band - 1), lower.width - 30)));
  return { ...twoByTwo(upper, lowest), pictures: first, messages: second };
}

/** Pictures and messages in a column of their own, on the right. */
function withColumn(body: Place): Layout['panels'] {
  const square = 2 * (body.height - MESSAGES - 2);
  const [left, right] = columnsOf(body, body.width - Math.max(PICTURES.width, Math.min(square, Math.floor(body.width * 0.36))) - GAP);
  // A picture is as wide as it is high; cells are twice as high as wide.
  const [upper, lower] = rowsOf(right, Math.min(Math.ceil(right.width / 2) + 1, right.height - MESSAGES - 1));
  return { ...twoByTwo(left, left.height >= CHARTS + STAGES ? STAGES : SHORT), pictures: upper, messages: lower };
}

/** Throughput beside pipeline, and above them losses beside accuracy, or over it where each is high enough. */
function twoByTwo(area: Place, lowest: number): Layout['panels'] {
  const [upper, lower] = rowsOf(area, area.height - lowest);
  const half = Math.floor((area.width - GAP) / 2);
  const isStacked = upper.width < STACKED.width && upper.height >= STACKED.height;
  const [losses, accuracy] = isStacked ? rowsOf(upper, Math.ceil(upper.height / 2)) : columnsOf(upper, half);
  const [throughput, pipeline] = columnsOf(lower, Math.min(half, 60));
  return { losses, accuracy, throughput, pipeline };
}

/** The first `height` rows, and the rest. */
const rowsOf = ({ x, y, width, height }: Place, first: number): [Place, Place] => [
  { x, y, width, height: first },
  { x, y: y + first, width, height: height - first },
];

/** The first `width` columns, and what is left behind the gap. */
const columnsOf = ({ x, y, width, height }: Place, first: number): [Place, Place] => [
  { x, y, width: first, height },
  { x: x + first + GAP, y, width: width - first - GAP, height },
];
