import type { LeftOut } from '../contest/rounds.js';
import type { Machine, ReportHead } from './machine.js';

/** The results of a course. */
export interface CourseTable<Course, Result> {
  readonly course: Course;
  readonly name: string;
  readonly rounds: number;
  readonly results: readonly Result[];
  readonly leftOut: readonly LeftOut[];
}

/** The parts of a table that its frame needs. */
interface ReportTable {
  readonly name: string;
  readonly rounds: number;
  readonly results: readonly { readonly versions: Readonly<Record<string, string>> }[];
  readonly leftOut: readonly LeftOut[];
}

/** Returns the lines above a report's tables: the machine, the date, the load, the rounds and the versions. */
export function headOf({ date, machine, load, tables }: ReportHead<string> & { readonly tables: readonly ReportTable[] }, ...over: readonly string[]): readonly string[] {
  const versions = new Map(tables.flatMap(({ results }) => results.flatMap((result) => Object.entries(result.versions))));
  const rounds = [...new Set(tables.map((table) => table.rounds))].join(' or ');
  const first = [describe(machine), date.slice(0, 10), `load ${load.before} before, ${load.after} after`, ...over, `medians of ${rounds} interleaved rounds.`];
  return [first.join('; '), [...versions].map(([name, version]) => `${name} ${version}`).join(' · ')];
}

const describe = ({ cpu, cores, memoryGiB, system }: Machine): string => `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}`;

/** Returns the lines below the tables: the contestants that were left out, and why. */
export const leftOutOf = (tables: readonly ReportTable[]): readonly string[] =>
  tables.flatMap((table) => table.leftOut.map(({ name, reason }) => `Left out of "${table.name}": ${name} (${reason}).`));
