import { memo, useMemo, type ReactNode } from 'react';
import { dim, fitLines } from '../line.js';
import { drawBlocks, fitCells, type Cells, type Picture } from '../pictures/index.js';
import type { Place } from '../layout.js';
import { Rows } from '../rows.js';
import type { PanelProps } from './panel.js';
import { titleOf } from './title.js';

/** A grid of generated pictures in memory. */
export interface Grid {
  readonly epoch: number;
  readonly picture: Picture;
}

export interface PicturesProps extends PanelProps {
  readonly grid: Grid | null;
  /** Whether the picture is drawn in characters; else its place stays empty, and the terminal shows it there itself. */
  readonly inBlocks: boolean;
}

/** What the generator draws now. */
export const PicturesPanel = memo(function PicturesPanel({ place, theme, grid, inBlocks }: PicturesProps): ReactNode {
  const { width, height } = place;
  const lines = useMemo(() => {
    const title = titleOf('pictures', width, grid === null ? [] : [dim(`epoch ${grid.epoch}`)]);
    if (grid === null) return fitLines([title, [], [dim('  the generator draws after every epoch')]], width, height).map((line) => theme.paint(line));
    const { columns, rows, x } = pictureIn(place, grid.picture);
    const blocks = inBlocks ? drawBlocks(grid.picture, { columns, rows, colours: theme.colours, ascii: theme.characters === 'ascii' }) : [];
    return [theme.paint(title), ...blocks.map((row) => ' '.repeat(x - place.x) + row)];
  }, [place, width, height, theme, grid, inBlocks]);
  return <Rows place={place} lines={lines} />;
});

/** Where in the panel a picture stands: under the title, as large as there is room for, in the middle. */
export function pictureIn(place: Place, picture: Picture): Cells & { readonly x: number; readonly y: number } {
  const cells = fitCells(picture, { columns: place.width, rows: place.height - 1 });
  return { ...cells, x: place.x + Math.floor((place.width - cells.columns) / 2), y: place.y + 1 };
}
