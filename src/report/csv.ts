import type { RunFolder } from './read.js';
import type { RunSummary } from './summary.js';

type Cell = string | number | boolean | null | undefined;

/** Returns the epochs of a run as CSV (RFC 4180, with the line ends of Unix): a row for each, with the names of the columns above. Shares are from 0 to 1. */
export function epochsCsv({ start, epochs }: RunSummary): string {
  const [losses, shares] = [namesOf(epochs.map((epoch) => epoch.losses)), namesOf(epochs.map((epoch) => epoch.shares ?? {}))];
  const classes = epochs.some(({ perClass }) => perClass !== undefined) ? start?.classes ?? [] : [];
  return csv(
    ['epoch', 'step', 'val_accuracy', 'val_loss', ...losses.map((name) => `loss_${name}`), ...shares, ...classes.map((name) => `val_accuracy_${name}`), 'learning_rate', 'trained_on_per_second', 'seconds', 'best'],
    epochs.map((epoch) => [
      epoch.epoch, epoch.step, epoch.val.accuracy, epoch.val.loss, ...losses.map((name) => epoch.losses[name]), ...shares.map((name) => epoch.shares?.[name]),
      ...classes.map((_, index) => epoch.perClass?.[index]), epoch.learningRate, epoch.trainedOnPerSecond, epoch.seconds, epoch.best,
    ]),
  );
}

/** Returns the results of runs as CSV: a row for each run. */
export const runsCsv = (runs: readonly RunFolder[]): string =>
  csv(
    ['run', 'state', 'recipe', 'model', 'size', 'seed', 'labelled', 'unlabelled', 'val', 'test', 'epochs', 'best_epoch', 'val_accuracy', 'val_loss', 'test_accuracy', 'test_loss', 'seconds', 'started'],
    runs.map(({ name, state, summary: { start, end, best, epochs, begun } }) => [
      name, state.kind, start?.recipe, start?.model, start?.size, start?.seed, start?.counts.labelled, start?.counts.unlabelled, start?.counts.val, start?.counts.test,
      epochs.at(-1)?.epoch ?? 0, best?.epoch, best?.val.accuracy, best?.val.loss, end?.test?.accuracy, end?.test?.loss, end?.seconds, begun === undefined ? undefined : new Date(begun).toISOString(),
    ]),
  );

/** Returns the names in some records, each once, in the order of their first record. */
export const namesOf = (records: readonly Readonly<Record<string, unknown>>[]): readonly string[] => [...new Set(records.flatMap((record) => Object.keys(record)))];

const csv = (head: readonly string[], rows: readonly (readonly Cell[])[]): string => [head, ...rows].map((row) => `${row.map(cellOf).join(',')}\n`).join('');

function cellOf(value: Cell): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : '';
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
