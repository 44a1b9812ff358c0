import { extentOf, valueAxis } from '../../chart/index.js';
import { px, styleClass } from '../curve-style.js';
import type { RunGroup } from '../groups.js';
import { markup, type Markup } from '../markup.js';
import type { Section } from '../page.js';
import { pairedDifference, type PairedDifference } from '../paired.js';
import { pair, soft } from '../parts.js';

interface Row {
  readonly name: string;
  readonly style: number;
  /** Differences in test accuracy from the baseline, one for each split that both have. */
  readonly differences: readonly number[];
  /** Null for a single split. */
  readonly found: PairedDifference | null;
}

const WIDTH = 480;
const ROW = 58;
const PLOT = { left: 20, right: WIDTH - 20 };

/** Returns the differences in test accuracy from the first group, on the splits that both have. */
export function differencesSection(groups: readonly RunGroup[]): Section[] {
  const [baseline, ...others] = groups;
  if (baseline === undefined) return [];
  const rows = others.flatMap((group, index): Row[] => {
    const differences = pairs(baseline, group);
    return differences.length === 0 ? [] : [{ name: group.name, style: index + 1, differences, found: pairedDifference(differences) }];
  });
  if (rows.length === 0) return [];
  return [{
    title: 'Differences',
    body: [
      soft(`Each dot is the difference in test accuracy from ${baseline.name} on the same split; the bar is the 95 % interval of their mean (Student's t). An interval that contains zero may be chance.`),
      pair(differencePlot(`Difference from ${baseline.name}, points of test accuracy`, rows)),
    ],
  }];
}

/** Runs are pairs where they have the same split of the same data; where that is not known, the same seed. */
function pairs(baseline: RunGroup, group: RunGroup): readonly number[] {
  if (['data', 'classes'].some((name) => baseline.facts.get(name) !== group.facts.get(name))) return [];
  const splitOf = ({ run, seed }: RunGroup['tested'][number]): string => String(run.record.about['split'] ?? `seed ${seed}`);
  return group.tested.flatMap((one) => {
    const same = baseline.tested.find((other) => splitOf(other) === splitOf(one));
    return same === undefined ? [] : [one.accuracy - same.accuracy];
  });
}

function differencePlot(title: string, rows: readonly Row[]): Markup {
  const axis = valueAxis(...extentOf([0, ...rows.flatMap(({ differences, found }) => [...differences, ...(found === null ? [] : [found.low, found.high])])].map((value) => value * 100)), 6, 'number');
  const toX = (share: number): number => PLOT.left + axis.share(share * 100) * (PLOT.right - PLOT.left);
  const height = rows.length * ROW + 34;
  return markup`<figure class="chart"><figcaption>${title}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}. ${rows.map(inWords).join('; ')}.">
${axis.ticks.map(({ value, label }) => markup`<line class="grid" x1="${px(toX(value / 100))}" x2="${px(toX(value / 100))}" y1="6" y2="${height - 28}"/><text class="tick" x="${px(toX(value / 100))}" y="${height - 10}" text-anchor="middle">${label}</text>`)}
<line class="zero" x1="${px(toX(0))}" x2="${px(toX(0))}" y1="6" y2="${height - 28}"/>
${rows.map((row, index) => drawRow(row, 6 + ROW * index, toX))}</svg></figure>`;
}

function drawRow(row: Row, top: number, toX: (share: number) => number): Markup {
  const { differences, found, style } = row;
  const y = top + 38;
  const bar = found === null ? undefined : markup`<line class="interval solid ${styleClass(style)}" x1="${px(toX(found.low))}" x2="${px(toX(found.high))}" y1="${y}" y2="${y}"/><line class="mean ${styleClass(style)}" x1="${px(toX(found.mean))}" x2="${px(toX(found.mean))}" y1="${y - 9}" y2="${y + 9}"/>`;
  return markup`<g><title>${inWords(row)}</title><rect class="hover" x="0" y="${top}" width="${WIDTH}" height="${ROW}"/><text class="label halo" x="${PLOT.left}" y="${top + 18}">${inWords(row)}</text>${bar}
${differences.map((value) => markup`<circle class="dot ${styleClass(style)}" cx="${px(toX(value))}" cy="${y}" r="4.5"/>`)}</g>`;
}

/** Returns `sgan: +10.00 points (7.52 to 12.48)`. */
function inWords({ name, differences: [only = 0], found }: Row): string {
  const points = (share: number): string => `${share >= 0 ? '+' : '−'}${Math.abs(share * 100).toFixed(2)}`;
  return found === null ? `${name}: ${points(only)} points, one split` : `${name}: ${points(found.mean)} points (${points(found.low)} to ${points(found.high)})${found.couldBeChance ? ', may be chance' : ''}`;
}
