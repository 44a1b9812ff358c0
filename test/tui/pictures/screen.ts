/* oxlint-disable no-control-regex -- escape codes begin with a control character */
/** What a terminal makes of the rows of `drawBlocks`: for each cell its character and the codes in force. */
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

/** Reads sixels back into RGB; a pixel that no sixel sets is undefined. */
export function readSixel(text: string): { readonly width: number; readonly height: number; readonly pixels: readonly (readonly number[] | undefined)[]; readonly colours: number } {
  const inner = /^\u001BPq(.*)\u001B\\$/s.exec(text)?.[1];
  if (inner === undefined) throw new Error('not a sixel string');
  let [width, height, x, top, colour] = [0, 0, 0, 0, 0];
  const palette = new Map<number, readonly number[]>();
  const pixels: (readonly number[] | undefined)[] = [];
  for (const [token] of inner.matchAll(/"[\d;]+|#\d+;2;\d+;\d+;\d+|#\d+|!\d+[?-~]|[?-~]|[$-]|./gs)) {
    const numbers = (token.match(/\d+/g) ?? []).map(Number);
    if (token.startsWith('"')) [width, height] = [numbers[2] ?? 0, numbers[3] ?? 0];
    else if (/^#\d+;/.test(token)) palette.set(numbers[0] ?? 0, numbers.slice(2).map((hundredths) => (hundredths * 255) / 100));
    else if (token.startsWith('#')) colour = numbers[0] ?? 0;
    else if (token === '$') x = 0;
    else if (token === '-') [x, top] = [0, top + 6];
    else if (/^(!\d+)?[?-~]$/.test(token)) {
      const bits = (token.at(-1) ?? '?').charCodeAt(0) - 63;
      for (const end = x + (token.startsWith('!') ? (numbers[0] ?? 0) : 1); x < end; x += 1) {
        for (let down = 0; down < 6; down += 1) if ((bits >> down) & 1) pixels[(top + down) * width + x] = palette.get(colour);
      }
    } else throw new Error(`not in sixels: ${token}`);
  }
  return { width, height, pixels, colours: palette.size };
}

/** Reads kitty's escape codes back: the keys of the first, and the data of all. */
export function readKitty(text: string): { readonly keys: ReadonlyMap<string, string>; readonly data: string; readonly chunks: readonly string[]; readonly more: readonly string[] } {
  const codes = [...text.matchAll(/\u001B_G([^;\u001B]*)(?:;([^\u001B]*))?\u001B\\/g)];
  if (codes.map(([code]) => code).join('') !== text) throw new Error('more than escape codes');
  const keysOf = (words: string) => new Map(words.split(',').map((word) => [word.slice(0, 1), word.slice(2)]));
  const chunks = codes.map(([, , data]) => data ?? '');
  return { keys: keysOf(codes[0]?.[1] ?? ''), data: chunks.join(''), chunks, more: codes.map(([, words]) => keysOf(words ?? '').get('m') ?? '') };
}
