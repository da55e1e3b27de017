import type { Step } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { key, quote } from '../text/quote.ts';

/** test/documents.test.ts: programs that read documents are run as they should be, and what they say is understood; null for services without. */
export function documentsTests(plan: Plan): string | null {
  if (!plan.extracts) return null;
  const filled = plan.steps.flatMap((step) => {
    const schema = step.kind === 'extract' && step.as !== null ? plan.typeNames.get(step.as) : undefined;
    return step.kind !== 'extract' || schema === undefined ? [] : [missingTest(step, schema)];
  });
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      [
        '../src/platform/extract.ts',
        'type Extraction',
        'foundBy',
        'type Program',
        'program',
        'type Programs',
        'readDocuments',
      ],
      ['../src/platform/failures.ts', 'CallFailed'],
      ['../src/platform/operation.ts', 'type Run'],
      ['../src/platform/run.ts', 'advance', 'newJournal'],
      ['./fixture.ts', 'db', 'service'],
    ])}

    /** A program that is one line of the shell. */
    const line = (text: string) => program('/bin/sh', '-c', text);

    test('a program is told words, a document and none of the secrets of the service; what it says is read', async () => {
      const telling = 'process.stdout.write(JSON.stringify([process.argv.slice(1), String(said), process.env]))';
      const says = program(process.execPath, '-e', \`process.stdin.on('data', (said) => \${telling})\`, '--');
      const told = await says(['-l', 'eng'], Buffer.from(' Zoë'), 20_000);
      const env = { PATH: process.env['PATH'], OMP_THREAD_LIMIT: '1' };
      assert.deepEqual(JSON.parse(told), [['-l', 'eng'], ' Zoë', env]);
    });

    test('a program that is absent, hangs, fails or says too much is a failure that has a name', async () => {
      const fails = (run: Program, failure: string, timeoutMs = 20_000) =>
        assert.rejects(run([], Buffer.from('a document'), timeoutMs), { failure });
      await Promise.all([
        fails(program('/no/such/program'), 'unavailable'),
        fails(line('exec sleep 9'), 'timeout', 100),
        fails(line('exit 1'), 'rejected'),
        fails(line('exec head -c 5000000 /dev/zero'), 'invalid_response'),
      ]);
    });

    test('no more than two programs run at once; the next begins when one of them ends', async () => {
      const ended: string[] = [];
      const hang = () => line('exec sleep 9')([], Buffer.from(''), 100).catch(() => ended.push('one'));
      const quick = () => line(':')([], Buffer.from(''), 20_000).then(() => ended.push('quick'));
      await Promise.all([hang(), hang(), quick()]);
      assert.equal(ended[0], 'one');
      await Promise.all([quick(), quick()]);
    });

    interface Heard {
      words: readonly string[];
      said: string;
      timeoutMs: number;
    }

    /** Programs that say these texts in turn, and what they hear. */
    function speaking(...texts: readonly string[]): { programs: Programs; heard: Heard[] } {
      const heard: Heard[] = [];
      const next: Program = async (words, input, timeoutMs) => {
        heard.push({ words, said: input.toString(), timeoutMs });
        return texts[heard.length - 1] ?? '';
      };
      return { programs: { tesseract: next, pdftotext: next }, heard };
    }

    /** A row of tesseract's table. */
    const row = (page: number, block: number, paragraph: number, at: number, confidence: number, word: string, level = 5) =>
      [level, page, block, paragraph, at, 1, 0, 0, 0, 0, confidence, word].join('\t');

    const table = (...rows: readonly string[]): string => ['level\tpage_num\t…\tconf\ttext', ...rows].join('\n');

    const scans: Extraction = {
      from: [btoa('first'), btoa('second')],
      engine: 'tesseract',
      languages: ['eng', 'hin'],
      timeoutMs: 1234,
      schema: null,
      read: {},
    };

    test('scans are read word by word: lines and pages stay apart, and the least sure page counts', async () => {
      const first = table(
        row(1, 0, 0, 0, -1, '', 1),
        row(1, 1, 1, 1, 90, 'line', 4),
        '5\t1',
        row(1, 1, 1, 1, 90, ' Asha '),
        row(1, 1, 1, 1, 80, 'Rao'),
        row(1, 1, 1, 1, 0, ' '),
        row(1, 1, 1, 2, 70, 'born'),
        row(1, 1, 2, 1, 90, 'on'),
        row(1, 2, 1, 1, 90, 'Monday'),
      );
      const second = table(row(1, 1, 1, 1, 96, 'one'), row(2, 1, 1, 1, 50, 'two'), row(2, 1, 1, 1, 51, 'three'));
      const { programs, heard } = speaking(first, second);
      const { outcome, record } = await readDocuments(scans, programs, 'read');
      assert.deepEqual(outcome, { value: { text: 'Asha Rao\nborn\non\nMonday\none\ntwo three', quality: '0.5050' } });
      const { ms, ...told } = record as { ms: number };
      assert.deepEqual(told, { step: 'read', engine: 'tesseract', outcome: 'success', pages: 3, quality: '0.5050' });
      assert.ok(ms >= 0 && ms < 60_000);
      const words = ['stdin', 'stdout', '-l', 'eng+hin', 'tsv'];
      assert.deepEqual(heard, [
        { words, said: 'first', timeoutMs: 1234 },
        { words, said: 'second', timeoutMs: 1234 },
      ]);
    });

    test('how sure a reading is stays between 0 and 1, and nothing that is read is not sure at all', async () => {
      const quality = async (extraction: Partial<Extraction>, ...texts: readonly string[]) => {
        const { outcome } = await readDocuments({ ...scans, ...extraction }, speaking(...texts).programs, 'read');
        return Object('value' in outcome ? outcome.value : {}).quality;
      };
      const from = btoa('one');
      assert.equal(await quality({ from }, table(row(1, 1, 1, 1, 100, 'a'), row(1, 1, 1, 1, 60, 'b'))), '0.8000');
      assert.equal(await quality({ from }, table(row(1, 1, 1, 1, 130, 'a'))), '1.0000');
      assert.equal(await quality({ from }, table(row(1, 1, 1, 1, -1, 'a'))), '0.0000');
      assert.equal(await quality({ from: [] }), '0.0000');
      assert.equal(await quality({ from }, table()), '0.0000');
      assert.equal(await quality({ from, engine: 'pdftotext' }, ' x\n'), '1.0000');
      assert.equal(await quality({ from, engine: 'pdftotext' }, ' \n\f'), '0.0000');
    });

    test('programs are asked for the language and the layout that are wanted', async () => {
      const { programs, heard } = speaking('', 'as it stands');
      await readDocuments({ ...scans, from: btoa('one'), languages: [] }, programs, 'read');
      const pdf = await readDocuments({ ...scans, from: btoa('%PDF'), engine: 'pdftotext' }, programs, 'read');
      assert.deepEqual(pdf.outcome, { value: { text: 'as it stands', quality: '1.0000' } });
      assert.deepEqual(heard, [
        { words: ['stdin', 'stdout', '-l', 'eng', 'tsv'], said: 'one', timeoutMs: 1234 },
        { words: ['-layout', '-enc', 'UTF-8', '-', '-'], said: '%PDF', timeoutMs: 1234 },
      ]);
    });

    test('a program that fails is a failure of the step; a fault of our own is not', async () => {
      const failing = (error: Error): Programs => ({ ...speaking().programs, tesseract: () => Promise.reject(error) });
      assert.deepEqual(await readDocuments(scans, failing(new CallFailed('timeout')), 'read'), {
        outcome: { failure: 'timeout' },
        record: { step: 'read', engine: 'tesseract', outcome: 'timeout' },
      });
      await assert.rejects(readDocuments(scans, failing(new TypeError('ours')), 'read'), { message: 'ours' });
    });

    ${filled[0] ?? ''}

    test('what a document lacks is told to whoever sent it, unless the specification has a word for that', async () => {
      const caller = { id: 'somebody', roles: [], scopes: []${when(plan.auth.claims, ', claims: {}')} };
      const journal = { ...newJournal({}, caller), results: { read: { missing: ['pan', 'dob'] } } };
      const run = (more: Partial<Extraction>): Promise<unknown> => {
        const steps = ({ extract }: Run<never>) => extract('read', { ...scans, ...more });
        const ground = { service, operation: { name: 'probe', steps }, tx: db, id: 'request', trace: { journal: null } };
        return Reflect.apply(advance, null, [ground, journal]);
      };
      await assert.rejects(run({}), { message: 'Not found in the documents: pan, dob' });
      const otherwise = { name: 'unreadable', status: 422, title: 'Nothing can be read' };
      await assert.rejects(run({ otherwise }), { error: otherwise });
    });

    test('a field is found by its pattern, in which a group says more exactly what counts', () => {
      const text = 'No. 17\nZÜRICH AB-12 AB-34';
      assert.equal(foundBy({ pattern: '[A-Z]{2}-\\d+' }, text), 'AB-12');
      assert.equal(foundBy({ pattern: 'No\\. (\\d+)' }, text), '17');
      assert.equal(foundBy({ pattern: '\\p{Lu}{3,}' }, text), 'ZÜRICH');
      assert.equal(foundBy({ pattern: 'X-\\d+' }, text), null);
      assert.equal(foundBy({}, text), text);
    });

    test('a field stands behind its label, in its line or else in the next one', () => {
      const text = 'Name: Asha Rao \nBORN ON . – = 3 May\n  Place\n  Pune \nCode:-=\n\nCode 7\nLast:';
      assert.equal(foundBy({ after: 'name' }, text), 'Asha Rao');
      assert.equal(foundBy({ after: 'Born on' }, text), '3 May');
      assert.equal(foundBy({ after: 'Place' }, text), 'Pune');
      assert.equal(foundBy({ after: 'Code' }, text), '7');
      assert.equal(foundBy({ after: 'Last' }, text), null);
      assert.equal(foundBy({ after: 'Other' }, text), null);
      assert.equal(foundBy({ after: 'Name', pattern: 'R\\w+' }, text), 'Rao');
      assert.equal(foundBy({ after: 'Name', pattern: 'Pune' }, text), null);
      assert.equal(foundBy({ after: 'Other', pattern: 'Pune' }, text), null);
    });

    test('a date is read by its layout', () => {
      const dated = (format: string, text: string) => foundBy({ format }, text);
      assert.equal(dated('dd/MM/yyyy', 'born 31/01/2025 in'), '2025-01-31');
      assert.equal(dated('MM/dd/yyyy', '01/31/2025'), '2025-01-31');
      assert.equal(dated('d.M.yyyy', '1.2.2025'), '2025-02-01');
      assert.equal(dated('d.M.yyyy', '31.12.2025'), '2025-12-31');
      assert.equal(dated('yyyyMMdd', '20250131'), '2025-01-31');
      for (const text of ['31.01.2025', '1/01/2025', '31/1/2025', '31/01/25', ''])
        assert.equal(dated('dd/MM/yyyy', text), null);
      assert.equal(dated('d.M.yyyy', '1x2x2025'), null);
      assert.equal(foundBy({ pattern: 'x', format: 'dd/MM/yyyy' }, '31/01/2025'), null);
    });
  `;
}

/** That what is needed and not found is said, of the first document of the specification. */
function missingTest({ read }: Extract<Step, { kind: 'extract' }>, schema: string): string {
  const readers = read.map(({ name }): Doc => [key(name), ": { pattern: '(?!)' }"]);
  return code`
    test('a field that is needed and not found is said by its name', async () => {
      ${print(['const read = ', list('{', readers, '}', true), ';'], 6)}
      const { programs } = speaking(table(), table());
      const { outcome, record } = await readDocuments({ ...scans, schema: ${quote(schema)}, read }, programs, 'read');
      const { missing } = Object('value' in outcome ? outcome.value : {});
      assert.ok(missing.length > 0 && missing.every((name: string) => /^\w+$/.test(name)));
      const { ms: _, ...told } = record as { ms: number };
      const facts = { step: 'read', engine: 'tesseract', outcome: 'success', pages: 0, quality: '0.0000' };
      assert.deepEqual(told, { ...facts, missing });
    });
  `;
}
