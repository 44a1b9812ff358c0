/** A row of the table: a recipe with its options, as words of `whisker train`. */
export interface Setting {
  /** The recipe, and what sets the row apart from its other rows. */
  readonly name: string;
  readonly recipe: string;
  readonly preset: string;
  readonly words: Readonly<Record<string, string | boolean>>;
}

/** The cache decodes each picture once, so that the time of a run is mostly that of its training. */
const small = (words: Setting['words']): Pick<Setting, 'preset' | 'words'> => ({ preset: 'small', words: { cache: 'ram', ...words } });

/**
 * The rows, in the order of the table.
 *
 * Choose a row's options by the validation accuracy of seed 1 alone: `--recipes NAME --seeds 1`. Never choose by test accuracy.
 * The fine-tuned rows were chosen so. Apart from the epochs, and from what the name says, the others have the defaults of preset and
 * recipe. With the 25,000 photographs, the epochs give about as many steps as earlier measurements of the same recipes in PyTorch had.
 */
export const settings: readonly Setting[] = [
  { name: 'supervised', recipe: 'supervised', ...small({ view: 'none', epochs: '150' }) },
  { name: 'supervised with crop', recipe: 'supervised', ...small({ view: 'crop', epochs: '600' }) },
  { name: 'sgan', recipe: 'sgan', ...small({ view: 'none', epochs: '3' }) },
  { name: 'sgan with crop', recipe: 'sgan', ...small({ view: 'crop', epochs: '4' }) },
  { name: 'fixmatch', recipe: 'fixmatch', ...small({ epochs: '2' }) },
  { name: 'sgan-fixmatch', recipe: 'sgan-fixmatch', ...small({ epochs: '4' }) },
  { name: 'rotation-fixmatch', recipe: 'rotation-fixmatch', ...small({}) },
  { name: 'probe', recipe: 'probe', preset: 'quick', words: {} },
  { name: 'probe at 128 px', recipe: 'probe', preset: 'quick', words: { size: '128' } },
  { name: 'probe at 160 px', recipe: 'probe', preset: 'quick', words: { size: '160' } },
  { name: 'probe at 160 px with self-training', recipe: 'probe', preset: 'quick', words: { size: '160', 'self-training': true } },
  { name: 'probe at 224 px', recipe: 'probe', preset: 'quick', words: { size: '224' } },
  { name: 'fixmatch, fine-tuned at 128 px', recipe: 'fixmatch', preset: 'finetune', words: {} },
  { name: 'fixmatch, fine-tuned at 224 px', recipe: 'fixmatch', preset: 'finetune', words: { size: '224', freeze: 'norms,7' } },
];
