import { join } from 'node:path';
import type { ValuesOf } from '../config/index.js';
import type { Dashboard, DashboardOptions, Picture } from '../tui/index.js';
import type { CommandIo, CommandTerminal } from './io.js';
import type { dashboardTable } from './tables.js';
import { hasUnicode } from './unicode.js';

/** What was typed about the dashboard. */
export type DashboardValues = ValuesOf<typeof dashboardTable>;

/** What a command shows on a dashboard. */
export type DashboardContent = Omit<DashboardOptions, 'input' | 'output' | 'env' | 'images' | 'ascii'>;

/** The terminal for a dashboard; undefined where lines or JSON are called for. */
export function dashboardTerminal(io: CommandIo, { json, quiet }: { readonly json: boolean; readonly quiet: boolean }, { dashboard }: Pick<DashboardValues, 'dashboard'>): CommandTerminal | undefined {
  return json || quiet || !dashboard ? undefined : io.terminal;
}

/** Opens the dashboard. It is loaded here and nowhere else, so that commands without one begin as fast as before. */
export async function openRunDashboard({ input, output }: CommandTerminal, { env }: CommandIo, { images, ascii }: DashboardValues, shown: DashboardContent): Promise<Dashboard> {
  const { openDashboard } = await import('../tui/index.js');
  return openDashboard({ ...shown, input, output, env, images, ascii: ascii || !hasUnicode(env) });
}

/** Reads a grid of generated pictures, a PNG; null where it cannot. @param path relative to `folder` */
export async function readGrid(path: string, folder: string): Promise<Picture | null> {
  const { default: sharp } = await import('sharp');
  try {
    const { data, info } = await sharp(join(folder, path)).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
    return { pixels: data, width: info.width, height: info.height };
  } catch {
    return null;
  }
}

/**
 * Keeps texts back until the dashboard is closed: what is written before is gone with its screen.
 * @returns writes a text, now or then
 */
export function holdUntilClosed({ closed }: Pick<Dashboard, 'closed'>, write: (text: string) => void): (text: string) => void {
  const kept: string[] = [];
  let open = true;
  const flush = async (): Promise<void> => {
    await closed;
    open = false;
    for (const text of kept) write(text);
  };
  void flush();
  return (text) => void (open ? kept.push(text) : write(text));
}
