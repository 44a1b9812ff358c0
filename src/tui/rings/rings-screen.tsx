import type { Observable, Subscription } from 'rxjs';
import type { RingsEvent } from '../../events/index.js';
import { FrameScheduler } from '../screen/frame-scheduler.js';
import { Screen } from '../screen/screen.js';
import { NonBlockingWriter } from '../terminal/non-blocking-writer.js';
import { Terminal } from '../terminal/terminal.js';
import { coloursOf, createTheme } from '../text/theme.js';
import type { Dashboard, DashboardOptions } from '../types.js';
import { drawPoints } from './draw-points.js';
import { legendOf, pairOf, RingsFrame, titleOf } from './rings-frame.js';

/** Where and how the demo of two circles is drawn. */
export interface RingsScreenOptions extends Pick<DashboardOptions, 'input' | 'output' | 'env' | 'ascii'> {
  readonly events: Observable<RingsEvent>;
  /** Called when a person quits. The screen stays until `close`. */
  readonly onQuit: () => void;
}

/** Opens the screen of the demo of two circles. It has the terminal for itself until it is closed. */
export function openRingsScreen({ input, output, env, ascii, events, onQuit }: RingsScreenOptions): Dashboard {
  const theme = createTheme(coloursOf(output.getColorDepth({ ...env })), ascii);
  let event: RingsEvent | null = null;
  let resolveClosed = (): void => undefined;
  const closed = new Promise<void>((resolve) => (resolveClosed = resolve));
  const writer = new NonBlockingWriter(output, () => frames.request(true));
  const screen = new Screen(input, output, (codes) => writer.write(codes));
  const onKey = (key: string): void => {
    if (key === 'q' || key === 'ctrl-c') onQuit();
    else if (key === 'ctrl-z') terminal.suspend();
  };
  const frames = new FrameScheduler(() => {
    if (terminal.entered && writer.idle) screen.draw(<RingsFrame event={event} columns={output.columns} rows={output.rows} theme={theme} onKey={onKey} />);
  });
  const terminal = new Terminal(input, output, writer, { onEnter: () => frames.request(true), onLeave: () => screen.release(), onEnd: () => void close() });
  const onResize = (): void => {
    screen.forget();
    frames.request(true);
  };
  let subscription: Subscription | null = null;
  const close = (): Promise<void> => {
    frames.stop();
    subscription?.unsubscribe();
    output.off('resize', onResize);
    terminal.close();
    resolveClosed();
    return closed;
  };
  output.on('resize', onResize);
  terminal.open();
  // There are a few events a second, so each may have its frame. The caller handles errors.
  subscription = events.subscribe({ next: (next) => {
    event = next;
    frames.request(true);
  }, error: () => undefined });
  return { close, closed };
}

/** Returns both pictures as text for a page of `columns`, side by side, with titles and a legend. @param colourDepth bits a pixel; 1: no escape codes at all */
export function ringsAsText(event: RingsEvent, { columns, ascii, colourDepth }: { readonly columns: number; readonly ascii: boolean; readonly colourDepth: number }): string {
  const theme = createTheme(coloursOf(colourDepth), ascii);
  const rows = Math.max(6, Math.min(24, Math.floor((columns - 2) / 4)));
  const pair = pairOf(event);
  const titles = theme.paint(pair.flatMap((learner, index) => [...(index === 0 ? [] : [{ text: '  ' }]), ...titleOf(learner, 2 * rows)]));
  const drawn = pair.map((learner) => drawPoints(event, learner, rows, theme));
  const legend = legendOf(event, theme, 4 * rows + 2);
  const text = [titles, ...Array.from({ length: rows }, (_, row) => drawn.map((lines) => lines[row]).join('  ').trimEnd()), theme.paint(legend), ''].join('\n');
  // Without colours this may be a file, which has no bold and no dim text either.
  // eslint-disable-next-line no-control-regex
  return theme.colours === 2 ? text.replaceAll(/\u001B\[\d+m/g, '') : text;
}
