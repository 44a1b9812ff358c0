import { describe, expect, it } from 'vitest';
import { compareOptions, nearest, recipeOption, trainOptions } from '../../src/config/index.js';
import { synonyms } from '../../src/config/synonyms.js';
import { recipes } from './recipes.js';

const names = [...Object.keys({ ...trainOptions, ...recipeOption(recipes), ...compareOptions(recipes), ...recipes.tables['baseline'], ...recipes.tables['gan'] }), 'weight-decay', 'beta2', 'schedule', 'warmup', 'clip-gradients', 'label-smoothing', 'view', 'threshold', 'unlabelled-weight', 'out', 'resume'];

describe('the nearest name', () => {
  it('is the nearest spelling', () => {
    expect(nearest('sise', ['epochs', 'size'])).toBe('size');
    expect(nearest('--epocs', ['--epochs', '--size'])).toBe('--epochs');
  });

  it('is none where every name is far', () => {
    expect(nearest('xyzzy', ['epochs', 'size'])).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
  });

  it.each([
    ['lr', 'learning-rate'], ['learning_rate', 'learning-rate'], ['lr0', 'learning-rate'], ['gpu', 'engine gpu'], ['device', 'engine'], ['bs', 'batch'], ['batch-size', 'batch'],
    ['batch_size', 'batch'], ['epoch', 'epochs'], ['num_epochs', 'epochs'], ['imgsz', 'size'], ['wd', 'weight-decay'], ['arch', 'model'], ['pretrained', 'weights'], ['lanes', 'concurrency'],
    ['slots', 'prefetch'], ['num-workers', 'workers'], ['average', 'ema'], ['random_state', 'seed'], ['picture-seconds', 'decode-timeout'], ['amp', 'precision bf16'],
  ])('is, for %s of another tool, %s', (typed, option) => {
    expect(nearest(typed, names)).toBe(option);
    expect(nearest(`--${typed}`, names.map((name) => `--${name}`))).toBe(`--${option}`);
  });

  it('is no option that the command does not have', () => {
    expect(nearest('lr', ['epochs', 'size'])).toBeUndefined();
  });
});

it('every synonym stands for an option that there is, and is none itself', () => {
  for (const [typed, option] of Object.entries(synonyms)) {
    expect(names).toContain(option.replace(/ .*/, ''));
    expect(names).not.toContain(typed);
  }
});
