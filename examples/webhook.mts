/**
 * Follows a run from outside and posts what happens to a webhook: each epoch, warnings, and the end. The run may be in
 * progress in another process, on this machine or on a shared disk. One event is sent at a time, in order, and tried three times.
 *
 *   npm install whisker-ml rxjs tsx
 *   npx tsx webhook.mts runs/first https://example.com/hook
 *
 * The body is JSON: the event, as docs/events.md describes it, with a sentence in `text`, which many chats show.
 */
import { concatMap, defer, filter, lastValueFrom, retry } from 'rxjs';
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

async function post(event: RunEvent): Promise<void> {
  const body = JSON.stringify({ ...event, text: describe(event) });
  const response = await fetch(url ?? '', { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: AbortSignal.timeout(10_000) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}

// `until: 'end'` also ends where the process of the run is dead; the default waits for somebody to resume it.
const { events } = followRun(run, { until: 'end' });
await lastValueFrom(
  events.pipe(
    filter((event) => describe(event) !== null),
    concatMap((event) => defer(() => post(event)).pipe(retry({ count: 2, delay: 1000 }))),
  ),
  { defaultValue: undefined },
);
