/** A picture that a worker is busy with. Times are in ms. */
export interface Watched {
  /** Time at which it was first seen in work. */
  begunAt: number | null;
  /** Time at which it was first seen to be over the limit. */
  lateAt: number | null;
}

export interface LatePictures<Picture> {
  /** Pictures that took longer than the limit. */
  readonly slow: readonly Picture[];
  /** The other pictures of the worker. They may only have waited for a slow one. */
  readonly unclear: readonly Picture[];
}

/**
 * Looks for pictures over the time limit, among those that one worker is busy with.
 *
 * A picture over the limit is reported by a later look: if the whole process stood still, the worker has the time in between to
 * finish. It is slow when it is the only one, or when the worker has begun another since the picture was late, which shows that
 * the worker itself does not hang.
 * @param now in ms, from a clock that is never set back
 * @param limit in ms
 * @returns null as long as the worker may go on
 */
export function findLate<Picture extends Watched>(pictures: readonly Picture[], now: number, limit: number): LatePictures<Picture> | null {
  for (const picture of pictures) picture.begunAt ??= now;
  const lastBegunAt = Math.max(...pictures.map(({ begunAt }) => begunAt ?? now));
  const late = pictures.filter(({ lateAt }) => lateAt !== null && lateAt < now);
  for (const picture of pictures) if (picture.begunAt !== null && now - picture.begunAt > limit) picture.lateAt ??= now;
  if (late.length === 0) return null;
  const slow = pictures.length === 1 ? pictures : late.filter(({ lateAt }) => lateAt !== null && lastBegunAt > lateAt);
  return { slow, unclear: pictures.filter((picture) => !slow.includes(picture)) };
}
