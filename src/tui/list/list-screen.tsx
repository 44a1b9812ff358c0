import { Subject, Subscription, switchMap, type Observable } from 'rxjs';
import { AccuracyCurve, type AccuracyPoint, type RunOverview } from '../../events/index.js';
import type { MouseEvent } from '../keys/mouse.js';
import { FrameScheduler } from '../screen/frame-scheduler.js';
import { Screen } from '../screen/screen.js';
import { shownFor } from '../shown-for.js';
import { NonBlockingWriter } from '../terminal/non-blocking-writer.js';
import { Terminal } from '../terminal/terminal.js';
import { coloursOf, createTheme } from '../text/theme.js';
import type { DashboardOptions } from '../types.js';
import { ListFrame, pageRowsOf, type ListScene } from './list-frame.js';
import { firstListView, listAnswer, mouseAnswer, scrolled, type ListAnswer, type ListView } from './list-state.js';

/** How long the answer to a key stays, ms. */
const ANSWER_MS = 4000;

export interface RunListOptions extends Pick<DashboardOptions, 'input' | 'output' | 'env' | 'ascii' | 'mouse'> {
  /** The folder of the list: the runs are named from there. */
  readonly folder: string;
  /** The runs, and again whenever one changes. */
  readonly runs: Observable<readonly RunOverview[]>;
  /**
   * Whether the screen stays this process's when a run is opened, so that the normal one does not flash before the dashboard.
   * `leaveKeptScreen` gives it back where none is opened.
   * @default false
   */
  readonly keepScreen?: boolean;
  /** Where a person left the list before. */
  readonly view?: ListView;
}

/** How a list was left: with the run to open, or for good. */
export interface ListEnd {
  readonly open: string | null;
  readonly view: ListView;
}

export interface RunList {
  /** Gives the terminal back. */
  close(): void;
  readonly closed: Promise<ListEnd>;
}

/** Opens a list of runs. It has the terminal for itself until a person opens a run or quits. */
export function openRunList(options: RunListOptions): RunList {
  return new LiveList(options);
}

class LiveList implements RunList {
  readonly closed: Promise<ListEnd>;
  readonly #resolveClosed: (end: ListEnd) => void;
  readonly #writer: NonBlockingWriter;
  readonly #screen: Screen;
  readonly #terminal: Terminal;
  readonly #frames = new FrameScheduler(() => this.#draw());
  readonly #answers = new Subject<string>();
  readonly #subscription = new Subscription();
  readonly #readers = new Map<string, AccuracyCurve>();
  readonly #scene: Pick<ListScene, 'folder' | 'theme'>;
  /** Null until they were read. */
  #runs: readonly RunOverview[] | null = null;
  #curves: ReadonlyMap<string, readonly AccuracyPoint[]> = new Map();
  #view: ListView;
  #mouse: boolean;
  #statusMessage = '';
  /** The reading of curves under way: two at once would read a line twice. */
  #reading = Promise.resolve();

  constructor(private readonly options: RunListOptions) {
    const { input, output, env, ascii, folder, runs, mouse = true, view = firstListView } = options;
    let resolveClosed: (end: ListEnd) => void = () => undefined;
    this.closed = new Promise((resolve) => (resolveClosed = resolve));
    this.#resolveClosed = resolveClosed;
    this.#view = view;
    this.#mouse = mouse;
    this.#scene = { folder, theme: createTheme(coloursOf(output.getColorDepth({ ...env })), ascii) };
    this.#writer = new NonBlockingWriter(output, () => this.#frames.request(true));
    this.#screen = new Screen(input, output, (codes) => this.#writer.write(codes));
    this.#terminal = new Terminal(input, output, this.#writer, { onEnter: () => this.#frames.request(true), onLeave: () => this.#screen.release(), onEnd: () => this.close() }, mouse);
    output.on('resize', this.#onResize);
    this.#terminal.open();
    this.#subscription.add(runs.subscribe({ next: (next) => {
      this.#runs = next;
      this.#frames.request();
      this.#updateCurves();
    }, error: () => undefined }));
    this.#subscription.add(this.#answers.pipe(switchMap(shownFor(ANSWER_MS))).subscribe((text) => {
      this.#statusMessage = text;
      this.#frames.request();
    }));
  }

  close(): void {
    this.#end(null);
  }

  #end(open: string | null): void {
    this.#frames.stop();
    this.#subscription.unsubscribe();
    this.options.output.off('resize', this.#onResize);
    this.#terminal.close(open !== null && this.options.keepScreen === true);
    this.#resolveClosed({ open, view: this.#view });
  }

  readonly #onResize = (): void => {
    this.#screen.forget();
    this.#frames.request(true);
  };

  readonly #onKey = (key: string): void => this.#take(listAnswer(key, this.#view, this.#runs ?? [], this.#pageRows()));

  readonly #onMouse = (event: MouseEvent): void => {
    const answer = mouseAnswer(event, this.#view, this.#runs ?? [], this.#pageRows());
    if (answer !== null) this.#take(answer);
  };

  #take(answer: ListAnswer): void {
    this.#answers.next(answer.type === 'reason' ? answer.text : '');
    switch (answer.type) {
      case 'view':
        this.#view = answer.view;
        this.#updateCurves();
        break;
      case 'open':
        this.#end(answer.folder);
        return;
      case 'quit':
        this.close();
        return;
      case 'suspend':
        this.#terminal.suspend();
        break;
      case 'mouse':
        this.#mouse = !this.#mouse;
        this.#terminal.useMouse(this.#mouse);
        this.#answers.next(this.#mouse ? 'the mouse is the list\'s: a click selects, another one opens' : 'the mouse is the terminal\'s: it selects text');
        break;
      default:
    }
    this.#frames.request(true);
  }

  /** Reads the curves of the marked runs while they are shown. */
  #updateCurves(): void {
    if (this.#view.chart) this.#reading = this.#reading.then(() => this.#readCurves());
  }

  async #readCurves(): Promise<void> {
    const curves = await Promise.all(this.#view.marked.map(async (folder) => {
      const reader = this.#readers.get(folder) ?? new AccuracyCurve(folder);
      this.#readers.set(folder, reader);
      // The curve of a run that has vanished stays.
      return [folder, await reader.read().catch(() => this.#curves.get(folder) ?? [])] as const;
    }));
    this.#curves = new Map(curves);
    this.#frames.request();
  }

  #pageRows(): number {
    const { columns, rows } = this.options.output;
    return pageRowsOf({ runs: this.#runs ?? [], view: this.#view, now: Date.now(), columns, rows });
  }

  #draw(): void {
    if (!this.#terminal.entered || !this.#writer.idle) return;
    if (this.#runs !== null) this.#view = scrolled(this.#view, this.#runs, this.#pageRows());
    const { columns, rows } = this.options.output;
    const scene = { ...this.#scene, runs: this.#runs, view: this.#view, curves: this.#curves, statusMessage: this.#statusMessage, now: Date.now(), columns, rows };
    this.#screen.draw(<ListFrame scene={scene} onKey={this.#onKey} onMouse={this.#onMouse} />);
  }
}
