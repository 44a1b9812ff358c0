import type { Picture } from './types.js';

/** A size in cells. */
export interface Cells {
  readonly columns: number;
  readonly rows: number;
}

/** Returns the most cells within `room` that show a picture without distortion, at least 1x1. A cell is twice as high as it is wide. */
export function fitCells({ width, height }: Pick<Picture, 'width' | 'height'>, room: Cells): Cells {
  const scale = Math.min(room.columns / width, (room.rows * 2) / height);
  return { columns: Math.max(1, Math.floor(width * scale + 1e-9)), rows: Math.max(1, Math.floor((height * scale) / 2 + 1e-9)) };
}
