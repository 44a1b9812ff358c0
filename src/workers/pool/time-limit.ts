/** A picture that a worker is busy with. Times are in ms. */
export interface Watched {
  /** Time at which it was first seen in work. */
  begunAt: number | null;
  /** Time at which it was first seen to be over the limit. */
  lateAt: number | null;
}

/**
 * Looks for pictures over the time limit, among those that one worker is busy with.
 *
 * A picture over the limit is reported by a later look: if the whole process stood still, the worker has the time in between to
 * finish. It is slow when it is the only one, or when the worker has begun another since the picture was late, which shows that
 * the worker itself does not hang.
 * @param now in ms, from a clock that is never set back
 * @param limit in ms
 * @returns the slow pictures, which may be none of them for certain; null as long as the worker may go on
 */
export function findLate<Picture extends Watched>(pictures: readonly Picture[], now: number, limit: number): readonly Picture[] | null {
  for (const picture of pictures) picture.begunAt ??= now;
  const lastBegunAt = Math.max(...pictures.map(({ begunAt }) => begunAt ?? now));
  const late = pictures.filter(({ lateAt }) => lateAt !== null && lateAt < now);
  for (const picture of pictures) if (picture.begunAt !== null && now - picture.begunAt > limit) picture.lateAt ??= now;
  if (late.length === 0) return null;
  return pictures.length === 1 ? pictures : late.filter(({ lateAt }) => lateAt !== null && lastBegunAt > lateAt);
}
