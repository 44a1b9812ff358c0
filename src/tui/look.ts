const ESC = '\u001B[';

/** Looks that are kept; a picture in 24-bit colours has thousands. */
const MOST = 2048;

interface Parts {
  readonly bold: string;
  readonly dim: string;
  readonly inverse: string;
  readonly foreground: string;
  readonly background: string;
}

/** How a cell looks. Two looks are the same where their codes are. */
export interface Look {
  /** The escape code that makes it out of a reset terminal; empty where that is it. */
  readonly code: string;
  /** The look after a run of SGR codes more (ECMA-48, 8.3.117; those that whisker and Ink write): `1;38;5;214`, empty for a reset. */
  with(codes: string): Look;
}

/** The looks of a screen: few, and each is worked out once. */
export class Looks {
  #known = new Map<string, Look>();
  #plain = this.#of({ bold: '', dim: '', inverse: '', foreground: '', background: '' });

  /** That of a reset terminal. */
  get plain(): Look {
    if (this.#known.size > MOST) {
      this.#known = new Map();
      this.#plain = this.#of({ bold: '', dim: '', inverse: '', foreground: '', background: '' });
    }
    return this.#plain;
  }

  #of(parts: Parts): Look {
    const all = [parts.bold, parts.dim, parts.inverse, parts.foreground, parts.background].filter((part) => part !== '').join(';');
    const code = all === '' ? '' : `${ESC}${all}m`;
    const known = this.#known.get(code);
    if (known !== undefined) return known;
    const after = new Map<string, Look>();
    const look: Look = {
      code,
      with: (codes) => {
        let next = after.get(codes);
        if (next === undefined) {
          if (after.size > MOST) after.clear();
          after.set(codes, (next = this.#of(partsAfter(parts, codes))));
        }
        return next;
      },
    };
    this.#known.set(code, look);
    return look;
  }
}

function partsAfter({ bold, dim, inverse, foreground, background }: Parts, parameters: string): Parts {
  const codes = parameters === '' ? ['0'] : parameters.split(';');
  for (let at = 0; at < codes.length; at += 1) {
    const code = Number(codes[at]);
    if (code === 0) bold = dim = inverse = foreground = background = '';
    else if (code === 1) bold = '1';
    else if (code === 2) dim = '2';
    else if (code === 22) bold = dim = '';
    else if (code === 7) inverse = '7';
    else if (code === 27) inverse = '';
    else if (code === 39) foreground = '';
    else if (code === 49) background = '';
    else if (code === 38 || code === 48) {
      const length = codes[at + 1] === '2' ? 5 : 3;
      const colour = codes.slice(at, at + length).join(';');
      if (code === 38) foreground = colour;
      else background = colour;
      at += length - 1;
    } else if ((code >= 30 && code < 38) || (code >= 90 && code < 98)) foreground = String(code);
    else if ((code >= 40 && code < 48) || (code >= 100 && code < 108)) background = String(code);
  }
  return { bold, dim, inverse, foreground, background };
}
