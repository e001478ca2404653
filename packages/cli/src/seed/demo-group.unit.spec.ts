import { expect, it } from 'vitest';
import { demoGroup } from './demo-group.js';

it('tells the same life every time, at 12 sites, after 2018', () => {
  const commands = demoGroup();
  expect(demoGroup()).toEqual(commands);
  expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  expect(commands.filter(({ aggregate }) => aggregate === 'people.site')).toHaveLength(12);
  const left = (name: string) => commands.filter(({ command }) => command.$case === name).length;
  const employed = left('hire') + left('rehire') - left('terminate');
  expect(employed).toBeGreaterThan(250);
  expect(employed).toBeLessThan(350);
  for (const { command } of commands)
    if ('on' in command.value) {
      expect(command.value.on >= '2023-01-02').toBe(true);
      expect(command.value.on <= '2025-12-31').toBe(true);
    }
});
