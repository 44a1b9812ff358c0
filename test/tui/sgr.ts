/** The style of a cell: the SGR parameters (ECMA-48, 8.3.117) in force. */
export interface Sgr {
  readonly bold: string;
  readonly dim: string;
  readonly foreground: string;
  readonly background: string;
}

export const plainSgr: Sgr = { bold: '', dim: '', foreground: '', background: '' };

/** Returns the style after an SGR code: `1;38;5;214`, empty for a reset. */
export function sgrAfter(sgr: Sgr, parameters: string): Sgr {
  let { bold, dim, foreground, background } = sgr;
  for (const [code] of (parameters === '' ? '0' : parameters).matchAll(/[34]8;2;\d+;\d+;\d+|[34]8;5;\d+|\d+/g)) {
    if (code === '0') bold = dim = foreground = background = '';
    else if (code === '1') bold = code;
    else if (code === '2') dim = code;
    else if (code === '22') bold = dim = '';
    else if (code === '39') foreground = '';
    else if (code === '49') background = '';
    else if (/^(3|9)\d/.test(code)) foreground = code;
    else if (/^(4|10)\d/.test(code)) background = code;
    else throw new Error(`SGR ${code} is not in this terminal`);
  }
  return { bold, dim, foreground, background };
}

/** Returns a style as parameters; empty for the style of a reset terminal. */
export const sgrText = ({ bold, dim, foreground, background }: Sgr): string => [bold, dim, foreground, background].filter((part) => part !== '').join(';');
