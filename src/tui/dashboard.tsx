import { concatMap, Subject, Subscription, switchMap, type Observable } from 'rxjs';
import { checkFields, type FieldNames } from '../config/index.js';
import { statusNotice, type StatusNotice, type PlayerState, type RunStatus } from '../events/index.js';
import { App, type Scene } from './app.js';
import { ThrottledCurves } from './curves.js';
import { answerTo, type Action, type KeyContext } from './keys/bindings.js';
import { keyContextOf } from './keys/key-context.js';
import { keysOf, type MouseEvent } from './keys/mouse.js';
import { controlPlayer } from './keys/player-control.js';
import { commandOf } from './keys/run-commands.js';
import { layoutOf, noticeWidth, panelNames, panelsOf, type Layout, type PanelName } from './layout.js';
import { loadGrids, type GridOfRun } from './load-grids.js';
import { empty, reduce, withBaseline, type Model } from './model/index.js';
import { noNotice, noticeRows } from './notice.js';
import type { Grid } from './panels/pictures.js';
import { protocolOf, type Protocol } from './pictures/index.js';
import { FrameScheduler } from './screen/frame-scheduler.js';
import { runStateOf } from './run-state.js';
import { Screen } from './screen/screen.js';
import { shownFor } from './shown-for.js';
import { NonBlockingWriter } from './terminal/non-blocking-writer.js';
import { Terminal } from './terminal/terminal.js';
import { coloursOf, createTheme, type Theme } from './text/theme.js';
import type { Dashboard, DashboardOptions } from './types.js';
import { firstView, shownGrid, viewAfter, type View } from './view.js';

/** How long a warning stays before the next one, and how long the answer to a key, ms. */
const WARNING_MS = 8000;
const ANSWER_MS = 4000;

/**
 * Opens the dashboard. It has the terminal for itself until it is closed.
 *
 * Set `NODE_ENV` to `production` before this module is loaded: React is then several times faster and keeps no measurements.
 */
export function openDashboard(options: DashboardOptions): Dashboard {
  checkFields('openDashboard', options, optionNames);
  return new LiveDashboard(options);
}

const optionNames: FieldNames<DashboardOptions> = {
  events: true, sendCommand: true, player: true, status: true, warnings: true, sideNote: true, baseline: true, readGrid: true, mouse: true, images: true, ascii: true, input: true, output: true, env: true, onQuit: true, onBack: true,
};

class LiveDashboard implements Dashboard {
  readonly closed: Promise<void>;
  readonly #resolveClosed: () => void;
  readonly #mode: KeyContext['mode'];
  readonly #theme: Theme;
  readonly #protocol: Protocol;
  readonly #writer: NonBlockingWriter;
  readonly #screen: Screen;
  readonly #terminal: Terminal;
  readonly #readGrid: DashboardOptions['readGrid'];
  readonly #frames = new FrameScheduler(() => this.#draw());
  readonly #requestFrame = (): void => this.#frames.request();
  readonly #curves = new ThrottledCurves(this.#requestFrame);
  /** The answers to keys, and the grids of pictures to show. */
  readonly #answers = new Subject<string>();
  readonly #grids = new Subject<GridOfRun>();
  readonly #subscription = new Subscription();
  #model = empty;
  /** The model on the screen while it is frozen. */
  #frozen: Model | null = null;
  #view: View;
  #player: PlayerState | null = null;
  #status: RunStatus['state'] = 'running';
  #statusNotice = noNotice;
  #warning = '';
  #statusMessage = '';
  #sideNote = '';
  #grid: Grid | null = null;
  /** Whether a frame was skipped because the terminal had not taken the last one. */
  #skipped = false;
  /** The pause (true) or resume (false) command that the run has not confirmed yet; null without one. */
  #pauseRequested: boolean | null = null;

  constructor(private readonly options: DashboardOptions) {
    const { input, output, env, images, ascii } = options;
    let resolveClosed = (): void => undefined;
    this.closed = new Promise((resolve) => (resolveClosed = resolve));
    this.#resolveClosed = resolveClosed;
    this.#mode = options.player !== undefined ? 'replay' : options.sendCommand !== undefined ? 'run' : 'watch';
    this.#theme = createTheme(coloursOf(output.getColorDepth({ ...env })), ascii);
    this.#protocol = images === 'auto' && !ascii ? protocolOf(env) : images === 'kitty' ? 'kitty' : 'blocks';
    this.#readGrid = images === 'off' ? undefined : options.readGrid;
    this.#view = firstView(this.#readGrid !== undefined, options.mouse);
    this.#writer = new NonBlockingWriter(output, () => this.#skipped && this.#frames.request(true));
    this.#screen = new Screen(input, output, (codes) => this.#writer.write(codes));
    this.#terminal = new Terminal(input, output, this.#writer, {
      onEnter: () => this.#frames.request(true),
      onLeave: () => this.#screen.release(),
      onEnd: () => void this.close(),
    }, this.#view.mouse);
    output.on('resize', this.#onResize);
    this.#terminal.open();
    this.#subscribe();
  }

  close(keepScreen = false): Promise<void> {
    this.#frames.stop();
    this.#curves.refresh();
    this.#subscription.unsubscribe();
    this.options.output.off('resize', this.#onResize);
    this.#terminal.close(keepScreen);
    this.#resolveClosed();
    return this.closed;
  }

  #subscribe(): void {
    const { events, player, status, warnings, sideNote, baseline } = this.options;
    const on = <Value,>(values: Observable<Value> | undefined, apply: (value: Value) => void): void => {
      const next = (value: Value): void => {
        apply(value);
        this.#requestFrame();
      };
      this.#subscription.add(values?.subscribe({ next, error: this.#requestFrame }));
    };
    on(player?.state, (state) => (this.#player = state));
    on(baseline, (value) => (this.#model = withBaseline(this.#model, value)));
    on(status, (seen) => {
      this.#status = seen.state;
      this.#statusNotice = statusNotice(seen);
    });
    on(warnings?.pipe(concatMap(shownFor(WARNING_MS))), (text) => (this.#warning = text));
    on(this.#answers.pipe(switchMap(shownFor(ANSWER_MS))), (text) => (this.#statusMessage = text));
    on(this.#readGrid && this.#grids.pipe(loadGrids(this.#readGrid)), (grid) => (this.#grid = grid));
    on(sideNote, (text) => (this.#sideNote = text));
    on(events, (event) => {
      this.#model = reduce(this.#model, event);
      if (event.type === 'pause') this.#pauseRequested = null;
    });
  }

  readonly #onResize = (): void => {
    this.#screen.forget();
    this.#curves.refresh();
    this.#frames.request(true);
  };

  readonly #onKey = (key: string): void => {
    const answer = answerTo(key, this.#keyContext());
    if (answer === null) return;
    if (answer.type === 'reason' && key === 'escape' && this.options.onBack !== undefined) return this.options.onBack();
    if (answer.type === 'reason') this.#answers.next(answer.text);
    else this.#act(answer);
    this.#curves.refresh();
    this.#frames.request(true);
  };

  #act(action: Action): void {
    this.#answers.next('');
    this.#view = viewAfter(this.#view, action, this.#zoomablePanels());
    if (action.type === 'mouse') return this.#switchMouse();
    if (action.type === 'freeze') this.#frozen = this.#view.frozen ? this.#model : null;
    else if (action.type === 'suspend') this.#terminal.suspend();
    else if (action.type === 'quit') this.#quit();
    const { player } = this.options;
    if (player !== undefined && this.#player !== null) this.#answers.next(controlPlayer(player, this.#player, action));
    else this.#command(action);
  }

  readonly #onMouse = (event: MouseEvent): void => keysOf(event, this.#view, this.#layout(this.#view.pictures && shownGrid(this.#model, this.#view) !== null)).forEach(this.#onKey);

  #switchMouse(): void {
    const { mouse } = this.#view;
    this.#terminal.useMouse(mouse);
    this.#answers.next(mouse ? 'the mouse is the dashboard\'s: click a panel to enlarge it' : 'the mouse is the terminal\'s: it selects text');
  }

  #command(action: Action): void {
    const sent = commandOf(action, this.#pauseRequested ?? this.#model.paused);
    if (sent === null) return;
    if (action.type === 'pause') this.#pauseRequested = sent.command.type === 'pause';
    this.options.sendCommand?.(sent.command);
    this.#answers.next(sent.message);
  }

  #quit(): void {
    this.#view = { ...this.#view, asking: false };
    // A run of this process first ends its step, and then its command closes the dashboard.
    if (this.#mode !== 'run' || this.#model.end !== null) void this.close();
    else this.#answers.next('the run ends after this step; Ctrl-C ends it at once');
    this.options.onQuit();
  }

  #draw(): void {
    if (!this.#terminal.entered) return;
    this.#skipped = !this.#writer.idle;
    if (this.#skipped) return;
    const model = this.#frozen ?? this.#model;
    const grid = shownGrid(model, this.#view);
    const layout = this.#layout(this.#view.pictures && grid !== null);
    // A picture that is not shown is not read: to decode one costs more than a minute of frames.
    if (grid !== null && !this.#view.help && panelsOf(layout).includes('pictures')) this.#grids.next({ ...grid, run: model.run?.run ?? '' });
    this.#screen.draw(<App onKey={this.#onKey} onMouse={this.#onMouse} scene={this.#scene(model, layout)} />);
  }

  #scene(model: Model, layout: Layout): Scene {
    return {
      model, layout, curves: this.#curves.curvesOf(model), view: this.#view, theme: this.#theme, mode: this.#mode, player: this.#player,
      state: runStateOf(model, this.#status), notice: this.#notice, sideNote: this.#sideNote, statusMessage: this.#statusMessage, grid: this.#grid, protocol: this.#protocol, canGoBack: this.options.onBack !== undefined,
    };
  }

  #layout(pictures: boolean): Layout {
    const { columns, rows } = this.options.output;
    return layoutOf(columns, rows, { zoomed: this.#view.zoomed, pictures, noticeRows: this.#noticeRows });
  }

  /** A status with a command stays, also while there are warnings. */
  get #notice(): StatusNotice {
    return this.#warning === '' || this.#statusNotice.command !== '' ? this.#statusNotice : { text: this.#warning, command: '' };
  }

  get #noticeRows(): number {
    return noticeRows(this.#notice, noticeWidth(this.options.output.columns)).length || (this.#sideNote === '' ? 0 : 1);
  }

  #keyContext(): KeyContext {
    const { images, output: { columns, rows } } = this.options;
    return keyContextOf({
      mode: this.#mode, model: this.#model, view: this.#view, player: this.#player,
      imagesOff: images === 'off', readsGrids: this.#readGrid !== undefined, columns, rows, noticeRows: this.#noticeRows,
    });
  }

  #zoomablePanels(): readonly PanelName[] {
    const { pictures } = this.#keyContext();
    const hasPictures = this.#view.pictures && (pictures === 'shown' || pictures === 'no room');
    return panelNames.filter((name) => name !== 'pictures' || hasPictures);
  }
}
