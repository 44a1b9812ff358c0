/** Returns a letter for each name: the first of its own letters, or else of the alphabet, that no earlier name has. */
export function lettersFor(names: readonly string[]): readonly string[] {
  const letters: string[] = [];
  for (const name of names) {
    const candidates = [...name.toLowerCase(), ...'abcdefghijklmnopqrstuvwxyz'].filter((letter) => /[a-z]/.test(letter));
    letters.push(candidates.find((letter) => !letters.includes(letter)) ?? '#');
  }
  return letters;
}
