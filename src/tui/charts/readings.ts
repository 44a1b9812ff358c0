import { formatPercent } from '../../config/index.js';
import { valueAxis, type Axis, type Unit } from '../../chart/index.js';
import type { Characters } from '../text/span.js';
import { isDrawn } from './points.js';
import type { Point } from './types.js';

export type Trend = 'rising' | 'falling' | 'level' | 'none';

const ARROWS: Readonly<Record<Characters, Readonly<Record<Trend, string>>>> = {
  braille: { rising: '↗', falling: '↘', level: '→', none: ' ' },
  ascii: { rising: '/', falling: '\\', level: '-', none: ' ' },
};

export const arrowOf = (trend: Trend, characters: Characters): string => ARROWS[characters][trend];

/** The share of a curve's points that its trend compares with as many before them. */
const TREND_SHARE = 0.2;
/** The share of the axis by which their means differ where a curve rises or falls. */
const LEVEL = 0.02;

/** Returns where a curve goes at its end, as it looks on its axis. */
export function trendOf(points: readonly Point[], axis: Axis): Trend {
  const drawn = points.filter(({ y }) => isDrawn(y));
  const count = Math.max(1, Math.round(drawn.length * TREND_SHARE));
  if (drawn.length < 2 * count) return 'none';
  const change = meanShare(drawn.slice(-count), axis) - meanShare(drawn.slice(-2 * count, -count), axis);
  return Math.abs(change) < LEVEL ? 'level' : change > 0 ? 'rising' : 'falling';
}

/** Returns the arrow of a curve on an axis of its own. */
export function trendArrow(points: readonly Point[], characters: Characters): string {
  const values = points.map(({ y }) => y).filter(isDrawn);
  return arrowOf(values.length === 0 ? 'none' : trendOf(points, valueAxis(Math.min(...values), Math.max(...values), 1, 'number')), characters);
}

const meanShare = (points: readonly Point[], axis: Axis): number => points.reduce((sum, { y }) => sum + axis.share(y), 0) / points.length;

/** Returns a value in a few characters: `0.276`, `0.016`, `8.1e-4`, `58.2 %`. Empty without a value. */
export function valueText(value: number | undefined, unit: Unit = 'number'): string {
  if (value === undefined) return '';
  if (unit === 'percent') return formatPercent(value, 1);
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1e-3 || size >= 1e5) return value.toExponential(1).replace('e+', 'e');
  return size >= 100 ? value.toFixed(0) : value.toPrecision(size < 0.1 ? 2 : 3);
}
