import { formatPercent } from '../config/index.js';
import type { LearnerName, RingsEvent, RingsLearner } from '../events/index.js';
import { px } from './curve-style.js';
import { contour } from './contour.js';
import { markup, type Markup } from './markup.js';

/** Edge of a figure, in pixels. */
export const FIGURE = 400;
/** The classes, inner and outer: blue and orange, as in the article, and the lighter grounds where D says real. */
const CLASSES = [{ name: 'inner', dot: '#0072b2', ground: '#cfe5f4' }, { name: 'outer', dot: '#c65600', ground: '#fbe3c4' }] as const;
const COLOURS = { paper: '#ffffff', unlabelled: '#8a8f96', generated: '#00805f', boundary: '#1c1e21' } as const;

export const titles: Readonly<Record<LearnerName, string>> = { 'labels only': 'Labels only', good: 'Good generator', complement: 'Complement generator' };

/**
 * Draws one learner as SVG: the ground where D says real, by class, the decision boundary, and the points. It has its own
 * colours, so that it looks the same in a page, light or dark, and as a file. Pure.
 */
export function pointFigure({ edge, labelled, unlabelled }: RingsEvent, { name, generated, field }: RingsLearner, place: Markup = markup``): Markup {
  const { size, odds, logZ } = field;
  const cell = FIGURE / size;
  const to = (value: number): number => ((value / edge + 1) * FIGURE) / 2;
  const at = (xy: Float32Array, index: number) => ({ x: px(to(xy[2 * index])), y: px(to(-xy[2 * index + 1])) });
  const each = (xy: Float32Array, path: (point: { x: string; y: string }) => string): string => Array.from({ length: xy.length / 2 }, (_, index) => path(at(xy, index))).join('');
  const boundary = contour(odds, size).map((segment) => segment.map((value) => px((value + 0.5) * cell))).map(([x1, y1, x2, y2]) => `M${x1} ${y1}L${x2} ${y2}`).join('');
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${FIGURE} ${FIGURE}" ${place} role="img" aria-label="${titles[name]}: points and decision boundary">
<rect width="${FIGURE}" height="${FIGURE}" fill="${COLOURS.paper}"/>
${CLASSES.map(({ name: ring, ground }, index) => markup`<path data-real="${ring}" fill="${ground}" d="${groundPath((place) => logZ[place] > 0 && (odds[place] > 0 ? 1 : 0) === index, size)}"/>`)}
<path data-points="unlabelled" fill="none" stroke="${COLOURS.unlabelled}" stroke-width="3" stroke-linecap="round" d="${each(unlabelled, ({ x, y }) => `M${x} ${y}h0`)}"/>
<path data-points="generated" fill="none" stroke="${COLOURS.generated}" stroke-width="1.6" d="${each(generated, ({ x, y }) => `M${x} ${y}m-3-3l6 6m0-6l-6 6`)}"/>
<path data-boundary="" fill="none" stroke="${COLOURS.boundary}" stroke-width="2" d="${boundary}"/>
${Array.from(labelled.classes, (ring, index) => label(ring, at(labelled.xy, index)))}
</svg>`;
}

/** Returns a label: a circle for the inner class, a square for the outer one, so that it does not hang on its colour alone. */
function label(ring: number, { x, y }: { readonly x: string; readonly y: string }): Markup {
  const { dot } = CLASSES[ring === 0 ? 0 : 1];
  return ring === 0
    ? markup`<circle data-label="inner" cx="${x}" cy="${y}" r="7" fill="${dot}" stroke="#fff" stroke-width="2"/>`
    : markup`<rect data-label="outer" x="${px(Number(x) - 6)}" y="${px(Number(y) - 6)}" width="12" height="12" fill="${dot}" stroke="#fff" stroke-width="2"/>`;
}

/** Returns the cells of a grid as a path, a rectangle for each run in a row. */
function groundPath(isIn: (place: number) => boolean, size: number): string {
  const cell = FIGURE / size;
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let from = 0; from < size; from += 1) {
      let to = from;
      while (to < size && isIn(row * size + to)) to += 1;
      if (to > from) path += `M${px(from * cell)} ${px(row * cell)}h${px((to - from) * cell)}v${px(cell)}h${px((from - to) * cell)}z`;
      from = to;
    }
  }
  return path;
}

/** Returns all figures in one SVG file, side by side, each with its accuracy. Pure. */
export function figuresFile(event: RingsEvent): string {
  const [gap, head] = [16, 30];
  const width = event.learners.length * (FIGURE + gap) + gap;
  return `${markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${FIGURE + head + gap}" font-family="system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif" font-size="15">
<rect width="100%" height="100%" fill="#f4f4f1"/>
${event.learners.map((learner, index) => {
    const x = gap + index * (FIGURE + gap);
    return markup`<text x="${x}" y="21" fill="#1c1e21">${titles[learner.name]}: ${formatPercent(learner.accuracy, 1)}</text>
${pointFigure(event, learner, markup`x="${x}" y="${head}" width="${FIGURE}" height="${FIGURE}"`)}`;
  })}</svg>`.text}\n`;
}
