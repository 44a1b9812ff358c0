/** Sizes that all batches of a pipeline share. */
export interface BatchShape {
  readonly pictureBytes: number;
  /** Views of each picture. */
  readonly views: number;
}

export const batchBytes = (count: number, { pictureBytes, views }: BatchShape): number => count * pictureBytes * views;

/** Returns the first byte of each view of the picture at `place`. A batch holds one view of all pictures after the other. */
export const viewOffsets = (place: number, count: number, { pictureBytes, views }: BatchShape): number[] =>
  Array.from({ length: views }, (_, view) => (view * count + place) * pictureBytes);

export const viewsOf = (memory: SharedArrayBuffer, count: number, shape: BatchShape): Uint8Array[] =>
  viewOffsets(0, count, shape).map((offset) => new Uint8Array(memory, offset, count * shape.pictureBytes));
