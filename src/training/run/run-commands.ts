import { firstValueFrom, Subject, takeUntil, type Observable, type Subscription } from 'rxjs';
import type { RunCommand } from '../../events/index.js';
import { aborted } from './aborted.js';

/** A command that is carried out between two steps, in a pause too. */
type StepCommand = Extract<RunCommand, { type: 'concurrency' | 'prefetch' | 'workers' | 'autotune' | 'checkpoint' }>;

/** The commands that a run has received and not carried out yet. */
export class RunCommands {
  readonly #waiting: StepCommand[] = [];
  readonly #received = new Subject<void>();
  readonly #subscription: Subscription | undefined;
  #paused = false;

  /** @param quit called at once when the command is to quit */
  constructor(commands: Observable<RunCommand> | undefined, quit: () => void) {
    this.#subscription = commands?.subscribe((command) => {
      if (command.type === 'quit') quit();
      else if (command.type === 'pause' || command.type === 'resume') this.#paused = command.type === 'pause';
      else this.#waiting.push(command);
      this.#received.next();
    });
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Takes the oldest command. */
  take(): StepCommand | undefined {
    return this.#waiting.shift();
  }

  /**
   * Resolves with the next command.
   * @throws the signal's reason
   */
  async next(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await firstValueFrom(this.#received.pipe(takeUntil(aborted(signal))));
  }

  close(): void {
    this.#subscription?.unsubscribe();
  }
}
