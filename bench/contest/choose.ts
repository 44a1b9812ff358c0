import { Errors } from '../errors.js';

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
