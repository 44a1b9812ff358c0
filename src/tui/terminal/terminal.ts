import { readFileSync } from 'node:fs';
import { Guard } from './guard.js';
import { CANCEL, NonBlockingWriter } from './non-blocking-writer.js';

const ESC = '\u001B[';
/** Switches to the alternate screen and hides the cursor. */
const ENTER = `${ESC}?1049h${ESC}?25l`;
/** Turns reports of clicks and of the wheel on, in SGR's form, which has no largest column; and off. */
const MOUSE_ON = `${ESC}?1000h${ESC}?1006h`;
const MOUSE_OFF = `${ESC}?1006l${ESC}?1000l`;
/** Ends a half-written frame and its colours, and gives the mouse back. */
const END_FRAME = `${ESC}?2026l${ESC}0m${MOUSE_OFF}`;
/** The same, shows the cursor, and switches back. */
const LEAVE = `${END_FRAME}${ESC}?25h${ESC}?1049l`;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** How long a process that stops itself waits for the stop, ms. */
const STOP_MS = 100;
/** How often a process in the background looks whether it is in the foreground again, ms. */
const BACKGROUND_POLL_MS = 1000;

/** The alternate screen, between a terminal that was closed and the next one. A process has only one. */
interface KeptScreen {
  readonly takeOver: () => void;
  readonly leave: () => void;
}
let kept: KeptScreen | null = null;

/** Gives back a screen that was kept and that no other terminal has taken over. Does nothing where there is none. */
export const leaveKeptScreen = (): void => kept?.leave();

export interface TerminalHandlers {
  /** The screen is this program's and blank. */
  readonly onEnter: () => void;
  /** The screen is about to be given back. Stops reading the keyboard, and returns codes to write before. */
  readonly onLeave: () => string;
  /** The screen is given back for good: a signal or an error ended the dashboard, or the terminal is gone. */
  readonly onEnd: () => void;
}

/**
 * Takes the terminal for the dashboard and gives it back as it was, however the process ends; after SIGKILL the guard does. Other
 * listeners to the same signal or error then write on the normal screen.
 */
export class Terminal {
  #entered = false;
  #ended = false;
  #timer: NodeJS.Timeout | undefined;
  #guard: Guard | undefined;
  /** The signals that would end the process if nobody listened to them here. */
  readonly #fatal: ReadonlySet<NodeJS.Signals>;

  /** @param mouse whether the terminal reports clicks and the wheel. It selects no text then */
  constructor(private readonly input: NodeJS.ReadStream, private readonly output: NodeJS.WriteStream, private readonly writer: NonBlockingWriter, private readonly handlers: TerminalHandlers, private mouse = false) {
    this.#fatal = new Set(SIGNALS.filter((signal) => process.listenerCount(signal) === 0));
  }

  open(): void {
    process.on('exit', this.#restore);
    process.prependListener('uncaughtExceptionMonitor', this.#end);
    // The only listener would keep rejections from ending the process, so listen only beside others.
    if (process.listenerCount('unhandledRejection') > 0) process.prependListener('unhandledRejection', this.#end);
    for (const signal of SIGNALS) process.prependListener(signal, this.#onSignal);
    process.on('SIGTSTP', this.suspend);
    process.on('SIGCONT', this.#onContinue);
    // Reads and writes fail (EIO) when the terminal is gone. That must not end the run.
    this.input.on('error', this.#end);
    this.output.on('error', this.#end);
    this.#guard = new Guard(this.output, CANCEL + LEAVE);
    this.#enter();
  }

  /**
   * Gives the terminal back for good. Can be called again.
   * @param keepScreen whether the alternate screen stays for the next terminal that is opened, so that the normal one does not flash
   * in between; `leaveKeptScreen` gives it back where none is
   */
  close(keepScreen = false): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    if (keepScreen && this.#entered && this.writer.idle) this.#keep();
    else {
      this.#leave();
      this.#guard?.end();
    }
    this.writer.close();
    // A stalled terminal gets a last chance when the process exits.
    if (this.writer.idle) process.off('exit', this.#restore);
    process.off('uncaughtExceptionMonitor', this.#end);
    process.off('unhandledRejection', this.#end);
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
    process.off('SIGTSTP', this.suspend);
    process.off('SIGCONT', this.#onContinue);
    this.output.off('error', this.#end);
  }

  /** Turns reports of the mouse on or off. */
  useMouse(mouse: boolean): void {
    this.mouse = mouse;
    if (this.#entered) this.writer.write(mouse ? MOUSE_ON : MOUSE_OFF);
  }

  /** Whether the screen is this program's now. */
  get entered(): boolean {
    return this.#entered;
  }

  /** Suspends the process as Ctrl-Z does; `fg` brings it back. */
  readonly suspend = (): void => {
    // Windows cannot stop a process.
    if (this.#ended || process.platform === 'win32') return;
    this.#leave();
    process.off('SIGTSTP', this.suspend);
    // Stops the whole job, as the terminal would: a shell waits for all of it, npm included.
    process.kill(0, 'SIGTSTP');
    // Without a shell that could continue it, the system does not stop the process and no SIGCONT comes.
    this.#timer = setTimeout(this.#onContinue, STOP_MS);
  };

  readonly #onContinue = (): void => {
    clearTimeout(this.#timer);
    if (this.#ended) return;
    process.off('SIGTSTP', this.suspend);
    process.on('SIGTSTP', this.suspend);
    if (!isInForeground()) {
      // After `bg` the run goes on without a screen: the system stops a process in the background that changes its terminal.
      this.#timer = setTimeout(this.#onContinue, BACKGROUND_POLL_MS).unref();
      return;
    }
    // After SIGSTOP, which no process can handle, the shell has changed the terminal.
    if (this.#entered) this.#leave();
    this.#enter();
  };

  readonly #onSignal = (signal: NodeJS.Signals): void => {
    this.#end();
    if (this.#fatal.has(signal)) process.kill(process.pid, signal);
  };

  readonly #end = (): void => {
    if (this.#ended) return;
    this.close();
    this.handlers.onEnd();
  };

  readonly #restore = (): void => {
    if (this.#entered) this.#leave();
    else if (!this.writer.idle) this.writer.flush();
  };

  #enter(): void {
    if (this.#entered) return;
    this.#entered = true;
    this.#guard?.note('entered');
    // The first frame clears a screen that was kept.
    const codes = kept === null ? ENTER : '';
    kept?.takeOver();
    this.writer.write(this.mouse ? codes + MOUSE_ON : codes);
    this.handlers.onEnter();
  }

  #leave(): void {
    if (!this.#entered) return;
    this.#release(LEAVE);
    this.#guard?.note('left');
  }

  /** Leaves the screen to the next terminal. Until then the guard and the end of the process give it back. */
  #keep(): void {
    this.#release(END_FRAME);
    const takeOver = (): void => {
      kept = null;
      process.off('exit', leave);
      this.#guard?.note('left');
      this.#guard?.end();
    };
    const leave = (): void => {
      const writer = new NonBlockingWriter(this.output, () => undefined);
      writer.writeNow(LEAVE);
      writer.close();
      takeOver();
    };
    kept = { takeOver, leave };
    process.on('exit', leave);
  }

  #release(codes: string): void {
    this.#entered = false;
    const before = this.handlers.onLeave();
    try {
      this.input.setRawMode?.(false);
    } catch {
      // The terminal is gone.
    }
    this.writer.writeNow(before + codes);
  }
}

/** Returns whether this process may write to its terminal (fields 5 and 8 of `/proc/self/stat`, proc(5)). True where the system does not say. */
function isInForeground(): boolean {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[5] === '-1' || fields[2] === fields[5];
  } catch {
    return true;
  }
}
