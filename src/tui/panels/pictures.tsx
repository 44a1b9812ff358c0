import { Box } from 'ink';
import { memo, type ReactNode } from 'react';
import { drawBlocks, fitCells, type Picture, type Protocol } from '../pictures/index.js';
import { KittyPicture } from '../screen/kitty-picture.js';
import { Lines, PaintedLines } from '../screen/lines.js';
import { dim } from '../text/line.js';
import { Panel, type PanelProps } from './panel.js';

/** A grid of generated pictures in memory. */
export interface Grid {
  readonly epoch: number;
  readonly picture: Picture;
}

export interface PicturesProps extends PanelProps {
  readonly grid: Grid | null;
  readonly protocol: Protocol;
}

/** The pictures that the generator makes now, as large as the panel and in its middle. */
export const PicturesPanel = memo(function PicturesPanel({ width, height, theme, grid, protocol }: PicturesProps): ReactNode {
  if (grid === null) {
    return (
      <Panel name="pictures" width={width} height={height} theme={theme}>
        <Lines width={width} height={height - 1} theme={theme} lines={[[], [dim('  the generator makes pictures after every epoch')]]} />
      </Panel>
    );
  }
  const { picture, epoch } = grid;
  const { columns, rows } = fitCells(picture, { columns: width, rows: height - 1 });
  return (
    <Panel name="pictures" note={[dim(`epoch ${epoch}`)]} width={width} height={height} theme={theme}>
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
