import type { Compiled } from '../model/compiled.js';

/** The compiled problem flattened into typed arrays for the evaluator's inner loops. Indices named `*Start` delimit lists. */
export type Tables = ReturnType<typeof tablesOf>;

/** Stands for "no upper limit" in integer arrays. */
const OPEN = 0x3fffffff;

export function tablesOf(compiled: Compiled) {
  return {
    ...sumTables(compiled),
    ...runTables(compiled),
    ...groupTables(compiled),
    ...coverTables(compiled),
  };
}

/** By person and code: the sums a code adds to. */
function sumTables({ sums, people, codes }: Compiled) {
  const lists = Array.from({ length: people * codes }, (): number[] => []);
  sums.forEach((limit, index) => {
    limit.weights.forEach((weight, code) => {
      if (weight !== 0) lists[limit.person * codes + code]!.push(index);
    });
  });
  const { start, items } = flatten(lists);
  return {
    sumStart: start,
    sumItems: items,
    sumWeights: Int32Array.from(
      lists.flatMap((list, at) => list.map((index) => sums[index]!.weights[at % codes]!)),
    ),
    sumFrom: Int32Array.from(sums, ({ from }) => from),
    sumUntil: Int32Array.from(sums, ({ until }) => until),
    sumMin: Int32Array.from(sums, ({ min }) => min),
    sumMax: Int32Array.from(sums, ({ max }) => Math.min(max, OPEN)),
    sumPrice: Int32Array.from(sums, ({ price }) => price),
    sumHard: Uint8Array.from(sums, ({ hard }) => Number(hard)),
  };
}

function runTables({ runs, people, codes }: Compiled) {
  const lists = Array.from({ length: people }, (): number[] => []);
  runs.forEach(({ person }, index) => {
    lists[person]!.push(index);
  });
  const { start, items } = flatten(lists);
  return {
    runStart: start,
    runItems: items,
    runMember: Uint8Array.from(runs.flatMap(({ member }) => Array.from(member))),
    runMin: Int32Array.from(runs, ({ min }) => min),
    runMax: Int32Array.from(runs, ({ max }) => Math.min(max, OPEN)),
    /** How far a run needs to be followed: beyond it, its length no longer matters. */
    runFar: Int32Array.from(runs, ({ min, max }) => (Number.isFinite(max) ? OPEN : min)),
    runBefore: Int32Array.from(runs, ({ before }) => before),
    runOpen: Uint8Array.from(runs, ({ openStart }) => Number(openStart)),
    runPrice: Int32Array.from(runs, ({ price }) => price),
    runHard: Uint8Array.from(runs, ({ hard }) => Number(hard)),
    runCodes: codes,
  };
}

/** Group limits by person; which days share a group, by the pattern of groups. */
function groupTables({ groups, people, days }: Compiled) {
  const patterns = [...new Set(groups.map((limit) => limit.groups))];
  const lists = Array.from({ length: people }, (): number[] => []);
  groups.forEach(({ person }, index) => {
    lists[person]!.push(index);
  });
  const { start, items } = flatten(lists);
  const groupOf = new Int32Array(patterns.length * days).fill(-1);
  const most = Math.max(0, ...patterns.map((pattern) => pattern.length));
  const groupFirst = new Int32Array(patterns.length * most);
  const groupLast = new Int32Array(patterns.length * most);
  patterns.forEach((pattern, index) => {
    pattern.forEach((group, number) => {
      groupFirst[index * most + number] = group[0]!;
      groupLast[index * most + number] = group.at(-1)!;
      for (const day of group) groupOf[index * days + day] = number;
    });
  });
  return {
    groupStart: start,
    groupItems: items,
    groupOf,
    groupFirst,
    groupLast,
    groupsPerPattern: most,
    groupPattern: Int32Array.from(groups, (limit) => patterns.indexOf(limit.groups)),
    groupPartial: Uint8Array.from(groups, ({ counts }) => Number(counts === 'partial')),
    groupMin: Int32Array.from(groups, ({ min }) => min),
    groupMax: Int32Array.from(groups, ({ max }) => Math.min(max, OPEN)),
    groupPrice: Int32Array.from(groups, ({ price }) => price),
    groupHard: Uint8Array.from(groups, ({ hard }) => Number(hard)),
  };
}

/** Cover terms by day and code; what each costs by the number of heads. */
function coverTables({ cover, people, days, codes }: Compiled) {
  const lists = Array.from({ length: days * codes }, (): number[] => []);
  const termHas = new Uint8Array(cover.length * codes);
  const heads = people + 1;
  const termSoft = new Int32Array(cover.length * heads);
  const termHard = new Int32Array(cover.length * heads);
  const masks = [...new Set(cover.flatMap(({ who }) => (who === undefined ? [] : [who])))];
  cover.forEach((term, index) => {
    for (const code of term.shifts) {
      lists[term.day * codes + code]!.push(index);
      termHas[index * codes + code] = 1;
    }
    for (let n = 0; n < heads; n += 1) {
      termSoft[index * heads + n] =
        Math.max(0, term.target - n) * term.under + Math.max(0, n - term.target) * term.over;
      termHard[index * heads + n] = Math.max(0, term.minimum - n) + Math.max(0, n - term.maximum);
    }
  });
  const { start, items } = flatten(lists);
  return {
    termStart: start,
    termItems: items,
    termHas,
    termSoft,
    termHard,
    termStride: heads,
    termWho: Int32Array.from(cover, ({ who }) => (who === undefined ? -1 : masks.indexOf(who) * people)),
    whoCounts: Uint8Array.from(masks.flatMap((mask) => Array.from(mask))),
  };
}

/** Lists one after the other, and where each starts. */
function flatten(lists: readonly (readonly number[])[]) {
  const start = new Int32Array(lists.length + 1);
  lists.forEach((list, index) => {
    start[index + 1] = start[index]! + list.length;
  });
  return { start, items: Int32Array.from(lists.flat()) };
}
