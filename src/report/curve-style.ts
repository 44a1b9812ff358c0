import { markup, type Markup } from './markup.js';

/** Number of colours in the stylesheet, each with a dash of its own, so that curves differ without colours too. */
const COLOURS = 6;

/** Marks along a curve, for more curves than colours: the path of each around its middle, in pixels. */
const MARKS = ['M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0', 'M-3 -3h6v6h-6z', 'M0 -4l4 7h-8z', 'M0 -4l4 4l-4 4l-4 -4z', 'M-3 -3l6 6m0 -6l-6 6', 'M-4 0h8m-4 -4v8'];

/** Returns the CSS class of a style. */
export const styleClass = (style: number): string => `style${style % COLOURS}`;

/** Rounds a coordinate to a tenth of a pixel. */
export const px = (value: number): string => String(Math.round(value * 10) / 10);

/** Returns the marks of a style at some places of its curve. The first six styles need none: they differ in colour and dash. */
export function drawMarks(style: number, places: readonly (readonly [x: number, y: number])[]): readonly Markup[] {
  const path = MARKS[Math.floor(style / COLOURS) - 1];
  return path === undefined ? [] : places.map(([x, y]) => markup`<path class="point ${styleClass(style)}" transform="translate(${px(x)} ${px(y)})" d="${path}"/>`);
}
