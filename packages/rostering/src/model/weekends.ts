/** Days of each weekend of the period, in order: `[saturday, sunday]`, or one of them where the period cuts it. */
export function weekendsOf(days: number, firstWeekday = 0): readonly (readonly number[])[] {
  const weekends: number[][] = [];
  for (let day = 0; day < days; day += 1) {
    const weekday = (firstWeekday + day) % 7;
    if (weekday === 5 || (weekday === 6 && day === 0)) weekends.push([day]);
    else if (weekday === 6) weekends.at(-1)!.push(day);
  }
  return weekends;
}
