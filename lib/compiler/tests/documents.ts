import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/documents.test.ts: the programs that read documents are run as they should be; null for services without. */
export function documentsTests(plan: Plan): string | null {
  if (!plan.extracts) return null;
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['../src/platform/extract.ts', 'type Program', 'program'],
    ])}

    /** A program that is one line of JavaScript. */
    const line = (text: string) => program(process.execPath, '-e', text, '--');

    test('a program is told words and a document, and what it says is read', async () => {
      const echo = line('process.stdout.write(process.argv.slice(1).join()); process.stdin.pipe(process.stdout)');
      assert.equal(await echo(['-l', 'eng'], Buffer.from(' Zoë'), 20_000), '-l,eng Zoë');
    });

    test('a program that is absent, hangs, fails or says too much is a failure that has a name', async () => {
      const fails = (run: Program, failure: string, timeoutMs = 20_000) =>
        assert.rejects(run([], Buffer.from('a document'), timeoutMs), { failure });
      await Promise.all([
        fails(program('/no/such/program'), 'unavailable'),
        fails(line('setInterval(() => 1, 1000)'), 'timeout', 300),
        fails(line('process.exit(1)'), 'rejected'),
        fails(line("process.stdout.write('x'.repeat(5_000_000))"), 'invalid_response'),
      ]);
    });
  `;
}
