import type { OptionSpec, OptionTable, OptionValue } from './spec.js';
import { expectedOf } from './values.js';
import { yaml } from './yaml-package.js';

/** A file of options. */
export interface OptionFile {
  /** The rows, in the order of the file. */
  readonly table: OptionTable;
  /** The values to write. A row without a value is left out. */
  readonly values: Readonly<Record<string, OptionValue | undefined>>;
  /** Lines for the head of the file. */
  readonly comments?: readonly string[];
  /** Facts of a run that are not options (versions, fingerprints), for the key `about`. Readers of options skip it. */
  readonly about?: Readonly<Record<string, unknown>>;
}

/** Returns options as a YAML file for people, each with its limits beside it. `resolveOptions({ file })` reads it back. */
export function toYaml({ table, values, comments = [], about }: OptionFile): string {
  const { Document, Scalar } = yaml();
  const document = new Document({});
  if (comments.length > 0) document.commentBefore = comments.map((line) => ` ${line}`).join('\n');
  for (const [name, spec] of Object.entries(table)) {
    const value = values[name];
    if (value === undefined) continue;
    const node = new Scalar(value);
    node.comment = ` ${spec.help} (${expectedOf(spec)}${value === null ? nullOf(spec) : ''})`;
    document.set(name, node);
  }
  if (about !== undefined) document.set('about', document.createNode(about));
  return document.toString({ lineWidth: 0 });
}

const nullOf = (spec: OptionSpec): string => (spec.kind === 'text' ? '; null: none' : "; null: the model's own");
