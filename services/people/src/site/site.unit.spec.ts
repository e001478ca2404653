import { SiteCommand, SiteEvent } from '@linchpin/contracts/people';
import { commandsOf, eventsOf } from '@linchpin/domain';
import { spec } from '@linchpin/testing';
import { describe, expect, it } from 'vitest';
import { site } from './site.js';

const { open, rename, close } = commandsOf(SiteCommand);
const { opened, renamed, closed } = eventsOf(SiteEvent);
const siteId = 'boston';
const boston = {
  siteId,
  name: 'Boston',
  on: '2010-01-01',
  timeZone: 'America/New_York',
  entity: 'Linchpin Dental LLC',
};

describe('a site', () => {
  it('is opened once', () => {
    spec(site).given().when(open(boston)).then(opened(boston));
    spec(site).given(opened(boston)).when(open(boston)).refuses('ALREADY_OPENED');
  });
  it('has a time zone that exists, and a day that exists', () => {
    spec(site)
      .given()
      .when(open({ ...boston, timeZone: 'America/Atlantis' }))
      .refuses('UNKNOWN_TIME_ZONE', 'time_zone');
    spec(site)
      .given()
      .when(open({ ...boston, on: '2010-02-30' }))
      .refuses('INVALID_DATE', 'on');
  });
  it('is renamed to another name', () => {
    spec(site)
      .given(opened(boston))
      .when(rename({ siteId, name: 'Boston Harbor' }))
      .then(renamed({ siteId, name: 'Boston Harbor' }));
    spec(site)
      .given(opened(boston))
      .when(rename({ siteId, name: 'Boston' }))
      .refuses('SAME_NAME', 'name');
    spec(site)
      .given()
      .when(rename({ siteId, name: 'Boston' }))
      .refuses('NEVER_OPENED');
  });
  it('is closed once, after its opening', () => {
    spec(site)
      .given(opened(boston))
      .when(close({ siteId, on: '2020-01-01' }))
      .then(closed({ siteId, on: '2020-01-01' }));
    spec(site)
      .given(opened(boston), closed({ siteId, on: '2020-01-01' }))
      .when(close({ siteId, on: '2021-01-01' }))
      .refuses('ALREADY_CLOSED');
    spec(site)
      .given(opened(boston))
      .when(close({ siteId, on: '2010-01-01' }))
      .refuses('CLOSED_BEFORE_OPENED');
    spec(site)
      .given(opened(boston))
      .when(close({ siteId, on: '2020-02-30' }))
      .refuses('INVALID_DATE');
    spec(site)
      .given()
      .when(close({ siteId, on: '2020-01-01' }))
      .refuses('NEVER_OPENED');
  });
  it('is open to facts from its opening until before its closure', () => {
    const shut = site.evolve.closed(site.evolve.opened(site.initial, boston), { siteId, on: '2020-01-01' });
    const days = ['2009-12-31', '2010-01-01', '2019-12-31', '2020-01-01'];
    expect(days.map((day) => site.isOpen!(shut, day))).toEqual([false, true, true, false]);
    expect(site.isOpen!(site.initial, '2010-01-01')).toBe(false);
  });
  it('is seen by its own callers', () => {
    expect(site.sites!(site.evolve.opened(site.initial, boston), '2010-01-01')).toEqual(['boston']);
  });
});
