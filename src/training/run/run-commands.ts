import type { Observable, Subscription } from 'rxjs';
import type { RunCommand } from '../../events/index.js';

/** A command that is carried out between two steps, in a pause too. */
export type StepCommand = Extract<RunCommand, { type: 'concurrency' | 'checkpoint' }>;

/** The commands that a run has received and not carried out yet. */
export class RunCommands {
  readonly #waiting: StepCommand[] = [];
  #paused = false;
  #wake: () => void = () => undefined;
  readonly #subscription: Subscription | undefined;

  /** @param quit called at once when the command is to quit */
  constructor(commands: Observable<RunCommand> | undefined, quit: () => void) {
    this.#subscription = commands?.subscribe((command) => {
      if (command.type === 'quit') quit();
      else if (command.type === 'pause' || command.type === 'resume') this.#paused = command.type === 'pause';
      else this.#waiting.push(command);
      this.#wake();
    });
  }

  /** Whether the run is to pause. */
  get paused(): boolean {
    return this.#paused;
  }

  /** Takes the oldest command. */
  take(): StepCommand | undefined {
    return this.#waiting.shift();
  }

  /**
   * Resolves with the next command. One call at a time.
   * @throws the signal's reason
   */
  async next(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    let onAbort = (): void => undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        onAbort = () => reject(signal.reason);
        signal.addEventListener('abort', onAbort);
        this.#wake = resolve;
      });
    } finally {
      this.#wake = () => undefined;
      signal.removeEventListener('abort', onAbort);
    }
  }

  close(): void {
    this.#subscription?.unsubscribe();
  }
}
