import { formatCount, formatPercent, formatRate } from '../../config/index.js';
import { valueText } from '../chart.js';
import { epochsCsv, namesOf } from '../csv.js';
import { markup } from '../markup.js';
import { table } from '../parts.js';
import type { Section } from '../page.js';
import type { RunFolder } from '../read.js';
import { takeEvenly } from '../take-evenly.js';

/** Rows of a page. The file has all epochs. */
const MAX_ROWS = 200;

/** Returns the numbers of the epochs, and a file of them. */
export function epochsSection({ name, summary }: RunFolder): Section[] {
  const { epochs, best } = summary;
  if (epochs.length === 0) return [];
  const shown = takeEvenly(epochs, MAX_ROWS);
  const [losses, shares] = [namesOf(epochs.map((epoch) => epoch.losses)), namesOf(epochs.map((epoch) => epoch.shares ?? {}))];
  const number = (value: number | undefined): string => (value === undefined ? '–' : valueText(value, 'number'));
  return [{
    title: 'Epochs',
    body: [
      markup`<p class="soft">${shown.length < epochs.length ? `${formatCount(shown.length)} of ${formatCount(epochs.length)} epochs. ` : ''}<a download="${name}-epochs.csv" href="data:text/csv;charset=utf-8,${encodeURIComponent(epochsCsv(summary)).replaceAll('%2C', ',')}">All epochs as CSV</a></p>`,
      table({
        name: 'Numbers of each epoch', kind: 'long',
        head: ['epoch', 'accuracy', 'loss', ...losses.map((loss) => `loss ${loss}`), ...shares, 'trained on, images/s', 'seconds'],
        rows: shown.map(({ epoch, val, losses: own, shares: parts = {}, trainedOnPerSecond, seconds }) => [
          epoch === best?.epoch ? markup`${epoch} <span class="best-epoch">best</span>` : String(epoch),
          formatPercent(val.accuracy), number(val.loss), ...losses.map((loss) => number(own[loss])), ...shares.map((share) => (parts[share] === undefined ? '–' : formatPercent(parts[share]))),
          formatRate(trainedOnPerSecond), seconds.toFixed(1),
        ]),
      }),
    ],
  }];
}
