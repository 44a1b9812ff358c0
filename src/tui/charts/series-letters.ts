/** A letter for each name: its first that no earlier name has, or else the alphabet's. */
export function lettersFor(names: readonly string[]): readonly string[] {
  const letters: string[] = [];
  for (const name of names) {
    const candidates = [...name.toLowerCase(), ...'abcdefghijklmnopqrstuvwxyz'].filter((letter) => /[a-z]/.test(letter));
    letters.push(candidates.find((letter) => !letters.includes(letter)) ?? '#');
  }
  return letters;
}
