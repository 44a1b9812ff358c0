/** Blocks of 0 to 7 eighths of a cell, filled from the left. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/**
 * Returns the filled part of a bar of `width` cells: `██▍`, exact to an eighth of a cell, or `##` in ASCII.
 * @param share 0 to 1. A value outside counts as the nearer end, NaN as 0
 */
export function filledBar(share: number, width: number, ascii: boolean): string {
  const filled = (share > 0 ? Math.min(1, share) : 0) * width;
  if (ascii) return '#'.repeat(Math.round(filled));
  const eighths = Math.round(filled * 8);
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}
