/* oxlint-disable no-control-regex -- escape codes begin with a control character */
/** Returns the cells of a row of `drawBlocks`, each with its character and its codes. */
export function cellsOf(row: string): { readonly character: string; readonly foreground: string; readonly background: string }[] {
  const cells: { character: string; foreground: string; background: string }[] = [];
  let [foreground, background] = ['', ''];
  for (const [, codes, character] of row.matchAll(/\u001B\[([\d;]*)m|(.)/gsu)) {
    if (character !== undefined) cells.push({ character, foreground, background });
    for (const code of (codes ?? '').match(/[34]8;2;\d+;\d+;\d+|[34]8;5;\d+|\d+/g) ?? []) {
      if (/^(38;|3\d$|9\d$)/.test(code)) foreground = code;
      else if (/^(48;|4\d$|10\d$)/.test(code)) background = code;
      else [foreground, background] = ['', ''];
    }
  }
  return cells;
}

/** Reads kitty's escape codes back: the keys of the first, and the data of all. */
export function readKitty(text: string): { readonly keys: ReadonlyMap<string, string>; readonly data: string; readonly chunks: readonly string[]; readonly more: readonly string[] } {
  const codes = [...text.matchAll(/\u001B_G([^;\u001B]*)(?:;([^\u001B]*))?\u001B\\/g)];
  if (codes.map(([code]) => code).join('') !== text) throw new Error('more than escape codes');
  const keysOf = (words: string) => new Map(words.split(',').map((word) => [word.slice(0, 1), word.slice(2)]));
  const chunks = codes.map(([, , data]) => data ?? '');
  return { keys: keysOf(codes[0]?.[1] ?? ''), data: chunks.join(''), chunks, more: codes.map(([, words]) => keysOf(words ?? '').get('m') ?? '') };
}
