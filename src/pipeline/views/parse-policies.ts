import { checkPolicies } from './check-policies.js';
import { viewNames, type PolicyChanges } from './policies.js';
import { planViews } from './view-plan.js';

/**
 * Reads the option `policies`, as `crop.area=0.6-1,crop.gray=0`. Config has checked its form.
 * @param size of the views, in pixels
 * @throws WrongCommand that names the first wrong view, number or value, or a crop narrower than a pixel
 */
export function parsePolicies(text: string | null, size: number): PolicyChanges {
  const changes: Record<string, Record<string, number | number[]>> = {};
  for (const part of text?.split(',') ?? []) {
    const [option, value] = part.split('=');
    const [view, name] = option.split('.');
    const numbers = value.split('-').map(Number);
    changes[view] = { ...changes[view], [name]: numbers.length === 1 ? numbers[0] : numbers };
  }
  checkPolicies(changes);
  planViews({ views: viewNames, size, seed: 0, policies: changes });
  return changes;
}
