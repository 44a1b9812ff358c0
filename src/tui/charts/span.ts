/**
 * Colours by name, out of Okabe and Ito's palette, which colour-blind readers tell apart ("Color Universal Design", 2008). What a
 * terminal makes of a name is the theme's affair. A chart never says anything by colour alone.
 */
export type Colour = 'orange' | 'sky' | 'green' | 'yellow' | 'blue' | 'vermillion' | 'purple' | 'grey';

/** A stretch of a row with one look. */
export interface Span {
  readonly text: string;
  /** @default the terminal's own foreground */
  readonly colour?: Colour;
  readonly bold?: boolean;
  readonly dim?: boolean;
}

/** A row of the screen. Every character is one cell wide. */
export type Line = readonly Span[];

/** The characters that charts are drawn with: braille dots (2x4 a cell) or ASCII only. */
export type Characters = 'braille' | 'ascii';
