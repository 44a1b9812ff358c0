/** A picture in memory: 8-bit RGB, row by row from the top, 3 bytes a pixel. */
export interface Picture {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** How many colours a terminal shows; 2: none but its own two. */
export type Colours = 2 | 16 | 256 | 16777216;
