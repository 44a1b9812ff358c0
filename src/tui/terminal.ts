import { readFileSync } from 'node:fs';
import { Guard } from './guard.js';
import type { NonBlockingWriter } from './non-blocking-writer.js';

const ESC = '\u001B[';
/** The alternate screen, and no cursor. */
const ENTER = `${ESC}?1049h${ESC}?25l`;
/** No half-painted frame, no colours, the cursor, and the screen as it was. */
const LEAVE = `${ESC}?2026l${ESC}0m${ESC}?25h${ESC}?1049l`;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** How long a process that asked to be stopped waits to see that nobody stopped it, ms; and how often it looks whether it is in the foreground again. */
const STOPPED_MS = 100;
const BACKGROUND_MS = 1000;

export interface TerminalEvents {
  /** The screen is this program's, and blank: draw. */
  readonly onEnter: () => void;
  /** It is about to be given back for a while: let go of the keyboard. Gives what is to be written before. */
  readonly onLeave: () => string;
  /** It was given back for good, since the process was told to end or the terminal has gone. */
  readonly onEnd: () => void;
}

/**
 * The terminal in the hands of a dashboard: the alternate screen without a cursor. However the process ends, the terminal is as it
 * was found (after SIGKILL by a guard's hand), and other listeners to the same signal or error write on the screen that people
 * are used to.
 */
export class Terminal {
  #entered = false;
  #ended = false;
  #timer: NodeJS.Timeout | undefined;
  #guard: Guard | undefined;
  /** Signals that would end the process, were it not for the listeners here. */
  readonly #mortal: ReadonlySet<NodeJS.Signals>;

  constructor(private readonly input: NodeJS.ReadStream, private readonly output: NodeJS.WriteStream, private readonly outlet: NonBlockingWriter, private readonly events: TerminalEvents) {
    this.#mortal = new Set(SIGNALS.filter((signal) => process.listenerCount(signal) === 0));
  }

  open(): void {
    process.on('exit', this.#restore);
    process.prependListener('uncaughtExceptionMonitor', this.#end);
    // A listener of its own would keep rejections from ending the process; beside others it changes nothing.
    if (process.listenerCount('unhandledRejection') > 0) process.prependListener('unhandledRejection', this.#end);
    for (const signal of SIGNALS) process.prependListener(signal, this.#onSignal);
    process.on('SIGTSTP', this.suspend);
    process.on('SIGCONT', this.#onContinue);
    // A terminal that has gone fails reads and writes (EIO); the run is not to end by that.
    this.input.on('error', this.#end);
    this.output.on('error', this.#end);
    this.#guard = new Guard(this.output, LEAVE);
    this.#enter();
  }

  /** Gives the terminal back, for good. Harmless when called again. */
  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#leave();
    this.#guard?.end();
    this.outlet.close();
    // One that does not take the last words may do so by the end of the process.
    if (this.outlet.idle) process.off('exit', this.#restore);
    process.off('uncaughtExceptionMonitor', this.#end);
    process.off('unhandledRejection', this.#end);
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
    process.off('SIGTSTP', this.suspend);
    process.off('SIGCONT', this.#onContinue);
    this.output.off('error', this.#end);
  }

  /** Whether the screen is this program's now. */
  get entered(): boolean {
    return this.#entered;
  }

  /** To the shell, as Ctrl-Z does everywhere; `fg` brings it back. */
  readonly suspend = (): void => {
    if (this.#ended) return;
    this.#leave();
    process.off('SIGTSTP', this.suspend);
    // The whole job, as the terminal would have: a shell waits for all of it (npm, which runs whisker).
    process.kill(0, 'SIGTSTP');
    // Where nothing stops a process (no shell that could continue it), no SIGCONT comes either.
    this.#timer = setTimeout(this.#onContinue, STOPPED_MS);
  };

  readonly #onContinue = (): void => {
    clearTimeout(this.#timer);
    if (this.#ended) return;
    process.off('SIGTSTP', this.suspend);
    process.on('SIGTSTP', this.suspend);
    if (!inForeground()) {
      // `bg`: the run goes on without its screen. To touch the terminal would stop it.
      this.#timer = setTimeout(this.#onContinue, BACKGROUND_MS).unref();
      return;
    }
    // After SIGSTOP, which nobody hears, the shell has put the terminal in order itself.
    if (this.#entered) this.#leave();
    this.#enter();
  };

  readonly #onSignal = (signal: NodeJS.Signals): void => {
    this.#end();
    if (this.#mortal.has(signal)) process.kill(process.pid, signal);
  };

  readonly #end = (): void => {
    if (this.#ended) return;
    this.close();
    this.events.onEnd();
  };

  readonly #restore = (): void => {
    if (this.#entered) this.#leave();
    else if (!this.outlet.idle) this.outlet.flushNow();
  };

  #enter(): void {
    if (this.#entered) return;
    this.#entered = true;
    this.#guard?.tell('entered');
    this.outlet.write(ENTER);
    this.events.onEnter();
  }

  #leave(): void {
    if (!this.#entered) return;
    this.#entered = false;
    const before = this.events.onLeave();
    try {
      this.input.setRawMode?.(false);
    } catch {
      // The terminal has gone.
    }
    this.outlet.writeNow(before + LEAVE);
    this.#guard?.tell('left');
  }
}

/** Whether this process may write on its terminal; true where the system does not tell (fields 5 and 8 of `/proc/self/stat`, proc(5)). */
function inForeground(): boolean {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[5] === '-1' || fields[2] === fields[5];
  } catch {
    return true;
  }
}
