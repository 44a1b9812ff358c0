import { EventEmitter } from 'node:events';
import { Box, render, type Instance } from 'ink';
import type { ReactNode } from 'react';
import { FrameEncoder } from './frame-encoder.js';
import { PiecesContext, placed, type Piece } from './piece.js';

/**
 * The terminal as Ink's components see it. Ink keeps the components, lays them out and reads the keyboard. The frame that the layout
 * comes to is encoded here: docs/dashboard.md has the reasons and the figures.
 */
export class Screen {
  readonly #encoder = new FrameEncoder();
  readonly #pieces = new Set<Piece>();
  #ink: Instance | undefined;

  /** @param write writes codes to the terminal */
  constructor(private readonly input: NodeJS.ReadStream, private readonly output: NodeJS.WriteStream, private readonly write: (codes: string) => void) {}

  draw(node: ReactNode): void {
    const { columns, rows } = this.output;
    const tree = (
      <PiecesContext.Provider value={this.#pieces}>
        {/* Outside of the flow, so that the frame that Ink itself would write is empty. */}
        <Box position="absolute" width={columns} height={rows}>{node}</Box>
      </PiecesContext.Provider>
    );
    if (this.#ink === undefined) this.#ink = this.#start(tree);
    else this.#ink.rerender(tree);
    this.write(this.#encoder.encode([...this.#pieces].map(placed).filter((piece) => piece !== undefined)));
  }

  /** Makes the next frame a whole one. */
  forget(): void {
    this.#encoder.forget();
  }

  /** Stops reading the keyboard; the next `draw` starts again. Returns the codes that take the picture off the terminal. */
  release(): string {
    this.#ink?.unmount();
    this.#ink = undefined;
    // The shell reads the next keys.
    this.input.pause();
    return this.#encoder.removePicture();
  }

  #start(tree: ReactNode): Instance {
    const { output } = this;
    const stdout = Object.assign(new EventEmitter(), { get columns() { return output.columns; }, get rows() { return output.rows; }, write: () => true });
    return render(tree, {
      stdout: stdout as unknown as NodeJS.WriteStream,
      stdin: this.input,
      // Ink renders each frame at once, without a timer of its own.
      debug: true,
      exitOnCtrlC: false,
      patchConsole: false,
    });
  }
}
