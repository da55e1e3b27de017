import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/**
 * test/times.test.ts: what expressions do with moments, days and lengths of time. Each test is of one function, because those
 * that the service does not need are left out with theirs.
 */
export function timesTests(): string {
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['../src/platform/times.ts', 'default * as times'],
    ])}

    test('moments are the same whatever their offset, and what is none is refused', () => {
      assert.equal(times.instantOf('1970-01-01T01:00:00+01:00'), 0);
      assert.throws(() => times.instantOf('yesterday'), /yesterday is not a moment/);
    });

    test('moments are in the order of time', () => {
      assert.ok(times.byInstant('2026-01-01T01:00:00+02:00', '2026-01-01T00:00:00Z') < 0);
      assert.ok(times.byInstant('2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z') > 0);
    });

    test('moments are the same by the instant, and so are two that are missing', () => {
      const [one, same, other] = ['2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'];
      assert.deepEqual([times.sameInstant(one, same), times.sameInstant(one, other)], [true, false]);
      assert.deepEqual([times.sameInstant(null, undefined), times.sameInstant(one, null)], [true, false]);
      assert.equal(times.sameInstant(undefined, one), false);
    });

    test('lengths of time have weeks, or days and hours, minutes and seconds', () => {
      const lengths: [text: string, milliseconds: number][] = [
        ['P2W', 1_209_600_000],
        ['P1DT1H1M1.001S', 90_061_001],
        ['P10W', 6_048_000_000],
        ['P10DT10H10M10.25S', 900_610_250],
        ['PT48H', 172_800_000],
        ['-PT1M', -60_000],
        ['PT0S', 0],
      ];
      for (const [text, milliseconds] of lengths) assert.equal(times.lengthOf(text), milliseconds, text);
      for (const wrong of ['', 'P', 'PT', 'P1DT', 'P1M', 'P1Y', 'P1W1D', 'PT1.5H', '1D', 'P1D ', ' P1D', 'P-1D'])
        assert.throws(() => times.lengthOf(wrong), /is not a length of time/, wrong);
    });

    test('lengths of time are in their order', () => {
      assert.ok(times.byLength('PT59M', 'PT1H') < 0);
      assert.ok(times.byLength('P1D', 'PT23H') > 0);
    });

    test('lengths of time are the same however they are written, and so are two that are missing', () => {
      assert.deepEqual([times.sameLength('PT24H', 'P1D'), times.sameLength('PT23H', 'P1D')], [true, false]);
      assert.deepEqual([times.sameLength(null, undefined), times.sameLength('P1D', null)], [true, false]);
      assert.equal(times.sameLength(undefined, 'P1D'), false);
    });

    test('a moment is moved later and earlier', () => {
      assert.equal(times.timeLater('2026-02-28T12:00:00.000Z', 'PT12H30M', 1), '2026-03-01T00:30:00.000Z');
      assert.equal(times.timeLater('2026-02-28T12:00:00.000Z', 'PT12H30M', -1), '2026-02-27T23:30:00.000Z');
    });

    test('a day is moved by whole days, and by nothing else', () => {
      assert.equal(times.dayLater('2028-02-28', 'P2D', 1), '2028-03-01');
      assert.equal(times.dayLater('2028-03-01', 'PT48H', -1), '2028-02-28');
      assert.throws(() => times.dayLater('2028-03-01', 'PT25H', 1), /PT25H is not a number of days/);
    });

    test('how long it is between moments is said in hours, minutes and seconds', () => {
      const between = (until: string) => times.durationBetween('2026-02-28T12:00:00.000Z', until);
      assert.equal(between('2026-02-28T12:00:00Z'), 'PT0S');
      assert.equal(between('2026-03-02T12:00:00Z'), 'PT48H');
      assert.equal(between('2026-02-28T13:01:01.5Z'), 'PT1H1M1.5S');
      assert.equal(between('2026-02-28T14:00:03Z'), 'PT2H3S');
      assert.equal(between('2026-02-28T11:58:00Z'), '-PT2M');
    });

    test('lengths of time are put together, and taken away', () => {
      assert.equal(times.plusDuration('PT50M', 'PT20M', 1), 'PT1H10M');
      assert.equal(times.plusDuration('PT20M', 'PT50M', -1), '-PT30M');
    });

    test('days are added over the end of a month', () => {
      assert.equal(times.addDays('2028-02-28', 2), '2028-03-01');
      assert.equal(times.addDays('2026-02-28T12:00:00.000Z', -28), '2026-01-31T12:00:00.000Z');
      assert.throws(() => times.addDays('9999-12-31', 1), /beyond the calendar/);
    });

    test('months are added by the calendar, to the last day where there is no such day', () => {
      assert.equal(times.addMonths('2028-01-31', 1), '2028-02-29');
      assert.equal(times.addMonths('2027-12-31', 2), '2028-02-29');
      assert.equal(times.addMonths('2026-03-31', -1), '2026-02-28');
      assert.equal(times.addMonths('2026-02-28T12:00:00.000Z', 10), '2026-12-28T12:00:00.000Z');
      assert.throws(() => times.addMonths('0001-01-31', -1), /beyond the calendar/);
    });

    test('years are added by the calendar', () => {
      assert.equal(times.addYears('2028-02-29', 1), '2029-02-28');
      assert.equal(times.addYears('0002-01-01', -1), '0001-01-01');
      assert.equal(times.addYears('9998-12-31', 1), '9999-12-31');
    });

    test('days are counted from one to another', () => {
      assert.equal(times.daysBetween('2028-02-28', '2028-03-01'), 2);
      assert.equal(times.daysBetween('2028-03-01', '2028-02-28'), -2);
    });

    test('years are whole, and full on the day of the year', () => {
      assert.equal(times.yearsBetween('2000-02-29', '2018-02-28'), 17);
      assert.equal(times.yearsBetween('2000-02-29', '2018-03-01'), 18);
      assert.equal(times.yearsBetween('2000-05-04', '2018-05-04'), 18);
      assert.equal(times.yearsBetween('2018-05-04', '2000-05-04'), -18);
      assert.equal(times.yearsBetween('2018-05-04', '2018-05-04'), 0);
    });

    test('the day of a moment is that of the zone', () => {
      assert.equal(times.dayIn('Asia/Kolkata', '2025-12-31T18:30:00Z'), '2026-01-01');
      assert.equal(times.dayIn('America/New_York', '2026-01-01T04:59:59Z'), '2025-12-31');
    });

    test('the day of a moment in UTC', () => {
      assert.equal(times.dayOf('2026-01-01T00:30:00+01:00'), '2025-12-31');
    });

    test('a day is read from days and moments, and from nothing else', () => {
      assert.equal(times.dateIn('2028-02-29'), '2028-02-29');
      assert.equal(times.dateIn('2026-01-01T00:30:00+01:00'), '2025-12-31');
      for (const none of ['2027-02-29', '2026-1-1', 'x2026-01-01', '2026-01-01x', '', 20260101, null])
        assert.equal(times.dateIn(none), null, String(none));
    });

    test('a moment is read with an offset, from nothing else, and said in UTC', () => {
      assert.equal(times.timestampIn('2026-01-01t00:30:00.5+01:00'), '2025-12-31T23:30:00.500Z');
      assert.equal(times.timestampIn('2026-01-01T23:59:59z'), '2026-01-01T23:59:59.000Z');
      const day = '2026-01-01';
      for (const none of [
        \`\${day}T00:00:00\`,
        \`\${day} 00:00:00Z\`,
        \`\${day}T24:00:00Z\`,
        \`\${day}T00:60:00Z\`,
        \`\${day}T00:00:00+24:00\`,
        \`\${day}T00:00:00Zx\`,
        \`x\${day}T00:00:00Z\`,
        '2027-02-29T00:00:00Z',
        '2026-13-01T00:00:00Z',
        day,
        1,
        null,
      ])
        assert.equal(times.timestampIn(none), null, String(none));
    });

    test('a length of time is read as it is written', () => {
      assert.equal(times.durationIn('P1DT1H'), 'P1DT1H');
      for (const none of ['P', '1 day', 1, null]) assert.equal(times.durationIn(none), null, String(none));
    });
  `;
}
