import type { Observable } from 'rxjs';
import type { Player, RunEvent, RunCommand } from '../events/index.js';
import type { Baseline } from './model/index.js';
import type { Picture } from './pictures/index.js';

export interface DashboardOptions {
  /**
   * All events so far, then each as it comes. They are taken at once and never made to wait; the screen shows what they came to,
   * at most 15 times a second. A seq that does not grow begins another run, or a replay anew.
   */
  readonly events: Observable<RunEvent>;
  /** Takes wishes to the run. Absent: keys that need it say why they do nothing here. */
  readonly sendCommand?: (wish: RunCommand) => void;
  /** The hand on a replay. */
  readonly player?: Player;
  /** What is to be told besides the events until the next is: that the run gives no sign of life. An empty one takes it back. */
  readonly notice?: Observable<string>;
  /** What is wrong with the log of the run: each is told for some seconds, one after the other. */
  readonly remarks?: Observable<string>;
  /** A line on what the run is a part of: the runs of a comparison that are done. */
  readonly sideNote?: Observable<string>;
  /** A supervised run beside this one, for a line in the chart of accuracies. */
  readonly baseline?: Observable<Baseline | null>;
  /**
   * Decodes a grid of generated pictures; null where it cannot be read.
   * @param path as the event has it, relative to the run
   * @param run folder of the run as its run-start names it; empty where that is not known
   */
  readonly readGrid?: (path: string, run: string) => Promise<Picture | null>;
  readonly images: 'off' | 'blocks' | 'kitty' | 'auto';
  /** Characters of ASCII alone. */
  readonly ascii: boolean;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  /**
   * The person wants to leave. Where a run of this process would end with it, they were asked; the dashboard then stays until
   * `close`. Everywhere else it has closed already.
   */
  readonly onQuit: () => void;
}

export interface Dashboard {
  /** Gives the terminal back as it was; at once, whatever the promise waits for. Harmless when called again. */
  close(): Promise<void>;
  /** Settles when the terminal is given back, whoever wanted it. */
  readonly closed: Promise<void>;
}
