/** One place where a roster breaks a rule, or leaves a wish or a demand unmet. */
export interface Breach {
  /** What is broken: a kind of rule, or `demand`, `request`, `assignment`, `room`. */
  readonly kind: string;
  /** Index in the list of its kind: `problem.rules`, `problem.demand` and so on. */
  readonly source: number;
  /** Id of the person; left out where it is nobody's. */
  readonly person?: string;
  /** First day it concerns. */
  readonly day?: number;
  /** How far off, in the rule's unit. */
  readonly amount: number;
  readonly hard: boolean;
  /** What it adds to the cost; 0 where hard. */
  readonly cost: number;
  /** What is seen, and what should be. */
  readonly sentence: string;
}
