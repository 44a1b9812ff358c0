/** Rows of a table beside its items: its title and its head. */
const OTHER_ROWS = 2;

/**
 * Returns which items a table shows: those from index `first` to before `last` of `count`, at most `page`. Pure.
 * @param scroll items below the last one that it shows, as far as there are so many
 * @param height rows of the panel
 */
export function rowsShown(count: number, scroll: number, height: number): { readonly first: number; readonly last: number; readonly count: number; readonly page: number } {
  const page = Math.max(1, height - OTHER_ROWS);
  const last = count - Math.min(scroll, Math.max(0, count - page));
  return { first: Math.max(0, last - page), last, count, page };
}
