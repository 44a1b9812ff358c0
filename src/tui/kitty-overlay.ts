import type { Place } from './layout.js';
import { pictureIn, type Grid } from './panels/pictures.js';
import { deleteKitty, drawKitty } from './pictures/index.js';

/** The number by which the terminal knows the dashboard's only picture. */
const ID = 7015;

/** Shows the grid in kitty's protocol, in the place that the pictures panel leaves empty. */
export class KittyOverlay {
  #shown: { readonly grid: Grid; readonly place: Place } | null = null;

  /** The screen was cleared, and the picture with it. */
  forget(): void {
    this.#shown = null;
  }

  /** Returns the codes that put the grid in `place`, or that take it away where either is null. Empty where nothing changed. */
  show(grid: Grid | null, place: Place | null): string {
    if (grid === null || place === null) return this.hide();
    if (this.#shown?.grid === grid && this.#shown.place === place) return '';
    this.#shown = { grid, place };
    const { x, y, columns, rows } = pictureIn(place, grid.picture);
    return `\u001B7\u001B[${y + 1};${x + 1}H${drawKitty(grid.picture, { columns, rows, id: ID })}\u001B8`;
  }

  /** Returns the codes that take the picture away. Empty where there is none. */
  hide(): string {
    if (this.#shown === null) return '';
    this.#shown = null;
    return deleteKitty(ID);
  }
}
