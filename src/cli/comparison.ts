import { groupBy, lastValueFrom, map, mergeMap, of, tap } from 'rxjs';
import { formatDuration } from '../config/index.js';
import { describeGains, percentSpread } from '../report/index.js';
import type { Comparison, ComparisonRow, PreparedComparison } from '../training/index.js';
import type { Dashboard } from '../tui/index.js';
import { ComparisonFeed, type ComparisonShown } from './comparison-feed.js';
import { wrapped } from './fit.js';
import { alignedWithin } from './format.js';
import { messageStream, writeLine, type CommandIo } from './io.js';
import { lines } from './lines.js';
import { holdUntilClosed } from './run-dashboard.js';

/** The result of a comparison. */
export interface Compared {
  readonly table: Comparison;
  /** Whether it ended before all runs were done. */
  readonly interrupted: boolean;
}

export interface CompareShow {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Opens a dashboard on the comparison. Without it, lines are printed. */
  readonly open?: ((shown: ComparisonShown) => Promise<Dashboard>) | undefined;
}

/**
 * Does the missing runs of a comparison, with progress and a line for each.
 * @throws what a run throws
 */
export async function runComparison(prepared: PreparedComparison, io: CommandIo, { json, quiet, open }: CompareShow): Promise<Compared> {
  const messages = messageStream(io, json);
  const feed = new ComparisonFeed(prepared.runs);
  const dashboard = await open?.(feed.shown);
  const write = dashboard === undefined ? (text: string) => void messages.write(text) : holdUntilClosed(dashboard, (text) => void messages.write(text));
  const width = Math.max(...prepared.runs.map((name) => name.length));
  const begun = new Set<string>();
  let table: Comparison = { rows: [] };
  const prints = prepared.events.pipe(
    mergeMap((item) => {
      feed.next(item);
      if ('event' in item) return of(item);
      table = item.table;
      return [];
    }),
    tap(({ run }) => begun.add(run)),
    groupBy(({ run }) => run),
    mergeMap((run) => run.pipe(
      map(({ event }) => event),
      lines({ shape: messages, detail: quiet ? 'quiet' : dashboard === undefined ? 'runs' : 'ends', title: run.key.padEnd(width) }),
    )),
    tap(({ text, result }) => result || write(text)),
  );
  try {
    await lastValueFrom(prints, { defaultValue: undefined });
  } finally {
    await dashboard?.close();
  }
  const done = table.rows.flatMap(({ splits }) => splits.map(({ run }) => run));
  const before = done.filter((run) => !begun.has(run));
  if (before.length > 0 && !quiet) writeLine(messages, `done before: ${before.join(', ')}`);
  return { table, interrupted: done.length < prepared.runs.length };
}

/** Returns the mean accuracies of the recipe that is best on the test set so far. */
export function bestOf({ rows }: Comparison): { readonly accuracy: number | null; readonly valAccuracy: number | null } {
  const [best] = rows.filter(({ splits }) => splits.length > 0).toSorted((one, other) => other.test.mean - one.test.mean);
  return { accuracy: best?.test.mean ?? null, valAccuracy: best?.val.mean ?? null };
}

/** The columns that go first: the error is one minus the accuracy. */
const LEAST = [3, 5, 6, 1, 4];

/**
 * Returns the table of a comparison as text, with a sentence about the gain from unlabelled samples.
 * @param unlabelled number of unlabelled samples
 * @param width characters of a line; less important columns of the table go where there is no room for them
 */
export function tableInWords({ rows }: Comparison, unlabelled: number, width: number): string {
  const table = alignedWithin([['recipe', 'splits', 'test accuracy', 'test error', 'val accuracy', 'best epoch', 'time of a run'], ...rows.map(cells)], width, LEAST);
  const results = rows.map(({ recipe, splits }) => ({ recipe, splits: splits.map(({ seed, test }) => ({ seed, accuracy: test.accuracy })) }));
  return ['', ...table, '', ...describeGains(results, unlabelled).flatMap((sentence) => wrapped(sentence, width)), ''].join('\n');
}

function cells({ recipe, splits, bestEpoch, seconds }: ComparisonRow): string[] {
  const tested = splits.map(({ test }) => test.accuracy);
  const validated = splits.map(({ val }) => val.accuracy);
  const epochs = bestEpoch.sd === null ? bestEpoch.mean.toFixed(0) : `${bestEpoch.mean.toFixed(1)} ± ${bestEpoch.sd.toFixed(1)}`;
  return [recipe, String(splits.length), percentSpread(tested), percentSpread(tested.map((accuracy) => 1 - accuracy)), percentSpread(validated), epochs, formatDuration(seconds.mean)];
}
