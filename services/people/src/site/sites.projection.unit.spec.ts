import { SiteEvent } from '@linchpin/contracts/people';
import { eventsOf } from '@linchpin/domain';
import { happened, projectionSpec } from '@linchpin/testing';
import { it } from 'vitest';
import { site } from './site.js';
import { sites } from './sites.projection.js';

const { opened, renamed, closed } = eventsOf(SiteEvent);
const boston = {
  siteId: 'boston',
  name: 'Boston',
  on: '2010-01-01',
  timeZone: 'America/New_York',
  entity: 'Linchpin Dental LLC',
};

it('lists each site by its last name, and until when it is open', () => {
  const austin = { ...boston, siteId: 'austin', name: 'Austin', timeZone: 'America/Chicago' };
  const listed = { openedOn: '2010-01-01', closedOn: '9999-12-31', entity: 'Linchpin Dental LLC' };
  projectionSpec(sites)
    .given(
      happened(site, 'boston', opened(boston)),
      happened(site, 'austin', opened(austin)),
      happened(site, 'boston', renamed({ siteId: 'boston', name: 'Boston Harbor' })),
      happened(site, 'austin', closed({ siteId: 'austin', on: '2020-01-01' })),
    )
    .then({
      boston: { ...listed, _id: 'boston', name: 'Boston Harbor', timeZone: 'America/New_York' },
      austin: {
        ...listed,
        _id: 'austin',
        name: 'Austin',
        timeZone: 'America/Chicago',
        closedOn: '2020-01-01',
      },
    });
});
