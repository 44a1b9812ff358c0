/** A view of a picture in numbers: one warp, one change of the colours, and one gray square. */
export interface Transform {
  /**
   * Numbers a, b, c, d, e, f: the pixel whose middle is (x, y) in the view shows the place (a x + b y + c, d x + e y + f) of the
   * decoded picture, in pixels from the upper left corner. Places beyond the border are reflected at it.
   */
  readonly map: readonly [a: number, b: number, c: number, d: number, e: number, f: number];
  /** Every colour becomes `gain * colour + offset`, in units of 1 of 255. */
  readonly gain: number;
  readonly offset: number;
  /** Share of a pixel's distance from its own gray that stays: 0 makes the picture gray. */
  readonly saturation: number;
  /** The gray square, in pixels of the view and within it. Null for none. */
  readonly cut: Box | null;
}

/** A square or rectangle, in pixels from the upper left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Returns the transform that shows a whole picture of `edge` x `edge` pixels in `size` x `size`. */
export const wholePicture = (edge: number, size: number): Transform =>
  ({ map: [edge / size, 0, 0, 0, edge / size, 0], gain: 1, offset: 0, saturation: 1, cut: null });

/** Shares of red, green and blue in a pixel's gray (ITU-R BT.601), as torchvision and Pillow compute it. */
export const GRAY_SHARES = [0.299, 0.587, 0.114] as const;
/** The gray of the square, of 255. */
export const CUT_GRAY = 128;
