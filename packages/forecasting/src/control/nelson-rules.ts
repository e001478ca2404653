/** The rules of Nelson, "The Shewhart control chart: tests for special causes", Journal of Quality Technology 16 (1984), by his numbers. */
export type NelsonRule = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What each rule sees, as a person would say it. */
export const nelsonRules: Readonly<Record<NelsonRule, string>> = {
  1: 'one point beyond three standard deviations',
  2: 'nine points in a row on one side of the centre',
  3: 'six points in a row rising or falling',
  4: 'fourteen points in a row going up and down in turn',
  5: 'two of three points beyond two standard deviations on one side',
  6: 'four of five points beyond one standard deviation on one side',
  7: 'fifteen points in a row within one standard deviation',
  8: 'eight points in a row beyond one standard deviation, on both sides',
};

type Points = readonly number[];

/** Whether all of the last `count` points up to `at` satisfy a condition. */
const lasting =
  (count: number, holds: (points: Points) => boolean) =>
  (points: Points, at: number): boolean =>
    at + 1 >= count && holds(points.slice(at + 1 - count, at + 1));

const onOneSide = (points: Points): boolean => points.every((z) => z > 0) || points.every((z) => z < 0);

const steps = (points: Points): number[] => points.slice(1).map((z, i) => Math.sign(z - points[i]!));

/** At least `count` of the points, the last among them, beyond `distance` on one side. */
const beyond = (count: number, distance: number) => (points: Points) =>
  [1, -1].some(
    (side) => side * points.at(-1)! > distance && points.filter((z) => side * z > distance).length >= count,
  );

const tests: Readonly<Record<NelsonRule, (points: Points, at: number) => boolean>> = {
  1: lasting(1, ([z]) => Math.abs(z!) > 3),
  2: lasting(9, onOneSide),
  3: lasting(6, (points) => onOneSide(steps(points))),
  4: lasting(14, (points) => {
    const moves = steps(points);
    return moves.every((move, i) => move !== 0 && (i === 0 || move === -moves[i - 1]!));
  }),
  5: lasting(3, beyond(2, 2)),
  6: lasting(5, beyond(4, 1)),
  7: lasting(15, (points) => points.every((z) => Math.abs(z) < 1)),
  8: lasting(
    8,
    (points) =>
      points.every((z) => Math.abs(z) > 1) && points.some((z) => z > 0) && points.some((z) => z < 0),
  ),
};

const rules = Object.keys(tests).map(Number) as NelsonRule[];

/**
 * The rules that each point completes, the points being given in standard deviations from the centre. A rule is named at every
 * point at which it holds, looking back only.
 */
export const nelsonSignals = (points: Points): NelsonRule[][] =>
  points.map((_, at) => rules.filter((rule) => tests[rule](points, at)));
