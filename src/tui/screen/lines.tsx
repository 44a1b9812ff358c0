import { Box, Transform } from 'ink';
import { useMemo, type ReactNode } from 'react';
import { fitLines } from '../text/line.js';
import type { Line } from '../text/span.js';
import type { Theme } from '../text/theme.js';
import { usePiece } from './piece.js';

export interface LinesProps {
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
  readonly lines: readonly Line[];
}

/** Lines of text, cut or padded to exactly this size. */
export function Lines({ width, height, theme, lines }: LinesProps): ReactNode {
  return <PaintedLines width={width} height={height} lines={fitLines(lines, width, height).map((line) => theme.paint(line))} />;
}

/**
 * Lines with their escape codes, as many as `height` and each of `width` cells.
 *
 * Ink keeps every text that it measures for as long as the process lives. So it measures one that never changes, and the lines take
 * its place where Ink writes it.
 */
export function PaintedLines({ width, height, lines }: { readonly width: number; readonly height: number; readonly lines: readonly string[] }): ReactNode {
  const box = usePiece(useMemo(() => ({ lines }), [lines]));
  return (
    <Box ref={box} width={width} height={height} flexShrink={0}>
      <Transform transform={(_, row) => lines[row] ?? ''}>{`.${'\n.'.repeat(height - 1)}`}</Transform>
    </Box>
  );
}
