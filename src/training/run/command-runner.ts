import type { EventBody } from '../../events/index.js';
import type { Checkpointer } from '../checkpoint/checkpointer.js';
import type { PipelineTuning } from './pipeline-tuning.js';
import type { RunCommands } from './run-commands.js';
import type { RunProgress } from './run-progress.js';
import type { StepClock } from './step-clock.js';
import type { Stopwatch } from './stopwatch.js';

export interface CommandRunnerParts {
  readonly commands: RunCommands;
  readonly checkpointer: Checkpointer;
  readonly tuning: PipelineTuning;
  readonly clock: StepClock;
  readonly stopwatch: Stopwatch;
  readonly emit: (body: EventBody) => void;
}

/** Carries out commands between two steps. */
export class CommandRunner {
  #paused = false;

  constructor(private readonly parts: CommandRunnerParts) {}

  get paused(): boolean {
    return this.#paused;
  }

  /**
   * Carries out the commands that wait, and pauses for as long as they say.
   * @throws the signal's reason
   */
  async run(progress: RunProgress, signal: AbortSignal): Promise<void> {
    const { commands, clock, stopwatch, emit } = this.parts;
    await this.#runWaiting(progress);
    if (!commands.paused) return;
    this.#paused = true;
    clock.stepping = false;
    stopwatch.pause();
    emit({ type: 'pause', paused: true });
    try {
      while (commands.paused) {
        await commands.next(signal);
        await this.#runWaiting(progress);
      }
      emit({ type: 'pause', paused: false });
    } finally {
      stopwatch.resume();
      clock.stepping = true;
      this.#paused = false;
    }
  }

  async #runWaiting(progress: RunProgress): Promise<void> {
    const { commands, checkpointer, tuning, emit } = this.parts;
    for (let command = commands.take(); command !== undefined; command = commands.take()) {
      if (command.type === 'checkpoint') await checkpointer.saveNow(progress);
      else emit({ type: 'log', level: 'info', message: command.type === 'autotune' ? tuning.startAutotuning() : tuning.change(command.type, command.change) });
    }
  }
}
