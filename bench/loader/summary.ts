import type { Pass } from '../contest/contestant.js';
import { median, ratioToBest, spreadOf, type Spread } from '../report/statistics.js';

/** The passes of one contestant. */
export interface Result {
  readonly name: string;
  readonly side: 'ours' | 'peer';
  readonly cached: boolean;
  readonly versions: Readonly<Record<string, string>>;
  readonly passes: readonly Pass[];
  /** Mean difference from Pillow's bilinear in levels of 255; null if not compared. */
  readonly difference: number | null;
}

/** A row of the table. */
export interface Row {
  readonly name: string;
  readonly side: 'ours' | 'peer';
  readonly cached: boolean;
  readonly versions: Readonly<Record<string, string>>;
  /** Pictures a second in each round. */
  readonly rates: readonly number[];
  readonly rate: Spread;
  /** Median over the rounds of its rate divided by the best peer's; null with a cache, and without peers. */
  readonly toBestPeer: number | null;
  /** For a peer, the median over the rounds of whisker's rate divided by the peer's; null for whisker. */
  readonly oursToIt: number | null;
  readonly difference: number | null;
  /** Median over the rounds of the 99th percentile of the event loop's delay; null if not measured. */
  readonly delayP99Ms: number | null;
  readonly peakBytes: number | null;
}

/** Returns the rows in the order of the results. Peers are compared with the first contestant of whisker's that uses no cache. */
export function summarize(results: readonly Result[]): readonly Row[] {
  const rated = results.map((result) => ({ ...result, rates: result.passes.map(({ pictures, seconds }) => pictures / seconds) }));
  const ours = rated.find(({ side, cached }) => side === 'ours' && !cached);
  const peers = rated.filter(({ side }) => side === 'peer').map(({ rates }) => rates);
  return rated.map((own) => {
    const { name, side, cached, versions, rates, passes, difference } = own;
    const delays = passes.flatMap(({ delayP99Ms }) => delayP99Ms ?? []);
    const peaks = passes.flatMap(({ peakBytes }) => peakBytes ?? []);
    return {
      name, side, cached, versions, rates, difference,
      rate: spreadOf(rates),
      toBestPeer: cached ? null : ratioToBest(rates, peers),
      oursToIt: ours === undefined || side === 'ours' ? null : ratioToBest(ours.rates, [rates]),
      delayP99Ms: delays.length === 0 ? null : median(delays),
      peakBytes: peaks.length === 0 ? null : Math.max(...peaks),
    };
  });
}
