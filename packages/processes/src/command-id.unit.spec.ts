import { describe, expect, it } from 'vitest';
import { commandIdOf } from './command-id.js';

describe('the id of a command', () => {
  it('is the same for the same cause, and a UUID of version 8', () => {
    const id = commandIdOf('lab.credit', 'lab.order/1#1', 0);
    expect(commandIdOf('lab.credit', 'lab.order/1#1', 0)).toBe(id);
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it('differs by process, by cause and by place', () => {
    const ids = [
      commandIdOf('lab.credit', 'lab.order/1#1', 0),
      commandIdOf('lab.debit', 'lab.order/1#1', 0),
      commandIdOf('lab.credit', 'lab.order/1#2', 0),
      commandIdOf('lab.credit', 'lab.order/1#1', 1),
    ];
    expect(new Set(ids).size).toBe(4);
  });
});
