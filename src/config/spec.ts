/** What every option may say. */
export interface AnyOption {
  readonly help: string;
  /** Whether a run's results do not depend on it: how fast it goes, and what it writes besides. */
  readonly withoutEffect?: true;
}

/** A number between limits. */
export interface NumberOption extends AnyOption {
  readonly kind: 'integer' | 'number';
  /** `null`: it follows from another option. */
  readonly default: number | 'auto' | null;
  readonly min: number;
  readonly max: number;
  /** Whether the word `auto` is a value too. */
  readonly auto?: true;
}
export interface ChoiceOption<Choice extends string = string> extends AnyOption {
  readonly kind: 'choice';
  readonly choices: readonly Choice[];
  readonly default: Choice;
}
export interface TextOption extends AnyOption {
  readonly kind: 'text';
  readonly default: string | null;
  /** What the text must match, and the words for it in an error. */
  readonly pattern?: { readonly test: RegExp; readonly means: string };
  /** One letter that means the same on the command line. */
  readonly short?: string;
  /** What the text names: help shows it as the placeholder, and a shell completes it. */
  readonly names?: Named;
  /** Words that are values too, which a shell completes. */
  readonly words?: readonly string[];
}
/** What a text names: a dataset (a folder or a manifest), a file, a folder, the folder of a run, or one of `words` (several with commas: `list`). */
export type Named = 'data' | 'file' | 'folder' | 'run' | 'name' | 'list';
export interface FlagOption extends AnyOption {
  readonly kind: 'flag';
  readonly default: boolean;
}

/** One row of an option table: its limits, its default and its line of help. */
export type OptionSpec = NumberOption | ChoiceOption | TextOption | FlagOption;
/** Options by their names on the command line, without dashes. */
export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** Makes an option that takes whole numbers from `min` to `max`. Its default is `fallback`; null: it follows from another option. */
export const integer = <Default extends number | null>(fallback: Default, min: number, max: number, help: string) => ({ kind: 'integer', default: fallback, min, max, help }) as const;
/** The same, where the word `auto` is a value too. */
export const integerOrAuto = <Default extends number | 'auto'>(fallback: Default, min: number, max: number, help: string) => ({ kind: 'integer', default: fallback, min, max, help, auto: true }) as const;
/** Makes an option that takes numbers from `min` to `max`. Its default is `fallback`; null: it follows from another option. */
export const number = <Default extends number | null>(fallback: Default, min: number, max: number, help: string) => ({ kind: 'number', default: fallback, min, max, help }) as const;
/** Makes an option that takes one of `choices`. */
export const choice = <Choice extends string>(choices: readonly Choice[], fallback: NoInfer<Choice>, help: string) => ({ kind: 'choice', choices, default: fallback, help }) as const;
/** Makes an option that takes a text. @param pattern what the text must match, and the words for it in an error */
export const text = <Default extends string | null>(fallback: Default, help: string, pattern?: TextOption['pattern']) => ({ kind: 'text', default: fallback, help, ...(pattern && { pattern }) }) as const;
/** Marks a text as the name of something. @param words values that it may have besides, or for a name all */
export const naming = <Spec extends object>(names: Named, spec: Spec, words?: readonly string[]) => ({ ...spec, names, ...(words && { words }) }) as const;
/** Makes an option that is on or off; off by default. */
export const flag = (help: string) => ({ kind: 'flag', default: false, help }) as const;
/** Marks an option that a run's results do not depend on. (`Spec extends OptionSpec` would make the choices of an option plain strings.) */
export const withoutEffect = <Spec extends object>(spec: Spec) => ({ ...spec, withoutEffect: true }) as const;

/** A value of any option. `null`: it follows from another option. */
export type OptionValue = string | number | boolean | null;

/** The type of an option's value once its default is filled in. */
export type ValueOf<Spec extends OptionSpec> = Spec extends { kind: 'choice'; choices: readonly (infer Choice)[] }
  ? Choice
  : Spec extends { kind: 'flag' }
    ? boolean
    : Spec extends { kind: 'text' }
      ? Spec['default'] extends null ? string | null : string
      : Spec extends { kind: 'integer'; auto: true }
        ? number | 'auto'
        : Spec extends { kind: 'integer' | 'number' }
          ? Spec['default'] extends null ? number | null : number
          : never;
/** The values of a table of options, by their names. */
export type ValuesOf<Table extends OptionTable> = { readonly [Name in keyof Table]: ValueOf<Table[Name]> };
