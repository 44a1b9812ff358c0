import { Subscription, type Observable } from 'rxjs';
import type { PlayerState } from '../events/index.js';
import { App, type Scene } from './app.js';
import { ThrottledCurves } from './curves.js';
import { GridLoader } from './grid-loader.js';
import { answerTo, type Action, type KeyContext } from './keys/bindings.js';
import { keyContextOf } from './keys/key-context.js';
import { controlPlayer } from './keys/player-control.js';
import { commandOf } from './keys/run-commands.js';
import { layoutOf, panelNames, panelsOf, type Layout, type PanelName } from './layout.js';
import { MessageQueue } from './message-queue.js';
import { protocolOf, type Protocol } from './pictures/index.js';
import { FrameScheduler } from './screen/frame-scheduler.js';
import { Screen } from './screen/screen.js';
import { StatusMessage } from './status-message.js';
import { Store } from './store.js';
import { NonBlockingWriter } from './terminal/non-blocking-writer.js';
import { Terminal } from './terminal/terminal.js';
import { coloursOf, createTheme, type Theme } from './text/theme.js';
import type { Dashboard, DashboardOptions } from './types.js';
import { firstView, shownGrid, viewAfter, type View } from './view.js';

/**
 * Opens the dashboard. It has the terminal for itself until it is closed.
 *
 * Set `NODE_ENV` to `production` before this module is loaded: React is then several times faster and keeps no measurements.
 */
export function openDashboard(options: DashboardOptions): Dashboard {
  const dashboard = new LiveDashboard(options);
  return { close: () => dashboard.close(), closed: dashboard.closed };
}

class LiveDashboard {
  readonly closed: Promise<void>;
  readonly #resolveClosed: () => void;
  readonly #mode: KeyContext['mode'];
  readonly #theme: Theme;
  readonly #protocol: Protocol;
  readonly #writer: NonBlockingWriter;
  readonly #screen: Screen;
  readonly #terminal: Terminal;
  readonly #frames = new FrameScheduler(() => this.#draw());
  readonly #requestFrame = (): void => this.#frames.request();
  readonly #store = new Store();
  readonly #curves = new ThrottledCurves(this.#requestFrame);
  readonly #warnings = new MessageQueue(this.#requestFrame);
  readonly #statusMessage = new StatusMessage(this.#requestFrame);
  readonly #grids: GridLoader | null;
  readonly #subscription = new Subscription();
  #view: View;
  #player: PlayerState | null = null;
  #status = '';
  #sideNote = '';
  /** Whether a frame was skipped because the terminal had not taken the last one. */
  #skipped = false;
  /** The pause (true) or resume (false) command that the run has not confirmed yet; null without one. */
  #pauseRequested: boolean | null = null;

  constructor(private readonly options: DashboardOptions) {
    const { input, output, env, images, ascii, readGrid } = options;
    let resolveClosed = (): void => undefined;
    this.closed = new Promise((resolve) => (resolveClosed = resolve));
    this.#resolveClosed = resolveClosed;
    this.#mode = options.player !== undefined ? 'replay' : options.sendCommand !== undefined ? 'run' : 'watch';
    this.#theme = createTheme(coloursOf(env, output.getColorDepth({ ...env })), ascii);
    this.#protocol = images === 'auto' && !ascii ? protocolOf(env) : images === 'kitty' ? 'kitty' : 'blocks';
    this.#grids = images === 'off' || readGrid === undefined ? null : new GridLoader(readGrid, this.#requestFrame);
    this.#view = firstView(this.#grids !== null);
    this.#writer = new NonBlockingWriter(output, () => this.#skipped && this.#frames.request(true));
    this.#screen = new Screen(input, output, (codes) => this.#writer.write(codes));
    this.#terminal = new Terminal(input, output, this.#writer, {
      onEnter: () => this.#frames.request(true),
      onLeave: () => this.#screen.release(),
      onEnd: () => void this.close(),
    });
    output.on('resize', this.#onResize);
    this.#terminal.open();
    this.#subscribe();
  }

  close(): Promise<void> {
    this.#frames.stop();
    this.#statusMessage.show('');
    this.#warnings.stop();
    this.#curves.refresh();
    this.#subscription.unsubscribe();
    this.options.output.off('resize', this.#onResize);
    this.#terminal.close();
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
    on(baseline, (value) => this.#store.setBaseline(value));
    on(status, (text) => (this.#status = text));
    on(warnings, (text) => this.#warnings.add(text));
    on(sideNote, (text) => (this.#sideNote = text));
    on(events, (event) => {
      this.#store.dispatch(event);
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
    if (answer.type === 'reason') this.#statusMessage.show(answer.text);
    else this.#act(answer);
    this.#curves.refresh();
    this.#frames.request(true);
  };

  #act(action: Action): void {
    this.#statusMessage.show('');
    this.#view = viewAfter(this.#view, action, this.#zoomablePanels());
    if (action.type === 'freeze') this.#store.freeze(this.#view.frozen);
    else if (action.type === 'suspend') this.#terminal.suspend();
    else if (action.type === 'quit') this.#quit();
    const { player } = this.options;
    if (player !== undefined && this.#player !== null) this.#statusMessage.show(controlPlayer(player, this.#player, action) ?? '');
    else this.#command(action);
  }

  #command(action: Action): void {
    const sent = commandOf(action, this.#pauseRequested ?? this.#store.model.paused);
    if (sent === null) return;
    if (action.type === 'pause') this.#pauseRequested = sent.command.type === 'pause';
    this.options.sendCommand?.(sent.command);
    this.#statusMessage.show(sent.message);
  }

  #quit(): void {
    this.#view = { ...this.#view, asking: false };
    // A run of this process first ends its step, and then its command closes the dashboard.
    if (this.#mode !== 'run' || this.#store.model.end !== null) void this.close();
    else this.#statusMessage.show('the run ends after this step; Ctrl-C ends it at once');
    this.options.onQuit();
  }

  #draw(): void {
    if (!this.#terminal.entered) return;
    this.#skipped = !this.#writer.idle;
    if (this.#skipped) return;
    const model = this.#store.shown;
    const grid = shownGrid(model, this.#view);
    const layout = this.#layout(this.#view.pictures && grid !== null);
    // A picture that is not shown is not read: to decode one costs more than a minute of frames.
    if (grid !== null && !this.#view.help && panelsOf(layout).includes('pictures')) this.#grids?.follow(grid, model.run?.run ?? '');
    this.#screen.draw(<App onKey={this.#onKey} scene={this.#scene(layout)} />);
  }

  #scene(layout: Layout): Scene {
    const model = this.#store.shown;
    return {
      model, layout, curves: this.#curves.curvesOf(model), view: this.#view, theme: this.#theme, mode: this.#mode, player: this.#player,
      notice: this.#notice, sideNote: this.#sideNote, statusMessage: this.#statusMessage.text, grid: this.#grids?.grid ?? null, protocol: this.#protocol,
    };
  }

  #layout(pictures: boolean): Layout {
    const { columns, rows } = this.options.output;
    return layoutOf(columns, rows, { zoomed: this.#view.zoomed, pictures, hasNotice: this.#hasNotice });
  }

  get #notice(): string {
    return this.#warnings.current === '' ? this.#status : this.#warnings.current;
  }

  get #hasNotice(): boolean {
    return this.#notice !== '' || this.#sideNote !== '';
  }

  #keyContext(): KeyContext {
    const { images, output: { columns, rows } } = this.options;
    return keyContextOf({
      mode: this.#mode, model: this.#store.model, view: this.#view, player: this.#player,
      imagesOff: images === 'off', readsGrids: this.#grids !== null, columns, rows, hasNotice: this.#hasNotice,
    });
  }

  #zoomablePanels(): readonly PanelName[] {
    const { pictures } = this.#keyContext();
    const hasPictures = this.#view.pictures && (pictures === 'shown' || pictures === 'no room');
    return panelNames.filter((name) => name !== 'pictures' || hasPictures);
  }
}
