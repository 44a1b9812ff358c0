import { shareReplay } from 'rxjs';
import { followRuns, statusNotice, readRuns, runFoldersIn } from '../events/index.js';
import type { ListView } from '../tui/index.js';
import type { Typed } from './command.js';
import { errors } from './errors.js';
import { sizeOf, writeLine, type CommandIo, type ExitCode } from './io.js';
import { notifyOfEach } from './notify.js';
import { dashboardTerminal, type DashboardValues } from './run-dashboard.js';
import { hasUnicode } from './terminal.js';
import { DEAD, watchLive } from './watch-live.js';

/** Shows the runs in a folder: on a terminal a list to choose from until a person leaves it, else a line for each run as it is now. */
export async function watchRuns(folder: string, typed: Typed, io: CommandIo, values: DashboardValues & { readonly notify: string | null }): Promise<ExitCode> {
  const found = await runFoldersIn(folder).catch(() => undefined);
  if (found === undefined) throw errors.noFolder(folder);
  if (found.length === 0) throw errors.noRunIn(folder);
  const terminal = dashboardTerminal(io, typed, values);
  const ascii = values.ascii || !hasUnicode(io.env);
  if (terminal === undefined) {
    if (values.notify !== null) throw errors.notifyOfList();
    await printRuns(folder, typed, io, ascii);
    return 0;
  }
  const { leaveKeptScreen, openRunList } = await import('../tui/index.js');
  const left = new AbortController();
  const runs = followRuns(folder, { signal: left.signal }).pipe(shareReplay(1));
  const signals = [io.signal, ...(io.hangup === undefined ? [] : [io.hangup.signal])];
  const notices = notifyOfEach(runs, values.notify, io);
  let view: ListView | undefined;
  try {
    while (signals.every(({ aborted }) => !aborted)) {
      const list = openRunList({ ...terminal, env: io.env, ascii, mouse: values.mouse, folder, runs, keepScreen: true, ...(view && { view }) });
      const close = (): void => list.close();
      for (const signal of signals) signal.addEventListener('abort', close);
      const end = await list.closed;
      for (const signal of signals) signal.removeEventListener('abort', close);
      if (end.open === null) break;
      const state = await watchLive(end.open, io, terminal, values, true);
      if (state !== 'back') return io.signal.aborted ? 130 : state === 'dead' ? DEAD : 0;
      view = end.view;
    }
  } finally {
    left.abort();
    leaveKeptScreen();
    for (const warning of new Set(await notices)) writeLine(io.out, warning);
  }
  return io.signal.aborted ? 130 : 0;
}

async function printRuns(folder: string, { json }: Typed, io: CommandIo, ascii: boolean): Promise<void> {
  const [runs, { listAsText, stateOfRun }] = await Promise.all([readRuns(folder), import('../tui/index.js')]);
  if (!json) {
    io.out.write(listAsText(runs, { folder, columns: sizeOf(io.out).columns, ascii, now: Date.now() }));
    return;
  }
  for (const overview of runs) {
    const { run, epoch, best, end, secondsLeft, begun, newest, status } = overview;
    const { recipe, model, size, seed, epochs } = run ?? {};
    io.out.write(`${JSON.stringify({ run: overview.folder, state: stateOfRun(overview), recipe, model, size, seed, epoch, epochs, best, test: end?.test, secondsLeft, begun, newest, command: statusNotice(status).command })}\n`);
  }
}
