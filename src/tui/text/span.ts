/**
 * Colours by name, from the palette of Okabe and Ito that colour-blind readers can tell apart ("Color Universal Design", 2008). The
 * theme translates a name for the terminal. No chart says anything by colour alone.
 */
export type Colour = 'orange' | 'sky' | 'green' | 'yellow' | 'blue' | 'vermillion' | 'purple' | 'grey';

/** How a text looks. */
export interface Style {
  /** @default the terminal's own foreground */
  readonly colour?: Colour;
  readonly bold?: boolean;
  readonly dim?: boolean;
}

/** Text in one style. */
export interface Span extends Style {
  readonly text: string;
}

/** A row of the screen. */
export type Line = readonly Span[];

/** The characters that charts are drawn with: braille dots (2x4 in a cell) or ASCII only. */
export type Characters = 'braille' | 'ascii';
