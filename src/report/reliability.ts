import { valueAxis } from '../chart/index.js';
import { formatPercent, pluralize } from '../config/index.js';
import type { Calibration } from './calibration.js';
import { px } from './curve-style.js';
import { markup, type Markup } from './markup.js';

const WIDTH = 480;
const HEIGHT = 330;
const PLOT = { left: 56, right: WIDTH - 14, top: 14, bottom: 230 };
/** The strip below with the number of pictures of each bin. */
const COUNTS = { top: 246, bottom: 286 };

/** Draws accuracy over confidence, with intervals, and the number of pictures below. On the diagonal, confidence is how often the classifier is right. Pure. */
export function reliabilityDiagram({ bins, error }: Calibration): Markup {
  const first = Math.min(...bins.map(({ confidence }) => Math.floor(confidence * 10) / 10));
  const [xAxis, yAxis] = [valueAxis(first, 1, 5, 'percent'), valueAxis(Math.min(first, ...bins.map(({ low }) => low)), 1, 5, 'percent')];
  const toX = (value: number): number => PLOT.left + xAxis.share(value) * (PLOT.right - PLOT.left);
  const toY = (value: number): number => PLOT.bottom - yAxis.share(value) * (PLOT.bottom - PLOT.top);
  const most = Math.max(...bins.map(({ count }) => count));
  const title = 'Accuracy over confidence';
  return markup`<figure class="chart"><figcaption>${title}<span>vertical lines: 95 % intervals</span></figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}, in ${pluralize(bins.length, 'bin')}. Expected calibration error ${formatPercent(error)}.">
${yAxis.ticks.map(({ value, label }) => markup`<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${px(toY(value))}" y2="${px(toY(value))}"/><text class="tick" x="${PLOT.left - 8}" y="${px(toY(value) + 4)}" text-anchor="end">${label}</text>`)}
${xAxis.ticks.map(({ value, label }) => markup`<text class="tick" x="${px(toX(value))}" y="${COUNTS.bottom + 18}" text-anchor="middle">${label}</text>`)}
<text class="tick" x="${PLOT.right}" y="${HEIGHT - 4}" text-anchor="end">confidence</text><text class="tick" x="${PLOT.left - 8}" y="${COUNTS.bottom - 14}" text-anchor="end">pictures</text>
<line class="mark" x1="${px(toX(first))}" y1="${px(toY(first))}" x2="${px(toX(1))}" y2="${px(toY(1))}"/>
${bins.map(({ count, confidence, accuracy, low, high }) => {
    const x = px(toX(confidence));
    const height = Math.max(1.5, (count / most) * (COUNTS.bottom - COUNTS.top));
    const [left, right] = [toX(Math.min(0.9, Math.floor(confidence * 10) / 10)), toX(Math.min(1, Math.floor(confidence * 10) / 10 + 0.1))];
    return markup`<g><title>${`${pluralize(count, 'picture')}: confidence ${formatPercent(confidence)}\naccuracy ${formatPercent(accuracy)} (${formatPercent(low)} to ${formatPercent(high)})`}</title>
<rect class="hover" x="${px(left)}" y="${PLOT.top}" width="${px(Math.max(0, right - left))}" height="${COUNTS.bottom - PLOT.top}"/>
<line class="interval style0" x1="${x}" x2="${x}" y1="${px(toY(low))}" y2="${px(toY(high))}"/><circle class="dot style0 solid" cx="${x}" cy="${px(toY(accuracy))}" r="4.5"/>
<rect class="bar" x="${px(left + 1)}" y="${px(COUNTS.bottom - height)}" width="${px(Math.max(1, right - left - 2))}" height="${px(height)}"/></g>`;
  })}</svg></figure>`;
}
