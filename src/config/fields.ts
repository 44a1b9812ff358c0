import { errors } from './errors.js';

/** The name of each field of a type. */
export type FieldNames<T> = { readonly [Name in keyof T]-?: true };

/**
 * Checks an object that somebody's program passes: an unknown field is probably a misspelt one, and would be ignored in silence.
 * @param of what takes the object, for the error: `followRun`
 * @throws WrongCommand that names the field, and the one that is probably meant
 */
export function checkFields<T extends object>(of: string, given: T, names: FieldNames<T>): void {
  for (const name of Object.keys(given)) if (!Object.hasOwn(names, name)) throw errors.unknownField(of, name, Object.keys(names));
}
