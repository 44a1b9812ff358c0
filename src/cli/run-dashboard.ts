import { loadSharp, type ValuesOf } from '../config/index.js';
import { fileInside } from '../disk/index.js';
import type { Dashboard, DashboardOptions, Picture } from '../tui/index.js';
import type { CommandIo, CommandTerminal } from './io.js';
import type { dashboardTable } from './tables.js';
import { hasUnicode } from './terminal.js';

/** The values of the dashboard's options. */
export type DashboardValues = ValuesOf<typeof dashboardTable>;

/** The content of a dashboard; the terminal and the options complete it. */
export type DashboardContent = Omit<DashboardOptions, 'input' | 'output' | 'env' | 'images' | 'ascii'>;

/** Returns the terminal for a dashboard; undefined where the command prints lines or JSON. */
export function dashboardTerminal(io: CommandIo, { json, quiet }: { readonly json: boolean; readonly quiet: boolean }, { dashboard }: Pick<DashboardValues, 'dashboard'>): CommandTerminal | undefined {
  return json || quiet || !dashboard ? undefined : io.terminal;
}

/** Opens the dashboard. Imports it only here, so that commands without one start fast. */
export async function openRunDashboard({ input, output }: CommandTerminal, { env }: CommandIo, { images, ascii, mouse }: DashboardValues, content: DashboardContent): Promise<Dashboard> {
  const { openDashboard } = await import('../tui/index.js');
  return openDashboard({ ...content, input, output, env, mouse, images, ascii: ascii || !hasUnicode(env) });
}

/** Reads a grid of generated pictures, a PNG file; null where it cannot be read. @param path relative to `folder` */
export async function readGrid(path: string, folder: string): Promise<Picture | null> {
  const file = await fileInside(folder, path);
  if (file === null) return null;
  try {
    const { data, info } = await loadSharp()(file).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
    return { pixels: data, width: info.width, height: info.height };
  } catch {
    return null;
  }
}

/** Returns a function that writes a text after the dashboard is closed, because text on its screen vanishes with it; at once if it is closed already. */
export function holdUntilClosed({ closed }: Pick<Dashboard, 'closed'>, write: (text: string) => void): (text: string) => void {
  const held: string[] = [];
  let isOpen = true;
  const flush = async (): Promise<void> => {
    await closed;
    isOpen = false;
    for (const text of held) write(text);
  };
  void flush();
  return (text) => void (isOpen ? held.push(text) : write(text));
}
