import { distinctUntilChanged, filter, pipe, switchMap, type OperatorFunction } from 'rxjs';
import type { GridFile } from './model/index.js';
import type { Grid } from './panels/pictures.js';
import type { DashboardOptions } from './types.js';

/** A grid of pictures, and its run's folder. */
export type GridOfRun = GridFile & { readonly run: string };

/** Decodes each grid, unless it was the last one too. Leaves out one that cannot be read, or that another one follows meanwhile. */
export const loadGrids = (read: NonNullable<DashboardOptions['readGrid']>): OperatorFunction<GridOfRun, Grid> =>
  pipe(
    distinctUntilChanged((one, other) => one.path === other.path && one.run === other.run),
    switchMap(async (grid) => ({ ...grid, picture: await read(grid.path, grid.run) })),
    filter((grid): grid is GridOfRun & Grid => grid.picture !== null),
  );
