import { describe, expect, it } from 'vitest';
import { trainOptions } from '../../src/config/index.js';
import { recipes } from '../../src/training/index.js';

describe.each(Object.values(recipes))('the recipe $name', ({ name, options }) => {
  it('has options that no run has anyway', () => {
    expect(Object.keys(options).filter((option) => Object.hasOwn(trainOptions, option) || option === 'recipe' || Object.hasOwn(recipes, option))).toEqual([]);
  });

  it('shares the limits and the help of an option with every recipe that has it', () => {
    for (const other of Object.values(recipes)) {
      for (const [option, spec] of Object.entries(options)) if (Object.hasOwn(other.options, option)) expect({ ...other.options[option], default: 0 }).toEqual({ ...spec, default: 0 });
    }
  });

  it('is listed under its name', () => {
    expect(recipes[name]?.options).toBe(options);
  });
});
