import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventBody } from '../../src/events/index.js';

const documented = readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8');
const sections = new Map(documented.split('\n### ').slice(1).map((section): [string, string] => [section.split('\n', 1)[0] ?? '', section]));

describe('docs/events.md', () => {
  it('has a section for each event type, and no other', () => {
    expect([...sections.keys()]).toEqual(eventBody.options.map((option) => option.shape.type.value));
  });

  it.each(eventBody.options.map((option) => [option.shape.type.value, Object.keys(option.shape)] as const))('%s: names each field', (type, fields) => {
    for (const field of fields) if (field !== 'type') expect(sections.get(type)).toContain(`\`${field}\``);
  });
});
