/**
 * Follows a run from outside and posts what happens to a webhook: each epoch, warnings, and the end, also that its process died.
 * The run may be in progress in another process, on this machine or on a shared disk. One event is sent at a time, in order, and tried
 * three times.
 *
 *   npm install whisker-ml rxjs tsx
 *   npx tsx webhook.mts runs/first https://example.com/hook
 *
 * The body is JSON: the event, as docs/events.md describes it, with a sentence in `text`, which many chats show.
 */
import { concatMap, defer, filter, lastValueFrom, map, retry } from 'rxjs';
import { followRun, type RunEvent } from 'whisker-ml/events';

const [run, url] = process.argv.slice(2);
if (run === undefined || url === undefined) throw new Error('usage: webhook.mts RUN URL');

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Returns an event as a sentence; null where nobody waits for it. */
function describe(event: RunEvent): string | null {
  switch (event.type) {
    case 'epoch':
      return `epoch ${event.epoch} of ${event.epochs}: validation accuracy ${percent(event.val.accuracy)}`;
    case 'log':
      return event.level === 'info' ? null : event.message;
    case 'run-end':
      return event.test === undefined ? `${event.outcome}: ${event.message}` : `${event.outcome}: test accuracy ${percent(event.test.accuracy)}`;
    default:
      return null;
  }
}

async function post(body: object): Promise<void> {
  const response = await fetch(url ?? '', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(10_000) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}

const tried = (body: object) => defer(() => post(body)).pipe(retry({ count: 2, delay: 1000 }));

const { events, status } = followRun(run);
const told = events.pipe(
  map((event) => ({ ...event, text: describe(event) })),
  filter(({ text }) => text !== null),
  concatMap(tried),
);
await lastValueFrom(told, { defaultValue: undefined });

// A process that was killed writes no end.
const end = await lastValueFrom(status);
if (end.state === 'dead') await lastValueFrom(tried({ type: 'dead', text: 'the process of the run is gone' }));
