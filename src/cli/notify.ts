import { filter, lastValueFrom, map, mergeMap, pairwise, toArray, type Observable } from 'rxjs';
import { codeOf, formatDuration, formatPercent, printable, reasonOf, WrongCommand } from '../config/index.js';
import { isOver, readOverview, type EventOf, type RunEnd, type RunOverview } from '../events/index.js';
import { messageStream, writeLine, type CommandIo, type ExitCode } from './io.js';

/** How work has ended, for people who are elsewhere. */
export interface Notice {
  readonly state: RunEnd['state'];
  /** Folder of the run or of the comparison; null where it ended before there was one. */
  readonly run: string | null;
  /** On the test set, 0 to 1; null before it was measured. */
  readonly accuracy: number | null;
  /** The best one on the validation set, 0 to 1; null before the first. */
  readonly valAccuracy: number | null;
  readonly seconds: number;
}

/** Milliseconds that a server may take. */
const POST_MS = 5000;
const [BELL, OSC] = ['\u0007', '\u001B]'];

/** Returns the end of a run as far as a notice has it. */
export const noticeOf = ({ outcome, test, best, seconds }: Pick<EventOf<'run-end'>, 'outcome' | 'test' | 'best' | 'seconds'>, run: string): Notice =>
  ({ state: outcome, run, accuracy: test?.accuracy ?? null, valAccuracy: best?.val.accuracy ?? null, seconds });

/** Returns the end of a run that is watched; null while it goes on. */
export function noticeOfRun({ folder, best, status, begun, newest }: RunOverview): Notice | null {
  if (status.state === 'dead') return { state: 'dead', run: folder, accuracy: null, valAccuracy: best?.val.accuracy ?? null, seconds: begun === null || newest === null ? 0 : (newest - begun) / 1000 };
  return isOver(status) ? noticeOf(status.event, folder) : null;
}

/** Sends the end of the run in `folder`, as its log and its lock show it. Returns a warning or ''. */
export async function notifyOfRun(target: string | null, folder: string, io: CommandIo): Promise<string> {
  if (target === null) return '';
  const notice = await readOverview(folder).then(noticeOfRun, () => null);
  return notice === null ? '' : sendNotice(target, notice, io);
}

/** Sends the end of each run that was seen to go on before. @returns the warnings, when `runs` completes */
export function notifyOfEach(runs: Observable<readonly RunOverview[]>, target: string | null, io: CommandIo): Promise<readonly string[]> {
  if (target === null) return Promise.resolve([]);
  const goesOn = ({ status: { state } }: RunOverview): boolean => state === 'running' || state === 'silent';
  return lastValueFrom(runs.pipe(
    pairwise(),
    mergeMap(([before, now]) => now.filter(({ folder }) => before.some((run) => run.folder === folder && goesOn(run)))),
    map(noticeOfRun),
    filter((notice) => notice !== null),
    mergeMap((notice) => sendNotice(target, notice, io)),
    filter((warning) => warning !== ''),
    toArray(),
  ));
}

/**
 * Does the work, and sends its end where `--notify` says, also that of work that fails. A wrong command has begun nothing.
 * @param work calls `seen` with what it knows of its end
 */
export async function notifying(target: string | null, io: CommandIo, json: boolean, work: (seen: (known: Partial<Notice>) => void) => Promise<ExitCode>): Promise<ExitCode> {
  if (target === null) return work(() => undefined);
  const began = performance.now();
  let known: Partial<Notice> = {};
  const send = async (state: Notice['state']): Promise<void> => {
    const warning = await sendNotice(target, { run: null, accuracy: null, valAccuracy: null, seconds: (performance.now() - began) / 1000, ...known, state }, io);
    if (warning !== '') writeLine(messageStream(io, json), warning);
  };
  let code: ExitCode;
  try {
    code = await work((more) => (known = { ...known, ...more }));
  } catch (error) {
    if (!(error instanceof WrongCommand)) await send(io.signal.aborted ? 'interrupted' : 'failed');
    throw error;
  }
  await send(code === 0 ? 'done' : code === 130 ? 'interrupted' : 'failed');
  return code;
}

/** Sends a notice to the terminal or to a URL. Never throws. Returns a warning where a server does not take it, and else ''. */
export async function sendNotice(target: string, notice: Notice, io: CommandIo): Promise<string> {
  const sentence = describeNotice(notice);
  if (target === 'bell') {
    if (io.hangup?.signal.aborted !== true) io.ring?.(ringCodes(sentence, io.env));
    return '';
  }
  try {
    const body = JSON.stringify({ ...notice, text: sentence });
    const response = await fetch(target, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: AbortSignal.timeout(POST_MS) });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return '';
  } catch (error) {
    // The path may hold a secret.
    return `warning: ${URL.canParse(target) ? new URL(target).origin : target} did not take the notification: ${whyNot(error).replaceAll(target, 'the URL')}`;
  }
}

/** Returns a notice as a sentence: `done: runs/pets, test accuracy 92.80 %, after 12 min 05 s`. */
export function describeNotice({ state, run, accuracy, valAccuracy, seconds }: Notice): string {
  const reached = accuracy !== null ? [`test accuracy ${formatPercent(accuracy)}`] : valAccuracy !== null ? [`validation accuracy ${formatPercent(valAccuracy)}`] : [];
  return `${state}: ${[...(run === null ? [] : [run]), ...reached, `after ${formatDuration(seconds)}`].join(', ')}`;
}

/**
 * Returns the codes that ring a terminal and show a notification: OSC 9 (iTerm2 and others) and OSC 777 (urxvt and others). In tmux and
 * screen, on the console and on a dumb terminal the bell is all: they would need the codes in another form, or print them.
 */
export function ringCodes(sentence: string, env: NodeJS.ProcessEnv): string {
  const term = env['TERM'] ?? '';
  if ((env['TMUX'] ?? '') !== '' || (env['STY'] ?? '') !== '' || /^(?:tmux|screen|linux|dumb)/.test(term)) return BELL;
  const body = printable(sentence);
  return `${OSC}9;whisker ${body}${BELL}${OSC}777;notify;whisker;${body.replaceAll(';', ',')}${BELL}${BELL}`;
}

function whyNot(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${POST_MS / 1000} seconds`;
  // The reason of a failed connection is inside; where several addresses were tried, it has a code alone.
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return reasonOf(cause) || codeOf(cause) || 'no connection';
}
