import { pictureIn, type Grid } from './panels/pictures.js';
import type { Place } from './layout.js';
import { deleteKitty, drawKitty, drawSixel } from './pictures/index.js';

/** The dashboard's one picture, by kitty's numbers. */
const ID = 7015;

/** Puts the grid on the screen in the terminal's own protocol, over the place that the frame leaves empty for it. */
export class Overlay {
  #shown: { readonly grid: Grid; readonly place: Place } | null = null;

  constructor(private readonly protocol: 'kitty' | 'sixel') {}

  /** The screen was cleared, and the picture with it. */
  forget(): void {
    this.#shown = null;
  }

  /** Whether a sixel stands where there is to be another or none: the screen must be cleared of it. */
  isStale(grid: Grid | null, place: Place | null): boolean {
    return this.protocol === 'sixel' && this.#shown !== null && (this.#shown.grid !== grid || this.#shown.place !== place);
  }

  /** What to write so that the grid stands in `place`, or, where either is null, none does; empty where nothing changed. */
  show(grid: Grid | null, place: Place | null): string {
    if (grid === null || place === null) return this.hide();
    if (this.#shown?.grid === grid && this.#shown.place === place) return '';
    this.#shown = { grid, place };
    const { x, y, columns, rows } = pictureIn(place, grid.picture);
    const picture = this.protocol === 'kitty' ? drawKitty(grid.picture, { columns, rows, id: ID }) : drawSixel(grid.picture, { columns, rows });
    return `\u001B7\u001B[${y + 1};${x + 1}H${picture}\u001B8`;
  }

  /** Takes the picture away. A sixel goes with the screen: see `isStale`. */
  hide(): string {
    if (this.#shown === null) return '';
    this.#shown = null;
    return this.protocol === 'kitty' ? deleteKitty(ID) : '';
  }
}
