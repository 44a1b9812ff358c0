import { errors } from '../errors.js';

/** Options of a bench with several courses. */
export interface CourseOptions {
  readonly rounds: number;
  /** Parts of the names of the courses to run; null runs all. */
  readonly only: readonly string[] | null;
  /** Seconds per course after which no further round begins. */
  readonly seconds: number;
}

/**
 * Returns the items whose names contain one of `parts`, ignoring case, or all items for null.
 * @throws WrongCommand when there is none
 */
export function choose<Item>(all: readonly Item[], nameOf: (item: Item) => string, parts: readonly string[] | null): readonly Item[] {
  if (parts === null) return all;
  const chosen = all.filter((item) => parts.some((part) => nameOf(item).toLowerCase().includes(part.toLowerCase())));
  if (chosen.length === 0) throw errors.noSuchCourse(parts, all.map(nameOf));
  return chosen;
}
