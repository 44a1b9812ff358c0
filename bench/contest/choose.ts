import { Errors } from '../errors.js';

/** What is asked of a bench that goes course by course. */
export interface CourseOptions {
  readonly rounds: number;
  /** Parts of the courses' names; null: all of them. */
  readonly only: readonly string[] | null;
  /** Seconds of measuring for each course after which no round begins. */
  readonly seconds: number;
}

/**
 * Those whose names hold one of `parts`, in whatever case; all for null.
 * @throws WrongWords when there is none
 */
export function choose<Course>(all: readonly Course[], nameOf: (one: Course) => string, parts: readonly string[] | null): readonly Course[] {
  if (parts === null) return all;
  const chosen = all.filter((one) => parts.some((part) => nameOf(one).toLowerCase().includes(part.toLowerCase())));
  if (chosen.length === 0) throw Errors.noSuchCourse(parts, all.map(nameOf));
  return chosen;
}
