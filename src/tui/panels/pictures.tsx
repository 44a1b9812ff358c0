import { Box } from 'ink';
import { memo, type ReactNode } from 'react';
import type { GridFile } from '../model/index.js';
import { drawBlocks, fitCells, type Picture, type Protocol } from '../pictures/index.js';
import { KittyPicture } from '../screen/kitty-picture.js';
import { Lines, PaintedLines } from '../screen/lines.js';
import { dim } from '../text/line.js';
import { Panel, type PanelProps } from './panel.js';

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
  if (grid === null) {
    return (
      <Panel name="pictures" width={width} height={height} theme={theme}>
        <Lines width={width} height={height - 1} theme={theme} lines={[[], [dim('  pictures appear after the first step')]]} />
      </Panel>
    );
  }
  const { picture, kind, epoch } = grid;
  const { columns, rows } = fitCells(picture, { columns: width, rows: height - 1 });
  return (
    <Panel name="pictures" note={[dim(`${[kind, ...grid.rows].join(' · ')} · epoch ${epoch}`)]} width={width} height={height} theme={theme}>
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
