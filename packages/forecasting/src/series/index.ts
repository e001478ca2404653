export * from './calendar.js';
export { calendarNamed, calendarOfLabel } from './calendars/named.js';
export { type WeeksInQuarters, weeksInQuarters } from './calendars/weeks-in-quarters.js';
export * from './errors.js';
export * from './read-series.js';
export * from './series.js';
