import { formatCount, formatPercent } from '../config/index.js';
import { topConfusions } from './class-scores.js';
import { markup, type Markup } from './markup.js';
import { scroll, table } from './parts.js';
import type { Evaluation } from './read.js';

/** A larger table would be unreadable. */
const MAX_CLASSES = 30;
/** More columns than this, or longer names, have their heads upright. */
const MAX_FLAT = 6;
const MAX_NAME = 10;
/** Confused pairs that are listed instead. */
const MAX_PAIRS = 30;

/** Whether a matrix needs the whole width of a page. */
export const isWide = ({ classes }: Pick<Evaluation, 'classes'>): boolean => classes.length > MAX_FLAT;

/** Returns the confusion matrix: a row for each true class, a column for each predicted one. Each cell is as dark as its share of the row. */
export function confusionTable({ classes, confusion }: Pick<Evaluation, 'classes' | 'confusion'>): Markup {
  if (classes.length > MAX_CLASSES) {
    const pairs = topConfusions({ classes, confusion }, MAX_PAIRS);
    return markup`<p class="soft">${formatCount(classes.length)} classes. These are confused most; <code>whisker evaluate RUN --json</code> prints the whole table.</p>${table({
      name: 'Confused classes', head: ['class', 'predicted', 'pictures'], rows: pairs.map(({ truth, predicted, count }) => [truth, predicted, formatCount(count)]),
    })}`;
  }
  const rows = confusion.map((cells, truth) => {
    const total = cells.reduce((sum, cell) => sum + cell, 0);
    const columns = cells.map((cell, predicted) => {
      const heat = total === 0 ? 0 : cell / total;
      return markup`<td class="${predicted === truth ? 'correct' : ''}" style="background: rgba(var(--heat), ${(heat * 0.55).toFixed(3)})" title="${classes[truth]} predicted as ${classes[predicted]}: ${cell} of ${total}${total === 0 ? '' : `, ${formatPercent(heat)}`}">${formatCount(cell)}</td>`;
    });
    return markup`<tr><th scope="row">${classes[truth]}</th>${columns}</tr>`;
  });
  const isUpright = classes.length > MAX_FLAT || classes.some((name) => name.length > MAX_NAME);
  return scroll('Confusion matrix', markup`<table class="confusion${isUpright ? ' upright' : ''}"><thead><tr><th scope="col">true \\ predicted</th>${classes.map((name) => markup`<th scope="col"><span>${name}</span></th>`)}</tr></thead><tbody>${rows}</tbody></table>`);
}
