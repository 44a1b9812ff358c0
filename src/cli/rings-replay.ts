import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { delay, from, mergeMap, of } from 'rxjs';
import { formatDuration } from '../config/index.js';
import { parseRings, RINGS_FILE, type RingsEvent, type Speed } from '../events/index.js';
import type { Typed } from './command.js';
import { errors } from './errors.js';
import { sizeOf, type CommandIo, type ExitCode } from './io.js';
import { dashboardTerminal, type DashboardValues } from './run-dashboard.js';
import { hasUnicode } from './terminal.js';

/** How a demo is played again. */
export interface RingsPlay {
  readonly speed: Speed;
  /** Milliseconds into the demo. */
  readonly from: number;
  /** `from` as it was typed. */
  readonly typedFrom: string;
}

/** Returns whether a folder is that of the demo of two circles. */
export const isRingsFolder = (folder: string): Promise<boolean> => stat(join(folder, RINGS_FILE)).then((found) => found.isFile(), () => false);

/**
 * Plays the demo of two circles again, on its own screen. Elsewhere it prints the last picture, or a line of JSON for each.
 * @param play null: the end alone, as `watch` shows it
 */
export async function replayRings(folder: string, typed: Typed, io: CommandIo, values: DashboardValues, play: RingsPlay | null): Promise<ExitCode> {
  if (typed.own['images'] !== undefined) throw errors.imagesOfRings();
  const events = await readRings(join(folder, RINGS_FILE));
  const end = events[events.length - 1];
  const length = end.seconds * 1000;
  if (play !== null && play.from > length) throw errors.late(play.typedFrom, formatDuration(end.seconds));
  const ascii = values.ascii || !hasUnicode(io.env);
  const { openRingsScreen, ringsAsText } = await import('../tui/index.js');
  const terminal = dashboardTerminal(io, typed, values);
  if (typed.json) {
    for (const { step, steps, seconds, learners } of play === null ? [end] : events) {
      io.out.write(`${JSON.stringify({ step, steps, seconds, learners: learners.map(({ name, accuracy, onData, covered }) => ({ name, accuracy, onData, covered })) })}\n`);
    }
    return 0;
  }
  if (terminal === undefined) {
    io.out.write(`${ringsAsText(end, { columns: sizeOf(io.out).columns, ascii, colourDepth: io.terminal?.output.getColorDepth({ ...io.env }) ?? 1 })}\n`);
    return 0;
  }
  const screen = openRingsScreen({ ...terminal, env: io.env, ascii, events: play === null ? of(end) : timed(events, play), onQuit: () => void screen.close() });
  const close = () => void screen.close();
  for (const signal of [io.signal, io.hangup?.signal]) signal?.addEventListener('abort', close);
  await screen.closed;
  return io.signal.aborted ? 130 : 0;
}

async function readRings(path: string): Promise<readonly RingsEvent[]> {
  try {
    const events = parseRings(await readFile(path));
    if (events.length > 0) return events;
  } catch (error) {
    throw errors.unreadableRings(path, error);
  }
  throw errors.unreadableRings(path, new Error('it is empty'));
}

/** Returns the events at their times. Those before the beginning come at once. */
const timed = (events: readonly RingsEvent[], { speed, from: begin }: RingsPlay) =>
  from(events).pipe(mergeMap((event) => of(event).pipe(delay(speed === 'max' ? 0 : Math.max(0, event.seconds * 1000 - begin) / speed))));
