/** Lowest and highest value of a random number. */
export type Range = readonly [from: number, to: number];

/** How much a view may change a picture. Every number is drawn evenly from its range, for each picture by itself. */
export interface Policy {
  /** Share of pictures that are mirrored. */
  readonly flip: number;
  /** Share of the picture's area that the crop keeps. The crop lies anywhere in the picture. */
  readonly area: Range;
  /** Width of the crop by its height, as the picture's own changed by up to ± this share. */
  readonly aspect: number;
  /** Degrees, ±. */
  readonly rotation: number;
  /** Pixels that a row moves sideways against the next row, ±. */
  readonly shear: number;
  /** Change of all colours by up to ± this share. */
  readonly brightness: number;
  /** Change of the distance from middle gray by up to ± this share. */
  readonly contrast: number;
  /** Change of the distance from the pixel's own gray by up to ± this share. */
  readonly saturation: number;
  /** Share of pictures without colour. */
  readonly gray: number;
  /** Edge of a gray square, as a share of the picture's. Up to half of it may lie outside the picture. */
  readonly cut: Range;
}

const still: Policy = { flip: 0, area: [1, 1], aspect: 0, rotation: 0, shear: 0, brightness: 0, contrast: 0, saturation: 0, gray: 0, cut: [0, 0] };

/** The numbers of each view. */
export const policies = {
  none: still,
  flip: { ...still, flip: 0.5 },
  weak: { ...still, flip: 0.5, area: [0.75, 1] },
  crop: { ...still, flip: 0.5, area: [0.4, 1], aspect: 0.25, brightness: 0.3, contrast: 0.3, saturation: 0.3, gray: 0.1 },
  strong: {
    flip: 0.5, area: [0.4, 1], aspect: 0.25, rotation: 25, shear: 0.2, brightness: 0.5, contrast: 0.5, saturation: 0.5, gray: 0.2, cut: [0.2, 0.5],
  },
} as const satisfies Record<string, Policy>;

/** A view (augmentation) of a picture, by its policy. `none` is the picture as it is. */
export type View = keyof typeof policies;

export const viewNames = Object.keys(policies) as readonly View[];

/** Numbers that replace those of the policies. */
export type PolicyChanges = Readonly<Partial<Record<Exclude<View, 'none'>, Partial<Policy>>>>;
