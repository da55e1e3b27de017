/** The days of the month on which a schedule runs in every month; none if it leaves out months or is told by weekdays. */
export function monthDaysOf(cron: string): readonly number[] {
  const [, , days, months, weekdays] = cron.trim().split(/\s+/);
  if (days === undefined || months !== '*' || (weekdays !== '*' && weekdays !== '?')) return [];
  return days.split(',').flatMap(partOf);
}

/** `*`, `*\/n`, `a`, `a-b` and `a-b/n`, as in crontab(5). */
function partOf(part: string): readonly number[] {
  const match = /^(?:(\*|\?)|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
  if (match === null) return [];
  const first = match[2] === undefined ? 1 : Number(match[2]);
  const last =
    match[3] !== undefined ? Number(match[3]) : match[2] === undefined || match[4] !== undefined ? 31 : first;
  const by = match[4] === undefined ? 1 : Math.max(1, Number(match[4]));
  const found: number[] = [];
  for (let day = Math.max(1, first); day <= Math.min(31, last); day += by) found.push(day);
  return found;
}
