/** Returns the line and the column of an offset in a text, from 1. */
export function lineAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Returns the line in which `name` is written as a JSON string for the `nth` time; null if it is not written that way. */
export function lineOf(text: string, name: string | null, nth = 1): number | null {
  if (name === null) return null;
  let offset = -1;
  for (let i = 0; i < nth; i++) {
    offset = text.indexOf(JSON.stringify(name), offset + 1);
    if (offset < 0) return null;
  }
  return lineAt(text, offset).line;
}
