import { LeaveKind, PayPeriod, TerminationKind } from '@linchpin/contracts/people';
import {
  type AnyCommand,
  openDepartment,
  openPosition,
  openSite,
  type PlannedCommand,
  plannedCommand,
} from '@linchpin/importing';
import { randomFrom } from './random.js';
import { departments, familyNames, givenNames, positions, promotions, reasons, sites } from './vocabulary.js';

const end = Date.parse('2025-12-31');
const dayMs = 86_400_000;
const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Three years in the life of an invented dental group, as commands: always the same ones, with the same ids. */
export function demoGroup(): readonly PlannedCommand[] {
  const random = randomFrom(20230102);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const commands: PlannedCommand[] = [];
  const add = (wave: number, id: string, command: AnyCommand) =>
    commands.push(plannedCommand(command, { of: id, basis: 'demo', wave, line: 0 }));
  const on = '2023-01-02';
  for (const site of sites) add(0, site.id, openSite({ ...site, entity: 'Larkmere Dental Group' }, site.on));
  for (const department of departments) add(0, department.id, openDepartment(department, on));
  for (const position of positions) add(0, position.id, openPosition(position, on));

  const managers = new Map<string, string>();
  let count = 0;
  for (const site of sites)
    for (const position of positions)
      for (let seat = 0; seat < position.count; seat++) {
        // A seat is held by one person after another until the three years are over.
        for (let day: number | undefined = Date.parse(site.on) + seat * 7 * dayMs; day !== undefined; )
          day = life(site.id, position, day);
      }
  return commands;

  /** One person's employment; the day on which a successor starts, when the person leaves in time. */
  function life(siteId: string, position: (typeof positions)[number], from: number): number | undefined {
    const employeeId = `LD-${String(++count).padStart(4, '0')}`;
    const manages = position.id === 'practice-manager';
    if (manages) managers.set(siteId, employeeId);
    const placement = {
      siteId,
      departmentId: position.department,
      managerId: manages ? '' : managers.get(siteId)!,
    };
    const dollars = Math.round((position.pay * (0.9 + random() * 0.25)) / 500) * 500;
    const pay = (factor: number) => ({
      amount: { currencyCode: 'USD', minorUnits: BigInt(Math.round(dollars * factor)) * 100n },
      period: PayPeriod.PAY_PERIOD_YEAR,
    });
    const tell = (command: Extract<AnyCommand, { aggregate: 'people.employee' }>['command']) =>
      add(manages ? 1 : 2, employeeId, { aggregate: 'people.employee', command });
    const born = Date.parse('1963-01-01') + Math.floor(random() * 38 * 365) * dayMs;
    tell({
      $case: 'hire',
      value: {
        employeeId,
        on: isoDay(from),
        personal: { givenName: pick(givenNames), familyName: pick(familyNames), birthDate: isoDay(born) },
        placement,
        positionId: position.id,
        pay: pay(1),
        source: pick(['referral', 'job board', 'dental school', 'walk-in']),
      },
    });
    let day = from;
    for (let year = 1; ; year++) {
      const leaves = !manages && random() < 0.16;
      const left = day + Math.floor(60 + random() * 250) * dayMs;
      if (leaves && left < end) {
        const voluntary = random() < 0.85;
        tell({
          $case: 'terminate',
          value: {
            employeeId,
            on: isoDay(left),
            kind: voluntary
              ? TerminationKind.TERMINATION_KIND_VOLUNTARY
              : TerminationKind.TERMINATION_KIND_FOR_CAUSE,
            reason: voluntary ? pick(reasons) : 'performance',
          },
        });
        const back = left + 200 * dayMs;
        if (random() < 0.1 && back < end) {
          tell({
            $case: 'rehire',
            value: { employeeId, on: isoDay(back), placement, positionId: position.id, pay: pay(1.05) },
          });
          return undefined;
        }
        const next = left + Math.floor(14 + random() * 45) * dayMs;
        return next < end ? next : undefined;
      }
      const away = day + Math.floor(30 + random() * 100) * dayMs;
      const back = away + Math.floor(20 + random() * 80) * dayMs;
      if (random() < 0.06 && back < end) {
        tell({
          $case: 'startLeave',
          value: {
            employeeId,
            on: isoDay(away),
            kind: LeaveKind.LEAVE_KIND_PARENTAL,
            expectedReturn: isoDay(back),
          },
        });
        tell({ $case: 'endLeave', value: { employeeId, on: isoDay(back) } });
      }
      day += 365 * dayMs;
      if (day > end) return undefined;
      tell({
        $case: 'changePay',
        value: { employeeId, on: isoDay(day), pay: pay(1 + 0.03 * year), reason: 'yearly review' },
      });
      const higher = promotions[position.id];
      if (year === 1 && higher !== undefined && random() < 0.12)
        tell({ $case: 'changePosition', value: { employeeId, on: isoDay(day), positionId: higher } });
      if (year === 2 && !manages && random() < 0.08) {
        const other = pick(sites.filter(({ id, on: opened }) => id !== siteId && opened <= isoDay(day)));
        const value = {
          siteId: other.id,
          departmentId: position.department,
          managerId: managers.get(other.id) ?? '',
        };
        tell({
          $case: 'transfer',
          value: { employeeId, on: isoDay(day), placement: value, reason: 'asked to move' },
        });
      }
    }
  }
}
