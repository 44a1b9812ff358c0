import type { Observable } from 'rxjs';
import type { Player, RunCommand, RunEvent, RunStatus } from '../events/index.js';
import type { Baseline } from './model/index.js';
import type { Picture } from './pictures/index.js';

/** What a dashboard shows, where it draws, and what it calls. */
export interface DashboardOptions {
  /**
   * All events so far, then each new one. The dashboard takes every event at once and shows the sum of them at most 15 times a second.
   * A `seq` that does not grow starts another run, or a replay that starts over. Other subscribers have to handle its errors.
   */
  readonly events: Observable<RunEvent>;
  /** Sends a command to the run. Without it, the keys that need it say why they do nothing. */
  readonly sendCommand?: (command: RunCommand) => void;
  /** Controls a replay. */
  readonly player?: Player;
  /** How the run looks from outside, shown until the next one: that its process died. */
  readonly status?: Observable<RunStatus>;
  /** Warnings about the log of the run, shown one after the other for some seconds each. */
  readonly warnings?: Observable<string>;
  /** A line about the larger work that the run belongs to: the finished runs of a comparison. */
  readonly sideNote?: Observable<string>;
  /** A supervised run on the same split, as a line in the chart of the accuracy. */
  readonly baseline?: Observable<Baseline | null>;
  /**
   * Decodes a grid of generated pictures; null where it cannot be read.
   * @param path relative to the run, as the event has it
   * @param run folder of the run as its run-start has it; empty where there was no run-start
   */
  readonly readGrid?: (path: string, run: string) => Promise<Picture | null>;
  /**
   * Whether clicks and the wheel are the dashboard's. Without it, the terminal selects text with the mouse.
   * @default true
   */
  readonly mouse?: boolean;
  readonly images: 'off' | 'blocks' | 'kitty' | 'auto';
  /** Whether to write ASCII characters only. */
  readonly ascii: boolean;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  /**
   * Called when a person leaves the dashboard. Where that ends a run of this process, the person has confirmed it and the dashboard
   * stays until `close`. In all other cases it is closed already.
   */
  readonly onQuit: () => void;
  /** Called when escape has nothing more to close: it leads back to where the dashboard was opened from. The dashboard stays until `close`. */
  readonly onBack?: () => void;
}

/** An open dashboard. */
export interface Dashboard {
  /**
   * Gives the terminal back as it was, at once; the promise is `closed`. Can be called again.
   * @param keepScreen whether the alternate screen stays for the dashboard that is opened next, so that the normal one does not flash in
   * between. Where none is opened, the end of the process gives it back
   */
  close(keepScreen?: boolean): Promise<void>;
  /** Resolves when the terminal is given back, whoever closed the dashboard. */
  readonly closed: Promise<void>;
}
