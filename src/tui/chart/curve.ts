import type { Dots } from './dots.js';
import { isDrawn, stretches } from './points.js';
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

/** Draws a series: a line through its points, broken off at gaps. A point alone is a small square. */
export function drawCurve(dots: Dots, points: readonly Point[], place: Place, owner: number): void {
  const stroke = STROKES[owner % STROKES.length] ?? 0xff;
  const draw = (x: number, y: number) => {
    // Characters of a whole cell's width are too coarse for strokes.
    if (dots.width === dots.columns || (stroke >> (7 - (x % 8))) & 1) dots.set(x, y, owner);
  };
  for (const stretch of stretches(points)) {
    const at = stretch.map(({ x, y }) => [Math.round(place.x(x)), Math.round(place.y(y))] as const);
    const [first] = at;
    if (first !== undefined && at.every(([x, y]) => x === first[0] && y === first[1])) drawPoint(dots, first[0], first[1], owner);
    // A short line may lie where its stroke is off.
    const last = at.at(-1);
    if (first !== undefined && last !== undefined) for (const [x, y] of [first, last]) dots.set(x, y, owner);
    for (const [index, [x, y]] of at.entries()) {
      const before = at[index - 1];
      if (before !== undefined) drawLine(before[0], before[1], x, y, draw);
    }
  }
}

/** Shades what lies between each point's low and high: every second dot. */
export function drawBand(dots: Dots, points: readonly Point[], place: Place, owner: number): void {
  for (const { x, y, low = y, high = y } of points) {
    if (!isDrawn(low) || !isDrawn(high)) continue;
    const column = Math.round(place.x(x));
    for (let row = Math.round(place.y(high)); row <= Math.round(place.y(low)); row += 1) {
      if ((column + row) % 2 === 0) dots.set(column, row, owner);
    }
  }
}

function drawPoint(dots: Dots, x: number, y: number, owner: number): void {
  const [left, top] = [Math.min(x, dots.width - 2), Math.min(y, dots.height - 2)];
  if (dots.width === dots.columns) dots.set(x, y, owner);
  else for (const [right, down] of [[0, 0], [1, 0], [0, 1], [1, 1]] as const) dots.set(left + right, top + down, owner);
}

/** Bresenham's line, both ends included. */
function drawLine(fromX: number, fromY: number, toX: number, toY: number, draw: (x: number, y: number) => void): void {
  const [wide, high] = [Math.abs(toX - fromX), -Math.abs(toY - fromY)];
  const [right, down] = [Math.sign(toX - fromX), Math.sign(toY - fromY)];
  let [x, y, error] = [fromX, fromY, wide + high];
  draw(x, y);
  while (x !== toX || y !== toY) {
    const twice = 2 * error;
    if (twice >= high) {
      error += high;
      x += right;
    }
    if (twice <= wide) {
      error += wide;
      y += down;
    }
    draw(x, y);
  }
}
