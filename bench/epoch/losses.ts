/** Ratio of two losses that is too large. Each side has its own first weights and its own order, so losses are only alike. */
export const UNLIKE = 2;

interface Losses {
  readonly name: string;
  readonly side: 'ours' | 'peer';
  /** Means over its steps. */
  readonly losses: readonly number[];
}

/** Returns the names of the peers with a loss that is not like ours. */
export function unlike(results: readonly Losses[]): readonly string[] {
  const ours = results.find(({ side }) => side === 'ours')?.losses;
  if (ours === undefined) return [];
  const alike = (loss: number, own: number): boolean => loss < own * UNLIKE && own < loss * UNLIKE;
  return results.filter(({ side, losses }) => side === 'peer' && !ours.every((own, index) => alike(losses[index] ?? Number.NaN, own))).map(({ name }) => name);
}
