import { loadSharp } from '../config/index.js';

/** A grid of generated pictures, as a page embeds it. */
export interface Grid {
  readonly epoch: number;
  /** `data:image/…;base64,…`. */
  readonly data: string;
}

/** Returns a grid of pictures as a page embeds it: as WebP, which takes a tenth of the bytes of the file, or as the file where it is no picture. */
export async function embedGrid(png: Buffer): Promise<string> {
  const webp = await loadSharp()(png).webp({ quality: 85 }).toBuffer().catch(() => null);
  return webp === null || webp.length > png.length ? `data:image/png;base64,${png.toString('base64')}` : `data:image/webp;base64,${webp.toString('base64')}`;
}
