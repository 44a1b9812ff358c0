import { Observable, Subject } from 'rxjs';
import { codeOf } from '../../config/index.js';
import type { Lock } from '../../disk/index.js';
import { openEventLog, openTensorBoard, stamp, type EventBody, type RunEvent } from '../../events/index.js';
import { errors } from '../errors.js';
import { messages } from '../messages.js';
import { execute } from './execute.js';
import type { Plan, RunContext } from './plan.js';
import { RunCommands } from './run-commands.js';

/**
 * Checks that the log of a run can be written, and returns the run as an observable of its events. It begins on subscription, once.
 * @param lock the run's. A run that loses it fails, and writes nothing more
 */
export async function openRunEvents(plan: Plan, lock: Lock, context: RunContext): Promise<Observable<RunEvent>> {
  // A run that is prepared may never begin, so its log is open only while it runs.
  await (await openEventLog(plan.paths.events, { onError: () => undefined })).close();
  let begun = false;
  return new Observable((subscriber) => {
    if (begun) return subscriber.error(new Error('a run was subscribed to twice'));
    begun = true;
    const stop = new AbortController();
    const signal = AbortSignal.any([lock.lost, stop.signal, ...(context.signal === undefined ? [] : [context.signal])]);
    const commands = new RunCommands(context.commands, () => stop.abort());
    withLog(plan, lock, context, (event) => subscriber.next(event), (emit, flush) => execute(plan, emit, signal, { commands, lock, flush }))
      .finally(() => commands.close())
      .finally(() => lock.release())
      .then(() => subscriber.complete(), (error: unknown) => subscriber.error(error));
    return () => stop.abort();
  });
}

/** Does `work`. Stamps what it emits, writes it to the log and for TensorBoard, and passes it on. */
async function withLog(
  { paths, options }: Plan, lock: Lock, { notes }: RunContext, pass: (event: RunEvent) => void, work: (emit: (body: EventBody) => void, flush: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const bodies = new Subject<EventBody>();
  const warn = (message: string) => bodies.next({ type: 'log', level: 'warning', message });
  const log = await openEventLog(paths.events, {
    mayWrite: () => lock.check().then(() => true, () => false),
    onError: (error) => warn(messages.log(paths.events, error)),
    onLost: (lost) => warn(messages.lostEvents(paths.events, lost)),
  }).catch((error: unknown) => {
    throw codeOf(error) === undefined ? error : errors.logNotOpened(paths.events, error);
  });
  const board = options.tensorboard === 'on' ? openTensorBoard(paths.tensorboard, (error) => warn(messages.file(paths.tensorboard, error))) : null;
  bodies.pipe(stamp(log.nextSeq)).subscribe((event) => {
    log.write(event);
    // While the run pauses, nothing waits to be written.
    if (event.type === 'pause') void log.flush();
    board?.write(event);
    pass(event);
  });
  const noting = notes?.subscribe((message) => bodies.next({ type: 'log', level: 'info', message }));
  try {
    await work((body) => bodies.next(body), () => log.flush());
  } finally {
    noting?.unsubscribe();
    await board?.close();
    await log.close();
    bodies.complete();
  }
}
