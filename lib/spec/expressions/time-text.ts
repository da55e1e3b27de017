/** Whether a text is a day that exists: `2026-02-28`. */
export function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts !== null && isDay(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** Whether a text is a moment of RFC 3339 that exists, with its offset; leap seconds do not count. */
export function isTimestamp(text: string): boolean {
  const parts = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?([Zz]|[+-](\d{2}):(\d{2}))$/.exec(text);
  if (parts === null || !isDate(parts[1] ?? '')) return false;
  const [hour, minute, second, ahead, aheadBy] = [parts[2], parts[3], parts[4], parts[7] ?? '0', parts[8] ?? '0'].map(
    Number,
  );
  return [
    [hour, 23],
    [minute, 59],
    [second, 59],
    [ahead, 23],
    [aheadBy, 59],
  ].every(([value = 0, most = 0]) => value <= most);
}

/** Whether a text is a length of time of ISO 8601 in weeks, days, hours, minutes and seconds: months and years have no length. */
export function isDuration(text: string): boolean {
  return (
    text.length <= 60 &&
    /^-?P(?=.)(\d{1,6}W|(\d{1,9}D)?(T(?=.)(\d{1,9}H)?(\d{1,9}M)?(\d{1,9}(\.\d{1,3})?S)?)?)$/.test(text)
  );
}

function isDay(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year >= 1 && day >= 1 && day <= days;
}
