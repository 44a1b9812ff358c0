import { extentOf, valueAxis } from '../../chart/index.js';
import { px, styleClass } from '../curve-style.js';
import type { RunGroup } from '../groups.js';
import { markup, type Markup } from '../markup.js';
import type { Section } from '../page.js';
import { pairedDifference, type PairedDifference } from '../paired.js';
import { pair, soft } from '../parts.js';

interface Row {
  /** `sgan against supervised`. */
  readonly name: string;
  readonly style: number;
  /** Differences in test accuracy, one for each split that both have. */
  readonly differences: readonly number[];
  /** Null for a single split. */
  readonly found: PairedDifference | null;
}

const WIDTH = 480;
const ROW = 76;
const PLOT = { left: 20, right: WIDTH - 20 };

/** Returns the differences in test accuracy of each group from the first one that has the same splits. */
export function differencesSection(groups: readonly RunGroup[]): Section[] {
  const rows = groups.flatMap((group, style): Row[] => {
    const [first] = groups.slice(0, style).map((baseline) => ({ baseline, differences: pairs(baseline, group) })).filter(({ differences }) => differences.length > 0);
    return first === undefined ? [] : [{ name: `${group.name} against ${first.baseline.name}`, style, differences: first.differences, found: pairedDifference(first.differences) }];
  });
  if (rows.length === 0) return [];
  return [{
    title: 'Differences',
    body: [
      soft("Each dot is the difference in test accuracy on one split that both have. The bar is the 95 % interval of the mean difference (Student's t); where it contains zero, the difference may be chance."),
      pair(differencePlot('Difference in test accuracy, points', rows)),
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
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}. ${rows.map((row) => `${row.name}: ${inWords(row)}`).join('; ')}.">
${axis.ticks.map(({ value, label }) => markup`<line class="grid" x1="${px(toX(value / 100))}" x2="${px(toX(value / 100))}" y1="6" y2="${height - 28}"/><text class="tick" x="${px(toX(value / 100))}" y="${height - 10}" text-anchor="middle">${label}</text>`)}
<line class="zero" x1="${px(toX(0))}" x2="${px(toX(0))}" y1="6" y2="${height - 28}"/>
${rows.map((row, index) => drawRow(row, 6 + ROW * index, toX))}</svg></figure>`;
}

function drawRow(row: Row, top: number, toX: (share: number) => number): Markup {
  const { name, differences, found, style } = row;
  const y = top + 56;
  const bar = found === null ? undefined : markup`<line class="interval ${styleClass(style)}" x1="${px(toX(found.low))}" x2="${px(toX(found.high))}" y1="${y}" y2="${y}"/><line class="mean ${styleClass(style)}" x1="${px(toX(found.mean))}" x2="${px(toX(found.mean))}" y1="${y - 9}" y2="${y + 9}"/>`;
  return markup`<g><text class="label halo" x="${PLOT.left}" y="${top + 16}">${name}</text><text class="tick halo" x="${PLOT.left}" y="${top + 36}">${inWords(row)}</text>${bar}
${differences.map((value) => markup`<circle class="dot ${styleClass(style)}" cx="${px(toX(value))}" cy="${y}" r="4.5"><title>${points(value)} points</title></circle>`)}</g>`;
}

const points = (share: number): string => `${share >= 0 ? '+' : '−'}${Math.abs(share * 100).toFixed(2)}`;

/** Returns `+10.00 points (+7.52 to +12.48)`. */
function inWords({ differences: [only = 0], found }: Row): string {
  return found === null ? `${points(only)} points, on one split` : `${points(found.mean)} points (${points(found.low)} to ${points(found.high)})${found.couldBeChance ? ', may be chance' : ''}`;
}
