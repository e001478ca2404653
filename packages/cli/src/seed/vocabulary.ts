/** Sites of the demo group: the first eight from the first day, the others as they open. All invented. */
export const sites = [
  { id: 'riverside', name: 'Riverside', on: '2023-01-02', timeZone: 'America/New_York' },
  { id: 'oak-street', name: 'Oak Street', on: '2023-01-02', timeZone: 'America/New_York' },
  { id: 'harbor', name: 'Harbor', on: '2023-01-02', timeZone: 'America/New_York' },
  { id: 'mill-pond', name: 'Mill Pond', on: '2023-01-02', timeZone: 'America/New_York' },
  { id: 'lakeview', name: 'Lakeview', on: '2023-01-02', timeZone: 'America/Chicago' },
  { id: 'prairie', name: 'Prairie', on: '2023-01-02', timeZone: 'America/Chicago' },
  { id: 'old-town', name: 'Old Town', on: '2023-01-02', timeZone: 'America/Chicago' },
  { id: 'summit', name: 'Summit', on: '2023-01-02', timeZone: 'America/Denver' },
  { id: 'canyon', name: 'Canyon', on: '2023-09-04', timeZone: 'America/Denver' },
  { id: 'bayside', name: 'Bayside', on: '2024-03-04', timeZone: 'America/Los_Angeles' },
  { id: 'orchard', name: 'Orchard', on: '2024-10-07', timeZone: 'America/Los_Angeles' },
  { id: 'foothills', name: 'Foothills', on: '2025-04-07', timeZone: 'America/Los_Angeles' },
] as const;

export const departments = [
  { id: 'dentistry', name: 'Dentistry' },
  { id: 'hygiene', name: 'Hygiene' },
  { id: 'chairside', name: 'Chairside Assistance' },
  { id: 'front-desk', name: 'Front Desk' },
  { id: 'practice-management', name: 'Practice Management' },
] as const;

/** Yearly pay in whole US dollars, and how many of a site's people hold the position. */
export const positions = [
  {
    id: 'practice-manager',
    name: 'Practice Manager',
    department: 'practice-management',
    pay: 88_000,
    count: 1,
  },
  { id: 'dentist', name: 'Dentist', department: 'dentistry', pay: 182_000, count: 4 },
  { id: 'dental-hygienist', name: 'Dental Hygienist', department: 'hygiene', pay: 84_000, count: 6 },
  { id: 'dental-assistant', name: 'Dental Assistant', department: 'chairside', pay: 46_000, count: 8 },
  { id: 'receptionist', name: 'Receptionist', department: 'front-desk', pay: 39_000, count: 5 },
  {
    id: 'lead-dental-assistant',
    name: 'Lead Dental Assistant',
    department: 'chairside',
    pay: 54_000,
    count: 0,
  },
  { id: 'senior-hygienist', name: 'Senior Hygienist', department: 'hygiene', pay: 95_000, count: 0 },
] as const;

export const promotions: Readonly<Record<string, string>> = {
  'dental-assistant': 'lead-dental-assistant',
  'dental-hygienist': 'senior-hygienist',
};

export const givenNames =
  'Ana Ben Carla Dev Elena Farid Grace Hugo Ines Jonas Kira Leon Mara Nils Olga Pavel Quinn Rosa Sami Tara Umar Vera Wes Yara Zoe'.split(
    ' ',
  );
export const familyNames =
  'Ashgrove Birchall Coldwell Dunmore Eastlake Fernhurst Glenrow Hartsop Inglewood Juniper Kestrel Larkmere Marlowe Northey Oakden Penrose Quillon Rowanby Sandholt Thornley Underhill Vexford Westbrook Yarrow'.split(
    ' ',
  );

export const reasons = ['another position', 'moving away', 'back to school', 'family', 'retiring'];
