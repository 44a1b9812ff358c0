import { Box } from 'ink';
import { memo, useMemo, type ReactNode } from 'react';
import type { GridFile } from '../model/index.js';
import { drawBlocks, fitCells, type Picture, type Protocol } from '../pictures/index.js';
import { PaintedLines } from '../screen/lines.js';
import { usePiece } from '../screen/piece.js';
import { dim } from '../text/line.js';
import { Panel, TextPanel, type PanelProps } from './panel.js';

/** A grid of pictures in memory. */
export interface Grid extends Pick<GridFile, 'kind' | 'epoch' | 'rows'> {
  readonly picture: Picture;
}

export interface PicturesProps extends PanelProps {
  readonly grid: Grid | null;
  readonly protocol: Protocol;
}

/** The pictures that the generator makes now, or the views of a step, as large as the panel and in its middle. */
export const PicturesPanel = memo(function PicturesPanel({ width, height, theme, grid, protocol }: PicturesProps): ReactNode {
  const frame = { name: 'pictures', width, height, theme } as const;
  if (grid === null) return <TextPanel {...frame} lines={[[], [dim('  pictures appear after the first step')]]} />;
  const { picture, kind, epoch } = grid;
  const { columns, rows } = fitCells(picture, { columns: width, rows: height - 1 });
  return (
    <Panel {...frame} note={[dim(`${[kind, ...grid.rows].join(' · ')} · epoch ${epoch}`)]}>
      <Box justifyContent="center" width={width}>
        {protocol === 'kitty' ? (
          <KittyPicture picture={picture} columns={columns} rows={rows} />
        ) : (
          <PaintedLines width={columns} height={rows} lines={drawBlocks(picture, { columns, rows, colours: theme.colours, ascii: theme.characters === 'ascii' })} />
        )}
      </Box>
    </Panel>
  );
});

/** A picture that the terminal draws itself, in kitty's protocol, over cells that stay empty. */
function KittyPicture({ picture, columns, rows }: { readonly picture: Picture; readonly columns: number; readonly rows: number }): ReactNode {
  const box = usePiece(useMemo(() => ({ picture }), [picture]));
  return <Box ref={box} width={columns} height={rows} flexShrink={0} />;
}
