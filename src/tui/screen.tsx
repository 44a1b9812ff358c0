import { EventEmitter } from 'node:events';
import { render, type Instance } from 'ink';
import type { ReactNode } from 'react';
import { LARGEST } from './layout.js';
import { Painter, type Piece } from './painter.js';
import { SheetContext, type Sheet } from './rows.js';

/**
 * Ink keeps the components and reads the keys; this writes what they put on the sheet. Ink's own ways of writing count lines from
 * the last one, and lose count when the terminal is resized or somebody else writes; a `Painter` knows what stands where.
 */
export class Screen {
  readonly #painter = new Painter();
  readonly #pieces = new Set<Piece>();
  readonly #sheet: Sheet = {
    put: (piece) => {
      this.#pieces.add(piece);
      return () => this.#pieces.delete(piece);
    },
  };
  #instance: Instance | undefined;

  constructor(private readonly input: NodeJS.ReadStream, private readonly output: NodeJS.WriteStream, private readonly write: (text: string) => void) {}

  /** Draws a frame. */
  draw(node: ReactNode): void {
    const tree = <SheetContext.Provider value={this.#sheet}>{node}</SheetContext.Provider>;
    if (this.#instance === undefined) this.#instance = this.#begin(tree);
    else this.#instance.rerender(tree);
    const { columns, rows } = this.output;
    this.write(this.#painter.paint([...this.#pieces], Math.min(columns, LARGEST.columns), Math.min(rows, LARGEST.rows)));
  }

  /** Nothing of what was drawn is to be relied on. */
  forget(): void {
    this.#painter.forget();
  }

  /** Lets go of the keyboard; the next `draw` takes it again. */
  release(): void {
    const instance = this.#instance;
    this.#instance = undefined;
    this.#painter.forget();
    instance?.unmount();
    // What is typed from now on is the shell's.
    this.input.pause();
  }

  #begin(tree: ReactNode): Instance {
    return render(tree, {
      // Ink wants a whole terminal and uses these of it.
      stdout: Object.assign(new EventEmitter(), { columns: this.output.columns, rows: this.output.rows, write: () => true }) as unknown as NodeJS.WriteStream,
      stdin: this.input,
      // In `debug` Ink draws as soon as it is asked to, and nothing of its own accord.
      debug: true,
      exitOnCtrlC: false,
      patchConsole: false,
    });
  }
}
