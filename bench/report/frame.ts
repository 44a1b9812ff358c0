import type { LeftOut } from '../contest/rounds.js';
import type { Machine, ReportHead } from './machine.js';

/** What a course came to. */
export interface CourseTable<Course, Result> {
  readonly course: Course;
  readonly name: string;
  readonly rounds: number;
  readonly results: readonly Result[];
  readonly leftOut: readonly LeftOut[];
}

/** What is told around a table. */
interface Table {
  readonly name: string;
  readonly rounds: number;
  readonly results: readonly { readonly versions: Readonly<Record<string, string>> }[];
  readonly leftOut: readonly LeftOut[];
}

/** The lines above the tables of a report: where, when, beside what, over what, and with which versions. */
export function headOf({ date, machine, load, tables }: ReportHead<string> & { readonly tables: readonly Table[] }, ...over: readonly string[]): readonly string[] {
  const versions = new Map(tables.flatMap(({ results }) => results.flatMap((result) => Object.entries(result.versions))));
  const rounds = [...new Set(tables.map((table) => table.rounds))].join(' or ');
  const first = [inWords(machine), date.slice(0, 10), `load ${load.before} before, ${load.after} after`, ...over, `medians of ${rounds} interleaved rounds.`];
  return [first.join('; '), [...versions].map(([name, version]) => `${name} ${version}`).join(' · ')];
}

const inWords = ({ cpu, cores, memoryGiB, system }: Machine): string => `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}`;

/** The lines below them: who took no part, and why. */
export const leftOutOf = (tables: readonly Table[]): readonly string[] =>
  tables.flatMap((table) => table.leftOut.map(({ name, reason }) => `Left out of "${table.name}": ${name} (${reason}).`));
