/** Something in work, and what looking at it showed: ms, or null as long as it did not. */
export interface Watched {
  /** When it was first seen in work. */
  begun: number | null;
  /** When it was first seen to be past its limit. */
  late: number | null;
}

/** What to do about a worker that hangs or is slow. */
export interface Verdict<Item> {
  /** These took longer than the limit. */
  readonly slow: readonly Item[];
  /** These may only have been held up by another in the same worker. */
  readonly unclear: readonly Item[];
}

/**
 * Looks at what one worker has in work; null while there is nothing to be done about it. What is past the limit is judged
 * in a later look: if the whole process stood still, the worker gets the time in between to finish. It is slow when it is
 * alone in its worker, or when the worker has begun another since it was late, so that the worker itself does not hang.
 * @param now ms, of a clock that is never set back
 * @param limit ms
 */
export function judge<Item extends Watched>(held: readonly Item[], now: number, limit: number): Verdict<Item> | null {
  for (const item of held) item.begun ??= now;
  const begunLast = Math.max(...held.map(({ begun }) => begun ?? now));
  const late = held.filter((item) => item.late !== null && item.late < now);
  for (const item of held) if (item.begun !== null && now - item.begun > limit) item.late ??= now;
  if (late.length === 0) return null;
  const slow = held.length === 1 ? held : late.filter((item) => item.late !== null && begunLast > item.late);
  return { slow, unclear: held.filter((item) => !slow.includes(item)) };
}
