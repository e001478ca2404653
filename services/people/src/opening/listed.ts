import { FOREVER } from '../calendar/day.js';
import type { Closed, Opened, Renamed } from './opening.js';

/** Something that is listed by its name. */
export interface Listed {
  readonly _id: string;
  readonly name: string;
  readonly openedOn: string;
  /** FOREVER while open. */
  readonly closedOn: string;
}

/** The index of a list by name. */
export const byName = { name: 1, _id: 1 } as const;

/** How the events of something that can be opened, renamed and closed are folded into what is listed. */
export const foldListed = {
  key: ({ id }: { readonly id: string }) => id,
  evolve: {
    opened: (_: unknown, { name, on }: Opened, { id }: { readonly id: string }): Listed => ({
      _id: id,
      name,
      openedOn: on,
      closedOn: FOREVER,
    }),
    renamed: <Item extends Listed>(document: Item | undefined, { name }: Renamed) =>
      document && { ...document, name },
    closed: <Item extends Listed>(document: Item | undefined, { on }: Closed) =>
      document && { ...document, closedOn: on },
  },
};
