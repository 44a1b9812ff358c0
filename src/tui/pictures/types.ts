/** A picture in memory: 8-bit RGB, row by row from the top, 3 bytes per pixel. */
export interface Picture {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** How many colours a terminal shows. 2 means its own foreground and background only. */
export type Colours = 2 | 16 | 256 | 16777216;
