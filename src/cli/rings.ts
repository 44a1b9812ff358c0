import { join } from 'node:path';
import { fromEvent, lastValueFrom, share, takeUntil, tap } from 'rxjs';
import { formatDuration, formatPercent, pluralize, typable, type ValuesOf } from '../config/index.js';
import type { RingsEvent } from '../events/index.js';
import type { Typed } from './command.js';
import { errors } from './errors.js';
import { aligned } from './format.js';
import { messageStream, sizeOf, writeLine, type CommandIo, type ExitCode } from './io.js';
import { ProgressLine } from './progress-line.js';
import { requireEngine } from './require-engine.js';
import { dashboardTerminal } from './run-dashboard.js';
import type { demoTable } from './tables.js';
import { hasUnicode } from './terminal.js';

/** How many points there are, and how long training is. */
const SIZE = { labels: 6, unlabelled: 600, test: 1000, steps: 400 };

/** `whisker demo --data rings`: the article's picture of a good and a bad generator. Tests take fewer steps. */
export async function ringsDemo(typed: Typed, io: CommandIo, values: ValuesOf<typeof demoTable>, size = SIZE): Promise<ExitCode> {
  if (typed.own['splits'] !== undefined) throw errors.splitsOfRings();
  if (typed.own['images'] !== undefined) throw errors.imagesOfRings();
  const { out, seed, engine: choice } = values;
  const ascii = values.ascii || !hasUnicode(io.env);
  const messages = messageStream(io, typed.json);
  const say = (text: string): void => typed.quiet ? undefined : writeLine(messages, text);
  const [{ drawComplement, drawRings, RINGS, shareNear }, { trainRings }, { loadEngine }, { showSetup }, { writeRings }, { openRingsScreen, ringsAsText }] = await Promise.all([
    import('../synth/index.js'), import('../training/index.js'), import('../engine/index.js'), import('./setup-progress.js'), import('../report/index.js'), import('../tui/index.js'),
  ]);
  await requireEngine(choice, io, typed.json);
  const engine = await loadEngine(choice, { report: showSetup(messages), signal: io.signal });
  io.signal.throwIfAborted();
  say(engine.description);

  const unlabelled = drawRings(size.unlabelled, seed, 'unlabelled').xy;
  const labelled = drawRings(size.labels, seed, 'labelled');
  say(`${pluralize(size.labels, 'label')} and ${pluralize(size.unlabelled, 'unlabelled point')} of two circles; ${size.test} test`);
  const events = trainRings(engine, {
    labelled, unlabelled, complement: drawComplement(size.unlabelled, unlabelled, seed), test: drawRings(size.test, seed, 'test'),
    edge: RINGS.edge, shareNear, seed, steps: size.steps,
  }).pipe(takeUntil(fromEvent(io.signal, 'abort')), share());
  const terminal = dashboardTerminal(io, typed, values);
  const screen = terminal && openRingsScreen({ ...terminal, env: io.env, ascii, events, onQuit: terminal.interrupt });
  io.hangup?.signal.addEventListener('abort', () => void screen?.close());
  const line = new ProgressLine(messages, (text) => void messages.write(text));
  const recorded: RingsEvent[] = [];
  const progress = tap<RingsEvent>((event) => {
    recorded.push(event);
    const { step, steps, seconds } = event;
    if (screen === undefined && !typed.quiet) line.show(() => `step ${step}/${steps}`, seconds * 1000);
  });
  const end = await lastValueFrom(events.pipe(progress), { defaultValue: undefined }).finally(() => {
    line.clear();
    return screen?.close();
  });
  if (io.signal.aborted || end === undefined) {
    say('interrupted; nothing was written');
    return 130;
  }

  const folder = join(out, `rings-seed-${seed}`);
  const files = await writeRings(folder, { event: end, seed, engine: engine.description }, recorded);
  if (typed.json) {
    const learners = end.learners.map(({ name, accuracy, onData, covered }) => ({ name, accuracy, onData, covered }));
    io.out.write(`${JSON.stringify({ folder, ...files, labels: size.labels, unlabelled: size.unlabelled, steps: end.steps, seconds: end.seconds, learners })}\n`);
    return 0;
  }
  const { columns } = sizeOf(io.out);
  const colourDepth = io.terminal?.output.getColorDepth({ ...io.env }) ?? 1;
  if (!typed.quiet) (io.terminal?.output ?? io.out).write(`\n${ringsAsText(end, { columns, ascii, colourDepth })}\n`);
  const percent = (value: number | null): string => (value === null ? '-' : formatPercent(value, 1));
  const rows = end.learners.map(({ name, accuracy, onData, covered }) => [name, ...[accuracy, onData, covered].map(percent)]);
  io.out.write(`${aligned([['classifier', 'accuracy', 'generated on the data', 'data covered'], ...rows]).join('\n')}\n\ntrained in ${formatDuration(end.seconds)}\n  report   ${typable(files.report)}\n  figure   ${typable(files.figure)}\n  next     whisker replay ${typable(folder)}\n`);
  return 0;
}
