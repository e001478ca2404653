import { SiteCommand, SiteEvent } from '@linchpin/contracts/people';
import { aggregate, eventsOf, type Refusal, refuse } from '@linchpin/domain';
import {
  decideOpening,
  evolveOpening,
  isOpenOn,
  type Opening,
  unopened,
  whyNotOpen,
} from '../opening/opening.js';

const events = eventsOf(SiteEvent);

/** A site as its rules need it. */
interface Site extends Opening {
  readonly siteId: string;
}

/** A place where work is done. */
export const site = aggregate({
  name: 'people.site',
  commands: SiteCommand,
  events: SiteEvent,
  initial: { ...unopened, siteId: '' },
  isOpen: isOpenOn,
  sites: ({ siteId }) => (siteId === '' ? [] : [siteId]),

  decide: {
    ...decideOpening(events),
    open: (command, state: Site) =>
      whyNotOpen(command.on, state) ?? unknownTimeZone(command.timeZone) ?? [events.opened(command)],
  },

  evolve: {
    ...evolveOpening,
    opened: (state, { siteId, name, on }): Site => ({ ...state, siteId, name, openedOn: on }),
  },
});

function unknownTimeZone(timeZone: string): Refusal | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return undefined;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse(
      'UNKNOWN_TIME_ZONE',
      `${timeZone} is not an IANA time zone, such as America/New_York`,
      'time_zone',
    );
  }
}
