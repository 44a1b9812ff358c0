import { deflateSync } from 'node:zlib';
import { resized } from './area.js';
import type { Cells } from './fit.js';
import type { Picture } from './types.js';

export interface KittyOptions extends Cells {
  /** 1 to 4294967295. A picture with the same number replaces the last one. */
  readonly id: number;
}

/** The most base64 characters in one escape code, a limit of the protocol. */
const CHUNK = 4096;

/** The most pixels to send for a cell. Nobody sees more of them. */
const CELL = { width: 10, height: 20 } as const;

/**
 * Returns the escape codes that show a picture over columns x rows cells from the cursor on, in kitty's protocol
 * (https://sw.kovidgoyal.net/kitty/graphics-protocol/). The cursor stays, and the terminal sends no answer.
 */
export function drawKitty(picture: Picture, { columns, rows, id }: KittyOptions): string {
  const { pixels, width, height } = resized(picture, Math.min(picture.width, columns * CELL.width), Math.min(picture.height, rows * CELL.height));
  const data = deflateSync(pixels).toString('base64');
  // Transmit and show (a=T), 24-bit RGB (f=24), deflated (o=z), one placement (p=1), keep the cursor (C=1), no answers (q=2).
  const header = `a=T,f=24,o=z,s=${width},v=${height},i=${id},p=1,c=${columns},r=${rows},C=1,q=2`;
  const chunks = Array.from({ length: Math.ceil(data.length / CHUNK) }, (_, index) => data.slice(index * CHUNK, (index + 1) * CHUNK));
  return chunks.map((chunk, index) => {
    const more = index < chunks.length - 1 ? 1 : 0;
    return code(index === 0 ? `${header},m=${more}` : `m=${more},q=2`, chunk);
  }).join('');
}

/** Returns the codes that remove the picture from the screen and from the terminal's memory. */
export const deleteKitty = (id: number): string => code(`a=d,d=I,i=${id},q=2`, '');

const code = (keys: string, data: string): string => `\u001B_G${keys}${data === '' ? '' : `;${data}`}\u001B\\`;
