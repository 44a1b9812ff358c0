import { markdownTable, type Column } from '../report/table.js';
import type { Comparison, PicturesReport } from './run.js';

/** Differences of a value up to this one, of 255, are rounding. */
const ROUNDING = 2;

/** Writes the counts, and every picture about which whisker and Pillow differ. */
export function picturesToMarkdown({ pictures, options }: PicturesReport): string {
  const both = pictures.filter(({ difference }) => difference !== null);
  const differing = both.filter(({ difference }) => (difference?.largest ?? 0) > ROUNDING).sort((a, b) => (b.difference?.mean ?? 0) - (a.difference?.mean ?? 0));
  const one = pictures.filter(({ refused, error }) => (refused === null) !== (error === null));
  return [
    `${pictures.length} pictures at ${options.size} px: both read ${both.length}, and ${both.length - differing.length} of them differ by ${ROUNDING} of 255 at most; both refuse ${pictures.length - both.length - one.length}.`,
    listed(`Differ by more than ${ROUNDING} of 255`, differing, [file, kind, mean, largest]),
    listed('Only Pillow reads', one.filter(({ error }) => error === null), [file, kind, { title: 'whisker', cell: ({ refused }) => refused ?? '' }]),
    listed('Only whisker reads', one.filter(({ refused }) => refused === null), [file, { title: 'Pillow', cell: ({ error }) => error ?? '' }]),
  ].join('\n\n');
}

const file: Column<Comparison> = { title: 'picture', cell: (picture) => picture.file };
const kind: Column<Comparison> = { title: 'kind', cell: (picture) => picture.kind };
const mean: Column<Comparison> = { title: 'mean', align: 'right', cell: ({ difference }) => (difference?.mean ?? 0).toFixed(2) };
const largest: Column<Comparison> = { title: 'largest', align: 'right', cell: ({ difference }) => String(difference?.largest ?? 0) };

const listed = (title: string, pictures: readonly Comparison[], columns: readonly Column<Comparison>[]): string =>
  pictures.length === 0 ? `${title}: none.` : `${title}: ${pictures.length}.\n\n${markdownTable(columns, pictures)}`;
