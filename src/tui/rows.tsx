import { Box, Transform } from 'ink';
import { createContext, useContext, useLayoutEffect, type ReactNode } from 'react';
import type { Place } from './layout.js';
import type { Piece } from './painter.js';

/** Takes what stands on the screen, piece by piece. */
export interface Sheet {
  /** Puts a piece on the screen; the answer takes it off. */
  put(piece: Piece): () => void;
}

/**
 * Where there is a sheet, lines go there, and Ink sees nothing of them: it would take every line apart character by character, for
 * every frame, which costs ten times what the rest of the frame does.
 */
export const SheetContext = createContext<Sheet | null>(null);

/** Lines at their place on the screen, each a text with its escape codes and no wider than the place. */
export function Rows({ place, lines }: Piece): ReactNode {
  const sheet = useContext(SheetContext);
  useLayoutEffect(() => sheet?.put({ place, lines }), [sheet, place, lines]);
  return sheet === null ? <Drawn place={place} lines={lines} /> : null;
}

/**
 * The same, drawn by Ink. It keeps every text that it ever measured, so it measures one that never changes, and the lines come in
 * where it writes that out.
 */
function Drawn({ place: { x, y, width, height }, lines }: { readonly place: Place; readonly lines: readonly string[] }): ReactNode {
  return (
    <Box position="absolute" marginLeft={x} marginTop={y} width={width} height={height}>
      <Transform transform={(_, row) => lines[row] ?? ''}>{`.${'\n'.repeat(Math.max(0, height - 1))}`}</Transform>
    </Box>
  );
}
