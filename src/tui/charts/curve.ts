import type { Dots } from './dots.js';
import { isDrawn } from './points.js';
import type { Point } from './types.js';

/** Maps x and y to dots from the left and from the top, without rounding. */
export interface Scale {
  readonly x: (x: number) => number;
  readonly y: (y: number) => number;
}

/** Which of eight neighbouring dots a series draws where the terminal has no colours. The highest bit is the leftmost dot. */
const STROKES = [0b11111111, 0b11110000, 0b10101010, 0b11111010, 0b11000000, 0b11101110] as const;

/** The series that draws, and its stroke. */
interface Pen {
  readonly dots: Dots;
  readonly owner: number;
  readonly stroke: number;
}

/**
 * Draws a series as a line through its points, with gaps. A single point is a small square.
 * @param strokes whether each series has a stroke of its own
 *
 * The loops here and in dots.ts are plain. They are most of the work of a frame, but run too rarely for V8 to optimize them soon, and
 * until then iterators and closures are several times slower.
 */
export function drawCurve(dots: Dots, points: readonly Point[], scale: Scale, owner: number, strokes: boolean): void {
  // ASCII characters are too coarse for strokes.
  const pen: Pen = { dots, owner, stroke: !strokes || dots.width === dots.columns ? 0xff : (STROKES[owner % STROKES.length] ?? 0xff) };
  let from = 0;
  for (let at = 0; at <= points.length; at += 1) {
    const point = points[at];
    if (point !== undefined && isDrawn(point.y)) continue;
    if (at > from) drawStretch(pen, points, from, at, scale);
    from = at + 1;
  }
}

/** Draws the points from index `from` to before `end`, none of which is a gap. */
function drawStretch(pen: Pen, points: readonly Point[], from: number, end: number, scale: Scale): void {
  const { dots, owner } = pen;
  let [firstX, firstY, x, y] = [0, 0, 0, 0];
  let isPoint = true;
  for (let at = from; at < end; at += 1) {
    const point = points[at];
    if (point === undefined) continue;
    const nextX = Math.round(scale.x(point.x));
    const nextY = Math.round(scale.y(point.y));
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
  // A short line can lie in the gap of its stroke.
  dots.set(firstX, firstY, owner);
  dots.set(x, y, owner);
}

function drawPoint(dots: Dots, x: number, y: number, owner: number): void {
  const [left, top] = [Math.min(x, dots.width - 2), Math.min(y, dots.height - 2)];
  if (dots.width === dots.columns) dots.set(x, y, owner);
  else for (const [right, down] of [[0, 0], [1, 0], [0, 1], [1, 1]] as const) dots.set(left + right, top + down, owner);
}

/** Draws a line with Bresenham's algorithm, both ends included. */
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
