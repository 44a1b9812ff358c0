import type { Picture } from './types.js';

/** A stretch of the screen. */
export interface Cells {
  readonly columns: number;
  readonly rows: number;
}

/** The most cells, within those given, that show a picture undistorted: a cell counts as twice as high as wide. At least 1x1. */
export function fitCells({ width, height }: Pick<Picture, 'width' | 'height'>, room: Cells): Cells {
  const scale = Math.min(room.columns / width, (room.rows * 2) / height);
  return { columns: Math.max(1, Math.floor(width * scale + 1e-9)), rows: Math.max(1, Math.floor((height * scale) / 2 + 1e-9)) };
}
