import { describe, expect, test } from 'vitest';
import { compile } from './index.ts';
import { goldenText, modelOf } from './testing/read-golden.ts';

/** The files that differ, with the lines that are only before and only after. */
function difference(before: string, after: string): Record<string, { gone: string[]; come: string[] }> {
  const [old, now] = [before, after].map((text) => compile(modelOf(text)).files);
  const changed = (now ?? []).flatMap(({ path, text }) => {
    const was = old?.find((file) => file.path === path)?.text ?? '';
    if (was === text) return [];
    const [a, b] = [was.split('\n'), text.split('\n')];
    return [
      [path, { gone: a.filter((line) => !b.includes(line)), come: b.filter((line) => !a.includes(line)) }] as const,
    ];
  });
  return Object.fromEntries(changed);
}

describe('a small change of the text is a small change of the files', () => {
  test('a rate of a table changes the rule, its test, and the answer that is computed with it', () => {
    const before = goldenText('loan-quotes');
    const found = difference(before, before.replace('8.50', '8.25'));
    expect(found).toEqual({
      'src/decisions/pricing.ts': {
        gone: ["    return { rule: 2, grade: 'prime', yearly_rate: '8.50' };"],
        come: ["    return { rule: 2, grade: 'prime', yearly_rate: '8.25' };"],
      },
      'test/contract.test.ts': {
        gone: [
          "    [{ months: 30, monthly_income: '30.00' }, 200, { grade: 'prime', yearly_rate: '8.50', monthly_payment: '4.04' }],",
        ],
        come: [
          "    [{ months: 30, monthly_income: '30.00' }, 200, { grade: 'prime', yearly_rate: '8.25', monthly_payment: '4.02' }],",
        ],
      },
      'test/decisions.test.ts': {
        gone: ["    { rule: 2, grade: 'prime', yearly_rate: '8.50' },"],
        come: ["    { rule: 2, grade: 'prime', yearly_rate: '8.25' },"],
      },
    });
  });

  test('a value added to an enumeration changes its type and its schema', () => {
    const before = goldenText('kyc-brief');
    const found = difference(
      before,
      before.replace('[basic, enhanced, ultimate]', '[basic, enhanced, ultimate, expert]'),
    );
    expect(Object.keys(found)).toEqual(['openapi.json', 'src/kyc/verify-kyc.ts']);
  });

  test('a comment, an empty line and other layout change nothing', () => {
    const before = goldenText('loan-quotes');
    expect(
      difference(before, `# A comment\n\n${before.replace('months: int(6..84)', 'months:   int(6..84)')}`),
    ).toEqual({});
  });
});

describe('migrations are append-only', () => {
  const before = goldenText('loan-quotes');
  const released = { model: modelOf(before), migrations: migrationsOf(compile(modelOf(before)).files) };
  const next = (text: string) => migrationsOf(compile(modelOf(text), { previous: released }).files);

  test('an unchanged schema adds nothing', () => {
    expect(next(before.replace('8.50', '8.25'))).toEqual(released.migrations);
  });

  test('a new optional field and a new value become a second file; the first stays as it is', () => {
    const text = before
      .replace('Grade: [prime, standard, declined]', 'Grade: [prime, standard, declined, special]')
      .replace('      quoted_by: string\n', '      quoted_by: string\n      note: string?\n');
    expect(next(text)).toEqual([
      ...released.migrations,
      {
        path: 'migrations/0002_change.down.sql',
        text: [
          '-- The way back from 0002_change.sql.',
          '-- Loses: The values of Quote.note.',
          '',
          'ALTER TABLE quote',
          '  DROP COLUMN note,',
          '  DROP CONSTRAINT quote_grade_check,',
          "  ADD CONSTRAINT quote_grade_check CHECK (grade IN ('prime', 'standard', 'declined'));",
          '',
        ].join('\n'),
      },
      {
        path: 'migrations/0002_change.rows.sql',
        text: [
          '-- Rows of the release before, for the tests.',
          '',
          'INSERT INTO quote (id, amount, months, grade, yearly_rate, monthly_payment, quoted_by, created_at)',
          "VALUES ('00000000-0000-4000-8000-000000000000', '0.00', 6, 'prime', '0.00', '0.00', 'text', '2025-01-31T12:00:00.000Z');",
          '',
        ].join('\n'),
      },
      {
        path: 'migrations/0002_change.sql',
        text: [
          '-- Quote',
          'ALTER TABLE quote',
          '  DROP CONSTRAINT quote_grade_check,',
          "  ADD CONSTRAINT quote_grade_check CHECK (grade IN ('prime', 'standard', 'declined', 'special')),",
          '  ADD COLUMN note text;',
          '',
        ].join('\n'),
      },
    ]);
  });

  test('a field that is gone keeps its values, and nothing but the migration is about it', () => {
    const text = before
      .replace(
        '      created_at: {type: timestamp, default: =now()}\n',
        '      made_at: {type: timestamp, default: =now()}\n',
      )
      .replaceAll('quote.created_at', 'quote.made_at')
      .replace('[created_at]', '[made_at]');
    const added = next(text).slice(released.migrations.length);
    expect(added.map(({ path }) => path)).toEqual([
      'migrations/0002_change.down.sql',
      'migrations/0002_change.rows.sql',
      'migrations/0002_change.sql',
      'migrations/0003_indexes.down.sql',
      'migrations/0003_indexes.sql',
    ]);
    expect(added[2]?.text).toContain('-- Left for the release before: the column quote.created_at, which nothing uses');
  });

  test('what has no safe way is refused with what to write', () => {
    expect(() =>
      next(
        before
          .replace('      quoted_by: string\n', '      quoted_by: string\n      place: string\n')
          .replace(
            '            quoted_by: =caller.id\n',
            '            quoted_by: =caller.id\n            place: here\n',
          ),
      ),
    ).toThrow(/Quote\.place has no value for rows that are stored already\. Make it optional/);
  });
});

function migrationsOf(files: readonly { path: string; text: string }[]): { path: string; text: string }[] {
  return files.filter(({ path }) => path.startsWith('migrations/')).map(({ path, text }) => ({ path, text }));
}
