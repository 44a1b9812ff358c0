import type { Subscription } from 'rxjs';
import type { PlayerState } from '../events/index.js';
import { App } from './app.js';
import { keyContextOf } from './key-context.js';
import { ThrottledCurves } from './curves.js';
import { FrameScheduler } from './frame-scheduler.js';
import { GridLoader } from './grid-loader.js';
import { answerTo, type Action, type KeyContext } from './keys.js';
import { layoutOf, panelNames, type Layout } from './layout.js';
import { NonBlockingWriter } from './non-blocking-writer.js';
import { KittyOverlay } from './kitty-overlay.js';
import { protocolOf } from './pictures/index.js';
import { MessageQueue } from './message-queue.js';
import { Screen } from './screen.js';
import { Store } from './store.js';
import { Terminal } from './terminal.js';
import { coloursOf, createTheme, type Theme } from './theme.js';
import type { Dashboard, DashboardOptions } from './types.js';
import { firstView, viewAfter, type View } from './view.js';
import { controlPlayer, commandOf } from './run-commands.js';

/** How long a word on a key stands in the footer, ms. */
const WORD_MS = 4000;

/**
 * Opens the dashboard on a terminal that it has for itself until it is closed. Errors of `events` are their other subscribers' affair.
 *
 * React is several times as slow, and keeps what it measured, unless `NODE_ENV` is `production` before this module is loaded.
 */
export function openDashboard(options: DashboardOptions): Dashboard {
  const dashboard = new LiveDashboard(options);
  return { close: () => dashboard.close(), closed: dashboard.closed };
}

class LiveDashboard {
  readonly closed: Promise<void>;
  readonly #mode: KeyContext['mode'];
  readonly #theme: Theme;
  readonly #outlet: NonBlockingWriter;
  readonly #screen: Screen;
  readonly #terminal: Terminal;
  readonly #frames = new FrameScheduler(() => this.#draw());
  readonly #story = new Store();
  readonly #curves = new ThrottledCurves(() => this.#frames.request());
  readonly #remarks = new MessageQueue(() => this.#frames.request());
  readonly #grids: GridLoader | null;
  readonly #overlay: KittyOverlay | null;
  readonly #subscriptions: Subscription[] = [];
  readonly #settle: () => void;
  #view: View;
  /** Whether a frame was left out, since the terminal had not taken the one before. */
  #owed = false;
  #player: PlayerState | null = null;
  #notice = '';
  #sideNote = '';
  /** Whether the run was asked to stand still, or to go on, and has not told yet that it does. */
  #pausing: boolean | null = null;
  #word = { text: '', until: 0 };
  #layout: { readonly key: string; readonly layout: Layout } | null = null;
  #wordTimer: NodeJS.Timeout | undefined;

  constructor(private readonly options: DashboardOptions) {
    const { input, output, env, images, ascii, readGrid } = options;
    let settle = (): void => undefined;
    this.closed = new Promise((resolve) => (settle = resolve));
    this.#settle = settle;
    this.#mode = options.player !== undefined ? 'replay' : options.sendCommand !== undefined ? 'run' : 'watch';
    this.#theme = createTheme(coloursOf(env, output.getColorDepth({ ...env })), ascii);
    const protocol = images === 'auto' ? (ascii ? 'blocks' : protocolOf(env)) : images;
    this.#overlay = protocol === 'kitty' ? new KittyOverlay() : null;
    this.#grids = images === 'off' || readGrid === undefined ? null : new GridLoader(readGrid, () => this.#frames.request());
    this.#view = firstView(this.#grids !== null);
    this.#outlet = new NonBlockingWriter(output, () => this.#owed && this.#frames.request(true));
    this.#screen = new Screen(input, output, (text) => this.#outlet.write(text));
    this.#terminal = new Terminal(input, output, this.#outlet, {
      onEnter: () => this.#frames.request(true),
      onLeave: () => {
        this.#screen.release();
        return this.#overlay?.hide() ?? '';
      },
      onEnd: () => void this.close(),
    });
    output.on('resize', this.#onResize);
    this.#terminal.open();
    this.#listen();
  }

  close(): Promise<void> {
    this.#frames.stop();
    clearTimeout(this.#wordTimer);
    this.#remarks.stop();
    this.#curves.refresh();
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    this.options.output.off('resize', this.#onResize);
    this.#terminal.close();
    this.#settle();
    return this.closed;
  }

  #listen(): void {
    const { events, player, notice, remarks, sideNote, baseline } = this.options;
    const changed = () => this.#frames.request();
    const add = (subscription: Subscription | undefined) => subscription && this.#subscriptions.push(subscription);
    add(player?.state.subscribe((state) => {
      this.#player = state;
      changed();
    }));
    add(baseline?.subscribe((line) => {
      this.#story.setBaseline(line);
      changed();
    }));
    add(notice?.subscribe((text) => {
      this.#notice = text;
      changed();
    }));
    add(remarks?.subscribe((text) => this.#remarks.add(text)));
    add(sideNote?.subscribe((text) => {
      this.#sideNote = text;
      changed();
    }));
    add(events.subscribe({
      next: (event) => {
        this.#story.dispatch(event);
        if (event.type === 'pause') this.#pausing = null;
        changed();
      },
      error: changed,
    }));
  }

  readonly #onResize = (): void => {
    this.#screen.forget();
    this.#overlay?.forget();
    this.#curves.refresh();
    this.#frames.request(true);
  };

  readonly #onKey = (key: string): void => {
    const answer = answerTo(key, this.#context());
    if (answer === null) return;
    if (answer.type === 'reason') this.#say(answer.text);
    else this.#do(answer);
    this.#curves.refresh();
    this.#frames.request(true);
  };

  #context(): KeyContext {
    const { images, output: { columns, rows } } = this.options;
    return keyContextOf({
      mode: this.#mode, model: this.#story.model, view: this.#view, player: this.#player,
      imagesOff: images === 'off', readsGrids: this.#grids !== null, columns, rows, hasNotice: this.#hasNotice,
    });
  }

  /** Whether there is something to tell besides the events. */
  get #hasNotice(): boolean {
    return this.#remarks.now !== '' || this.#notice !== '' || this.#sideNote !== '';
  }

  #do(action: Action): void {
    const { sendCommand, player } = this.options;
    this.#word = { text: '', until: 0 };
    this.#view = viewAfter(this.#view, action, this.#shownPanels());
    if (action.type === 'freeze') this.#story.freeze(this.#view.frozen);
    if (action.type === 'suspend') this.#terminal.suspend();
    if (action.type === 'quit') this.#quit();
    if (player !== undefined && this.#player !== null) {
      const word = controlPlayer(player, this.#player, action);
      if (word !== null) this.#say(word);
      return;
    }
    const asked = commandOf(action, this.#pausing ?? this.#story.model.paused);
    if (asked === null) return;
    if (action.type === 'pause') this.#pausing = asked.wish.type === 'pause';
    sendCommand?.(asked.wish);
    this.#say(asked.word);
  }

  #quit(): void {
    this.#view = { ...this.#view, asking: false };
    // A run of this process ends in its own time, and its command closes the dashboard.
    if (this.#mode !== 'run' || this.#story.model.end !== null) void this.close();
    else this.#say('ending after this step; Ctrl-C ends at once');
    this.options.onQuit();
  }

  #shownPanels() {
    const { pictures } = this.#context();
    const has = this.#view.pictures && (pictures === 'shown' || pictures === 'no room');
    return panelNames.filter((name) => name !== 'pictures' || has);
  }

  #say(text: string): void {
    this.#word = { text, until: performance.now() + WORD_MS };
    clearTimeout(this.#wordTimer);
    this.#wordTimer = setTimeout(() => this.#frames.request(), WORD_MS);
  }

  #draw(): void {
    if (!this.#terminal.entered) return;
    this.#owed = !this.#outlet.idle;
    if (this.#owed) return;
    const model = this.#story.shown;
    const layout = this.#layoutNow(this.#view.pictures && model.grid !== null);
    // A picture that has no place is not read: to decode one costs more than a minute of frames.
    if (this.#placeOfPicture(layout) !== null) this.#grids?.follow(model);
    this.#screen.draw(
      <App
        onKey={this.#onKey}
        scene={{
          model, layout,
          curves: this.#curves.curvesOf(model),
          view: this.#view,
          theme: this.#theme,
          mode: this.#mode,
          player: this.#player,
          notice: this.#remarks.now === '' ? this.#notice : this.#remarks.now,
          sideNote: this.#sideNote,
          statusMessage: performance.now() < this.#word.until ? this.#word.text : '',
          grid: this.#grids?.grid ?? null,
          inBlocks: this.#overlay === null,
        }}
      />,
    );
    this.#outlet.write(this.#overlay?.show(this.#grids?.grid ?? null, this.#placeOfPicture(layout)) ?? '');
  }

  #placeOfPicture = (layout: Layout) => (this.#view.help ? null : (layout.panels.pictures ?? null));

  /** The same layout as long as nothing changes, so that panels see that theirs did not. */
  #layoutNow(pictures: boolean): Layout {
    const { columns, rows } = this.options.output;
    const { zoomed } = this.#view;
    const hasNotice = this.#hasNotice;
    const key = `${columns} ${rows} ${zoomed} ${pictures} ${hasNotice}`;
    if (this.#layout?.key !== key) this.#layout = { key, layout: layoutOf(columns, rows, { zoomed, pictures, hasNotice }) };
    return this.#layout.layout;
  }
}
