/** Line and column, from 1, of a place in a text. */
export function lineAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The line in which `name` stands as a JSON string for the `nth` time; null where it is not written in that way. */
export function lineOf(text: string, name: string | null, nth = 1): number | null {
  if (name === null) return null;
  let offset = -1;
  for (let i = 0; i < nth; i++) {
    offset = text.indexOf(JSON.stringify(name), offset + 1);
    if (offset < 0) return null;
  }
  return lineAt(text, offset).line;
}
