import { errors } from '../errors.js';
import { policies, viewNames, type Policy, type PolicyChanges } from './policies.js';

/** Highest value of each number of a policy. The lowest is 0. */
const most: Readonly<Record<keyof Policy, number>> = {
  flip: 1, area: 1, aspect: 0.9, rotation: 180, shear: 2, brightness: 1, contrast: 1, saturation: 1, gray: 1, cut: 1,
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
const isWithin = (value: unknown, max: number): value is number => typeof value === 'number' && value >= 0 && value <= max;

/** @throws WrongCommand that names the first wrong view, number or value, and what it takes */
export function checkPolicies(changes: unknown): asserts changes is PolicyChanges {
  if (!isObject(changes)) throw errors.option('policies', changes, 'numbers by view: { crop: { area: [0.6, 1] } }');
  const views = viewNames.filter((view) => view !== 'none');
  for (const [view, numbers] of Object.entries(changes)) {
    if (!views.some((name) => name === view)) throw errors.unknownName('view', view, views, `policies.${view}`);
    if (numbers === undefined) continue;
    if (!isObject(numbers)) throw errors.option(`policies.${view}`, numbers, 'numbers by name: { area: [0.6, 1] }');
    for (const [name, value] of Object.entries(numbers)) {
      const at = `policies.${view}.${name}`;
      if (!isNumberName(name)) throw errors.unknownName('number', name, Object.keys(most), at);
      const max = most[name];
      if (!Array.isArray(policies.none[name])) {
        if (!isWithin(value, max)) throw errors.option(at, value, `a number from 0 to ${max}`);
      } else if (!Array.isArray(value) || value.length !== 2 || !value.every((end) => isWithin(end, max)) || value[0] > value[1]) {
        throw errors.option(at, value, `two numbers from 0 to ${max}, the lower one first`);
      }
    }
  }
}

const isNumberName = (name: string): name is keyof Policy => Object.hasOwn(most, name);
