/** Networks are drawn anew and pictures shuffled anew, so that losses are only alike. Other work makes others altogether. */
export const UNLIKE = 2;

interface Told {
  readonly name: string;
  readonly side: 'ours' | 'peer';
  /** Means over its steps. */
  readonly losses: readonly number[];
}

/** Names of the peers of whose losses one is not like ours. */
export function unlike(results: readonly Told[]): readonly string[] {
  const ours = results.find(({ side }) => side === 'ours')?.losses;
  if (ours === undefined) return [];
  const alike = (loss: number, own: number): boolean => loss < own * UNLIKE && own < loss * UNLIKE;
  return results.filter(({ side, losses }) => side === 'peer' && !ours.every((own, index) => alike(losses[index] ?? Number.NaN, own))).map(({ name }) => name);
}
