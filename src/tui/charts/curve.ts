import type { Dots } from './dots.js';
import { isDrawn } from './points.js';
import type { Point } from './types.js';

/** Maps x and y to dots from the left and from the top; not rounded. */
export interface Place {
  readonly x: (x: number) => number;
  readonly y: (y: number) => number;
}

/**
 * Which of eight dots beside each other are drawn, by the series' number: lines that differ where no colour is seen. As bits, the
 * leftmost the highest.
 */
const STROKES = [0b11111111, 0b11110000, 0b10101010, 0b11111010, 0b11000000, 0b11101110] as const;

/** Who draws, and which of eight dots beside each other. */
interface Pen {
  readonly dots: Dots;
  readonly owner: number;
  readonly stroke: number;
}

/**
 * Draws a series: a line through its points, broken off at gaps. A point alone is a small square.
 *
 * Here and where dots are set, loops are plain: they are most of what a frame does, too seldom for V8 to make them fast soon, and
 * iterators and closures take it several times as long until then.
 */
export function drawCurve(dots: Dots, points: readonly Point[], place: Place, owner: number): void {
  // Characters of a whole cell's width are too coarse for strokes.
  const pen: Pen = { dots, owner, stroke: dots.width === dots.columns ? 0xff : (STROKES[owner % STROKES.length] ?? 0xff) };
  let from = 0;
  for (let at = 0; at <= points.length; at += 1) {
    const point = points[at];
    if (point !== undefined && isDrawn(point.y)) continue;
    if (at > from) drawStretch(pen, points, from, at, place);
    from = at + 1;
  }
}

/** Draws the points from `from` to before `end`, none of which is a gap. */
function drawStretch(pen: Pen, points: readonly Point[], from: number, end: number, place: Place): void {
  const { dots, owner } = pen;
  let [firstX, firstY, x, y] = [0, 0, 0, 0];
  let isPoint = true;
  for (let at = from; at < end; at += 1) {
    const point = points[at];
    if (point === undefined) continue;
    const nextX = Math.round(place.x(point.x));
    const nextY = Math.round(place.y(point.y));
    if (at === from) {
      firstX = nextX;
      firstY = nextY;
    } else {
      drawLine(pen, x, y, nextX, nextY);
      if (nextX !== firstX || nextY !== firstY) isPoint = false;
    }
    x = nextX;
    y = nextY;
  }
  if (isPoint) drawPoint(dots, x, y, owner);
  // A short line may lie where its stroke is off.
  dots.set(firstX, firstY, owner);
  dots.set(x, y, owner);
}

function drawPoint(dots: Dots, x: number, y: number, owner: number): void {
  const [left, top] = [Math.min(x, dots.width - 2), Math.min(y, dots.height - 2)];
  if (dots.width === dots.columns) dots.set(x, y, owner);
  else for (const [right, down] of [[0, 0], [1, 0], [0, 1], [1, 1]] as const) dots.set(left + right, top + down, owner);
}

/** Bresenham's line, both ends included. */
function drawLine({ dots, owner, stroke }: Pen, fromX: number, fromY: number, toX: number, toY: number): void {
  const wide = Math.abs(toX - fromX);
  const high = -Math.abs(toY - fromY);
  const right = Math.sign(toX - fromX);
  const down = Math.sign(toY - fromY);
  let x = fromX;
  let y = fromY;
  let error = wide + high;
  for (;;) {
    if ((stroke >> (7 - (x % 8))) & 1) dots.set(x, y, owner);
    if (x === toX && y === toY) return;
    const twice = 2 * error;
    if (twice >= high) {
      error += high;
      x += right;
    }
    if (twice <= wide) {
      error += wide;
      y += down;
    }
  }
}
