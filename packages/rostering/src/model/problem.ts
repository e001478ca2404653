/**
 * A rostering problem as plain data, the same in memory and in a JSON file (`problem.schema.json`).
 *
 * Days are numbered from 0, the first day of the period. Amounts of time are minutes. A weight is either `hard`, which a
 * legal roster never breaks, or the cost of one unit of breach: one shift, one minute, one day, one weekend.
 */
export interface Problem {
  readonly name: string;
  /** Length of the period in days. */
  readonly days: number;
  /** Weekday of day 0: 0 is Monday, 6 is Sunday. Monday where left out. */
  readonly firstWeekday?: number;
  readonly shifts: readonly Shift[];
  readonly people: readonly Person[];
  readonly demand: readonly Demand[];
  readonly requests: readonly Request[];
  /** Cells that are settled already, or published. */
  readonly assignments?: readonly Assignment[];
  readonly rooms?: readonly Room[];
  readonly rules: readonly Rule[];
}

export interface Shift {
  readonly id: string;
  readonly minutes: number;
  /** Minutes from midnight of its day to its start; needed by rules about rest. */
  readonly start?: number;
  readonly site?: string;
}

export interface Person {
  readonly id: string;
  /** Shift ids of the days just before the period, the last one last; `null` is a day off. Unknown where left out. */
  readonly history?: readonly (string | null)[];
  readonly skills?: readonly Skill[];
  /** The site at which the person works without floating. */
  readonly home?: string;
  /** Contracted share of a full post, for fairness; 1 where left out. */
  readonly share?: number;
}

/** A skill held on the days `from` to `until`, both included; open where left out. */
export interface Skill {
  readonly id: string;
  readonly from?: number;
  readonly until?: number;
}

/**
 * How many people a shift wants on a day. A person on the shift counts for every demand on it whose skill they hold.
 * Fewer than `minimum` or more than `maximum` is illegal; each head short of `target` costs `under`, each above it `over`.
 */
export interface Demand {
  readonly day: number;
  readonly shift: string;
  readonly skill?: string;
  readonly target: number;
  readonly under: number;
  readonly over: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A wish to work a shift on a day (`on`), or not to (`off`). Without a shift: to work at all, or not at all. */
export interface Request {
  readonly person: string;
  readonly day: number;
  readonly shift?: string;
  readonly wish: 'on' | 'off';
  readonly weight: number;
}

/** A cell that is pinned (`weight: 'hard'`) or published (changing it costs `weight`). `null` is a day off. */
export interface Assignment {
  readonly person: string;
  readonly day: number;
  readonly shift: string | null;
  readonly weight: Weight;
}

/** A place that at most `capacity` people use on one day, over all of `shifts` (name shifts that overlap). */
export interface Room {
  readonly id: string;
  readonly capacity: number;
  readonly shifts: readonly string[];
}

export type Weight = 'hard' | number;

/** Ids of the people a rule holds for, each by themselves. Everybody where left out. */
interface ForPeople {
  readonly people?: readonly string[];
}

/** Least and most shifts or minutes, in the period, in a part of it, or in every rolling window of so many days. */
export interface TotalRule extends ForPeople {
  readonly kind: 'total';
  readonly of: 'shifts' | 'minutes';
  /** Only these shifts count. */
  readonly shifts?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** First and last day, both included. */
  readonly from?: number;
  readonly until?: number;
  /** Length in days of the rolling window. */
  readonly rolling?: number;
  readonly weight: Weight;
}

/** Least and most days in a row of work, of days off, or of the shifts named. A run cut by an edge of what is known is never too short. */
export interface RunRule extends ForPeople {
  readonly kind: 'run';
  readonly of: 'work' | 'off' | readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly weight: Weight;
}

/** Most weekends with a shift on Saturday or Sunday. */
export interface WeekendsRule extends ForPeople {
  readonly kind: 'weekends';
  readonly max: number;
  readonly weight: Weight;
}

/** A weekend is worked on both days or on none. */
export interface WholeWeekendsRule extends ForPeople {
  readonly kind: 'whole-weekends';
  readonly weight: Weight;
}

/** What may not be worked on the day after `first`. Always hard. */
export interface SuccessionRule {
  readonly kind: 'succession';
  readonly first: string;
  readonly next: readonly string[];
}

/** Least minutes between the end of a shift and the start of the next day's. Always hard. */
export interface RestRule {
  readonly kind: 'rest';
  readonly minutes: number;
}

/** Shifts that people cannot work for lack of a skill on the day. Always hard. */
export interface SkilledRule {
  readonly kind: 'skilled';
  readonly shifts: readonly string[];
  readonly skill: string;
}

/** Days on which people do not work. Always hard. */
export interface AbsentRule extends ForPeople {
  readonly kind: 'absent';
  readonly days: readonly number[];
}

/** Each person's total should be their share of what the demand asks of the people named; each unit off it costs `weight`. */
export interface FairRule extends ForPeople {
  readonly kind: 'fair';
  readonly of: 'shifts' | 'minutes' | 'weekends';
  readonly shifts?: readonly string[];
  /** How far off the share is still fair, in the unit of `of`. */
  readonly tolerance?: number;
  readonly weight: number;
}

/** A shift at a site other than the person's home costs `price`; more than `max` in the period are illegal. */
export interface FloatRule extends ForPeople {
  readonly kind: 'float';
  readonly price: number;
  readonly max?: number;
}

export type Rule =
  | TotalRule
  | RunRule
  | WeekendsRule
  | WholeWeekendsRule
  | SuccessionRule
  | RestRule
  | SkilledRule
  | AbsentRule
  | FairRule
  | FloatRule;
