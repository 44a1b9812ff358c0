import { filter, from as each, fromEvent, merge, of, takeUntil } from 'rxjs';
import { formatDuration, resolveWords } from '../config/index.js';
import { createPlayer, describeFaults, openRunRecording, type Speed } from '../events/index.js';
import { baselineOf } from './baseline.js';
import type { CommandHandler } from './command.js';
import { inFolder } from './in-folder.js';
import { messageStream, writeLine } from './io.js';
import { dashboardTerminal, openRunDashboard, readGrid } from './run-dashboard.js';
import { isRingsFolder, replayRings } from './rings-replay.js';
import { findLog } from './run-folder.js';
import { replayTable } from './tables.js';
import { printEvents } from './print-run.js';
import { errors } from './errors.js';

/** Longest delay of an event, ms. Nobody sees it on numbers that change every second, and it halves the work. */
const LATE_MS = 500;

/** `whisker replay`: plays a run again from its log. */
export const replayCommand: CommandHandler = async (typed, io) => {
  const folder = typed.args[0] ?? '';
  const { speed: typedSpeed, from: typedFrom, ...words } = resolveWords(replayTable, typed.own);
  const speed = speedOf(typedSpeed);
  const from = timeOf(typedFrom);
  if (await isRingsFolder(folder)) return replayRings(folder, typed, io, words, { speed, from, typedFrom });
  const messages = messageStream(io, typed.json);
  const warnings: string[] = [];
  const recording = await openRunRecording(await findLog(folder), (faults) => warnings.push(...describeFaults(faults)));
  for (const warning of warnings) writeLine(messages, warning);
  if (recording.count === 0) throw errors.emptyLog(folder);
  const length = recording.timeOf(recording.count - 1);
  if (from > length) throw errors.late(typedFrom, formatDuration(length / 1000));

  const player = createPlayer(recording, { speed, from, maxDelayMs: LATE_MS });
  const terminal = dashboardTerminal(io, typed, words);
  if (terminal === undefined) {
    const stop = merge(player.state.pipe(filter(({ ended }) => ended)), fromEvent(io.signal, 'abort'));
    await printEvents(player.events.pipe(takeUntil(stop)), folder, io, typed);
    // The timer of the next event would keep the process alive.
    player.pause();
  } else {
    const baseline = of(await baselineOf(folder));
    const dashboard = await openRunDashboard(terminal, io, words, { events: player.events.pipe(inFolder(folder)), player, baseline, warnings: each(warnings), readGrid: (path) => readGrid(path, folder), onQuit: () => undefined });
    const close = () => void dashboard.close();
    for (const signal of [io.signal, io.hangup?.signal]) signal?.addEventListener('abort', close);
    await dashboard.closed;
    player.pause();
  }
  return io.signal.aborted ? 130 : 0;
};

/** Returns the speed of a replay. @throws WrongCommand */
export function speedOf(typed: string): Speed {
  if (typed === 'max') return 'max';
  const speed = /^\d*\.?\d+$/.test(typed) ? Number(typed) : 0;
  if (!(speed > 0)) throw errors.speed(typed);
  return speed;
}

/** Returns a time such as `3:00` or `1:03:00` in milliseconds. @throws WrongCommand */
export function timeOf(typed: string): number {
  const [, hours = '0', minutes, seconds] = /^(?:(\d+):(?=\d\d:))?(\d+):([0-5]\d(?:\.\d+)?)$/.exec(typed) ?? [];
  if (minutes === undefined || seconds === undefined) throw errors.time(typed);
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
