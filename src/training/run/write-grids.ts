import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../../disk/index.js';
import type { EventBody } from '../../events/index.js';
import { messages } from '../messages.js';
import type { StepBatches } from '../recipes/recipe.js';
import type { TrainingState } from '../recipes/training-state.js';
import { gridPath, viewsPath } from './folder.js';
import type { Plan } from './plan.js';
import { sampleGrid } from './sample-grid.js';
import { showsViews, viewsGrid } from './views-grid.js';

interface GridParts {
  readonly plan: Plan;
  readonly state: TrainingState;
  readonly emit: (body: EventBody) => void;
}

/** Writes a grid of generated pictures. Returns its path; null where the recipe generates none, or the grid cannot be written. @param epoch from 1 */
export async function writeSamples(parts: GridParts, epoch: number): Promise<string | null> {
  const { plan: { options }, state: { sampled } } = parts;
  const path = gridPath(epoch);
  return sampled !== null && (await writeGrid(parts, path, await sampleGrid(sampled, options.seed))) ? path : null;
}

/** Writes the first pictures of an epoch's first step as the network sees them, and says so in an event. @param epoch, step from 1 */
export async function writeViews(parts: GridParts, batches: StepBatches, epoch: number, step: number): Promise<void> {
  const { plan: { options, epochs }, emit } = parts;
  if (Object.keys(batches).length === 0 || !showsViews(epoch, epochs)) return;
  const { png, rows } = await viewsGrid(batches, options.size);
  const grid = viewsPath(epoch);
  if (await writeGrid(parts, grid, png)) emit({ type: 'views', epoch, step, grid, rows: [...rows] });
}

/** Returns whether a grid is written. A run goes on without it. */
async function writeGrid({ plan: { paths }, emit }: GridParts, path: string, png: Uint8Array): Promise<boolean> {
  try {
    await mkdir(paths.samples, { recursive: true });
    await writeAtomically(join(paths.folder, path), png);
    return true;
  } catch (error) {
    emit({ type: 'log', level: 'warning', message: messages.file(path, error) });
    return false;
  }
}
