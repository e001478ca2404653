import { SiteCommand, SiteEvent } from '@linchpin/contracts/people';
import { commandsOf, eventsOf } from '@linchpin/domain';
import { spec } from '@linchpin/testing';
import { describe, expect, it } from 'vitest';
import { itOpensRenamesAndCloses } from '../opening/opening.fixtures.js';
import { site } from './site.js';

const words = { aggregate: site, commands: commandsOf(SiteCommand), events: eventsOf(SiteEvent) };
const id = { siteId: 'boston' };
const boston = {
  ...id,
  name: 'Boston',
  on: '2010-01-01',
  timeZone: 'America/New_York',
  entity: 'Linchpin Dental LLC',
};

describe('a site', () => {
  itOpensRenamesAndCloses(words, id, boston);

  it('has a time zone that exists', () => {
    spec(site)
      .given()
      .when(words.commands.open({ ...boston, timeZone: 'America/Atlantis' }))
      .refuses('UNKNOWN_TIME_ZONE', 'time_zone');
  });
  it('is seen by its own callers', () => {
    expect(site.sites!(site.evolve.opened(site.initial, boston), '2010-01-01')).toEqual(['boston']);
  });
});
