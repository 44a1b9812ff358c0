import { extentOf, valueAxis } from '../../chart/index.js';
import { px, styleClass } from '../curve-style.js';
import { formatCount } from '../../config/index.js';
import type { RunGroup, TestedRun } from '../groups.js';
import { markup, type Markup } from '../markup.js';
import { compareOnPictures, type PictureDifference } from '../mcnemar.js';
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
  /** On a single split, the two classifiers on the same pictures; null on more, and where a run has no predictions. */
  readonly onPictures: PictureDifference | null;
}

const WIDTH = 480;
const ROW = 76;
const PLOT = { left: 20, right: WIDTH - 20 };

/** Returns the differences in test accuracy of each group from the first one that has the same splits. */
export function differencesSection(groups: readonly RunGroup[]): Section[] {
  const rows = groups.flatMap((group, style): Row[] => {
    const [first] = groups.slice(0, style).map((baseline) => ({ baseline, shared: pairs(baseline, group) })).filter(({ shared }) => shared.length > 0);
    if (first === undefined) return [];
    const { baseline, shared } = first;
    const differences = shared.map(({ own, other }) => own.accuracy - other.accuracy);
    const [only] = shared;
    const onPictures = shared.length > 1 || only === undefined ? null : compareOnPictures(only.own.run.predictions ?? [], only.other.run.predictions ?? []);
    return [{ name: `${group.name} against ${baseline.name}`, style, differences, found: pairedDifference(differences), onPictures }];
  });
  if (rows.length === 0) return [];
  return [{
    title: 'Differences',
    body: [
      soft("Each dot is the difference in test accuracy on one split that both have. The bar is the 95 % interval of the mean difference (Student's t); where it contains zero, the difference may be chance."),
      ...(rows.some(({ onPictures }) => onPictures !== null) ? [soft("On one split: the pictures that only one of the two classifiers gets right, and McNemar's exact test of them. It tells of these two classifiers; more splits would tell of the recipes.")] : []),
      pair(differencePlot('Difference in test accuracy, points', rows)),
    ],
  }];
}

/** Runs are pairs where they have the same split of the same data; where that is not known, the same seed. */
function pairs(baseline: RunGroup, group: RunGroup): readonly { readonly own: TestedRun; readonly other: TestedRun }[] {
  if (['data', 'classes'].some((name) => baseline.facts.get(name) !== group.facts.get(name))) return [];
  const splitOf = ({ run, seed }: TestedRun): string => String(run.record.about['split'] ?? `seed ${seed}`);
  return group.tested.flatMap((own) => {
    const other = baseline.tested.find((one) => splitOf(one) === splitOf(own));
    return other === undefined ? [] : [{ own, other }];
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

/** Returns `+10.00 points (+7.52 to +12.48)`; on one split `+10.00 points; right here alone 30, there alone 12 (p 0.008)`. */
function inWords({ differences: [only = 0], found, onPictures }: Row): string {
  if (found !== null) return `${points(found.mean)} points (${points(found.low)} to ${points(found.high)})${found.couldBeChance ? ', may be chance' : ''}`;
  if (onPictures === null) return `${points(only)} points on one split`;
  const { onlyFirst, onlySecond, p } = onPictures;
  return `${points(only)} points; right here alone ${formatCount(onlyFirst)}, there alone ${formatCount(onlySecond)} (p ${p < 0.0005 ? '< 0.001' : p.toFixed(3)})`;
}
