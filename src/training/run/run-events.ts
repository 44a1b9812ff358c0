import { Observable, share, Subject } from 'rxjs';
import type { Unlock } from '../../disk/index.js';
import { openEventLog, openTensorBoard, stamp, type EventBody, type EventLog, type RunEvent, type TensorBoard } from '../../events/index.js';
import { messages } from '../messages.js';
import { execute } from './execute.js';
import type { Plan, RunContext } from './plan.js';
import { RunCommands } from './run-commands.js';

/**
 * Opens the log of a run, and returns the run as an observable of its events. It begins on subscription, once.
 * @param unlock called at the end of the run
 */
export async function openRunEvents(plan: Plan, unlock: Unlock, context: RunContext): Promise<Observable<RunEvent>> {
  const bodies = new Subject<EventBody>();
  const warn = (message: string) => bodies.next({ type: 'log', level: 'warning', message });
  const { paths, options } = plan;
  const log = await openEventLog(paths.events, {
    onError: (error) => warn(messages.log(paths.events, error)),
    onLost: (lost) => warn(messages.lostEvents(paths.events, lost)),
  });
  const board = options.tensorboard === 'on' ? openTensorBoard(paths.tensorboard, (error) => warn(messages.file(paths.tensorboard, error))) : null;
  return eventsOf(plan, bodies, log, board, unlock, context);
}

function eventsOf(
  plan: Plan, bodies: Subject<EventBody>, log: EventLog, board: TensorBoard | null, unlock: Unlock, { signal, commands: received, notes }: RunContext,
): Observable<RunEvent> {
  let begun = false;
  return new Observable((subscriber) => {
    if (begun) {
      subscriber.error(new Error('a run was subscribed to twice'));
      return undefined;
    }
    begun = true;
    const stop = new AbortController();
    const onAbort = () => stop.abort(signal?.reason);
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();

    const stamped = bodies.pipe(stamp(log.nextSeq), share());
    // The log gets every event, even after the subscriber has gone.
    stamped.subscribe((event) => {
      log.write(event);
      // While the run pauses, nothing waits to be written.
      if (event.type === 'pause') void log.flush();
    });
    stamped.subscribe((event) => board?.write(event));
    stamped.subscribe((event) => subscriber.next(event));
    const commands = new RunCommands(received, () => stop.abort());
    const noting = notes?.subscribe((message) => bodies.next({ type: 'log', level: 'info', message }));
    const close = async () => {
      commands.close();
      noting?.unsubscribe();
      signal?.removeEventListener('abort', onAbort);
      await board?.close();
      await log.close();
      bodies.complete();
      await unlock();
    };
    execute(plan, (body) => bodies.next(body), stop.signal, commands)
      .finally(close)
      .then(() => subscriber.complete(), (error: unknown) => subscriber.error(error));
    return () => stop.abort();
  });
}
