import { deleteKitty, drawKitty, type Picture } from '../pictures/index.js';
import type { PlacedPiece } from './piece.js';

const ESC = '\u001B[';
const RESET = `${ESC}0m`;
const CLEAR = `${RESET}${ESC}2J`;
/** Ask the terminal to show what stands between them in one go. Terminals that do not know these codes ignore them. */
const BEGIN_FRAME = `${ESC}?2026h`;
const END_FRAME = `${ESC}?2026l`;

const SAVE_CURSOR = '\u001B7';
const RESTORE_CURSOR = '\u001B8';

/** The number by which the terminal knows the dashboard's only picture. */
const PICTURE_ID = 7015;

/**
 * Turns frames into terminal codes: only the lines that changed, each after a jump to its own row and column. So a frame never
 * scrolls or wraps, and a line that another program writes on the terminal moves nothing.
 */
export class FrameEncoder {
  #geometry = '';
  /** The lines on the terminal, by the jumps to their places. */
  #lines = new Map<string, string>();
  #picture: Picture | null = null;

  /** Makes the next frame a whole one, for a terminal that was resized or that something else has written on. */
  forget(): void {
    this.#geometry = '';
  }

  /** Returns the codes that take the picture off the terminal, empty where there is none. Makes the next frame a whole one. */
  removePicture(): string {
    const codes = this.#picture === null ? '' : deleteKitty(PICTURE_ID);
    this.#picture = null;
    this.forget();
    return codes;
  }

  /** Returns the codes that turn the last frame into this one, empty where they are the same. Pieces do not overlap. */
  encode(pieces: readonly PlacedPiece[]): string {
    const inOrder = pieces.toSorted((one, other) => one.y - other.y || one.x - other.x);
    const geometry = inOrder.map(({ x, y, width, height }) => `${x} ${y} ${width} ${height};`).join('');
    const isWhole = geometry !== this.#geometry;
    const start = isWhole ? this.#start() : '';
    this.#geometry = geometry;
    const changes = inOrder.map((piece) => ('lines' in piece.content ? this.#lineChanges(piece, piece.content.lines) : this.#pictureChange(piece, piece.content.picture))).join('');
    return isWhole || changes !== '' ? `${BEGIN_FRAME}${start}${changes}${END_FRAME}` : '';
  }

  #start(): string {
    this.#lines.clear();
    return `${this.removePicture()}${CLEAR}`;
  }

  #lineChanges({ x, y }: PlacedPiece, lines: readonly string[]): string {
    let changes = '';
    for (const [row, line] of lines.entries()) {
      const jump = jumpTo(x, y + row);
      if (this.#lines.get(jump) === line) continue;
      this.#lines.set(jump, line);
      changes += jump + line + RESET;
    }
    return changes;
  }

  #pictureChange({ x, y, width, height }: PlacedPiece, picture: Picture): string {
    if (this.#picture === picture) return '';
    this.#picture = picture;
    return `${SAVE_CURSOR}${jumpTo(x, y)}${drawKitty(picture, { columns: width, rows: height, id: PICTURE_ID })}${RESTORE_CURSOR}`;
  }
}

const jumpTo = (x: number, y: number): string => `${ESC}${y + 1};${x + 1}H`;
