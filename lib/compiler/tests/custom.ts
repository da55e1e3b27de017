import type { Field, JsonLiteral } from '../../spec/model.ts';
import type { CustomPlan, Plan } from '../plan.ts';
import { literal } from '../service/literal.ts';
import { isBoxed } from '../steps-within.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { key, quote } from '../text/quote.ts';

/** test/custom.test.ts: the examples of steps whose code is written by hand; empty if there is none. */
export function customTests(plan: Plan): string {
  const { customs } = plan;
  if (customs.length === 0) return '';
  const [plain, boxed] = [customs.some(({ step }) => !isBoxed(step)), customs.some(({ step }) => isBoxed(step))];
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test', 'type TestContext'],
      ...customs.map(({ file, name }) => [`../src/custom/${file}.ts`, `${name}Step`] as const),
      ['../src/platform/boxes.ts', ...(boxed ? ['type BoxedStep', 'runBoxed'] : [])],
      ['../src/platform/custom.ts', ...(plain ? ['custom', 'type CustomStep'] : []), 'NotWritten'],
    ])}

    ${when(plain, SHOWS)}

    ${when(boxed, SHOWS_BOXED)}

    ${customs.map((planned) => origin(planned.step, examplesOf(planned, plan))).join('\n\n')}
  `;
}

const SHOWS = code`
    /** Compares what a step gives with its example. As long as nobody has written it, the test is still to be done. */
    function shows<Input, Output>(t: TestContext, step: CustomStep<Input, Output>, given: Input, wanted: Output): void {
      try {
        assert.deepEqual(custom(step, given), wanted);
      } catch (error) {
        if (!(error instanceof NotWritten)) throw error;
        t.todo(\`custom/\${step.name}.ts is not written yet\`);
      }
    }
`;

const SHOWS_BOXED = code`
  /** The same for code that runs in a process of its own. */
  async function showsBoxed<Input, Output>(
    t: TestContext,
    step: BoxedStep<Input, Output>,
    given: Input,
    wanted: Output,
  ): Promise<void> {
    try {
      assert.deepEqual((await runBoxed(step, given, 'example')).outcome, { value: wanted });
    } catch (error) {
      if (!(error instanceof NotWritten)) throw error;
      t.todo(\`custom/\${step.name}.ts is not written yet\`);
    }
  }
`;

function examplesOf({ step, name, file }: CustomPlan, plan: Plan): string {
  return step.examples
    .map(({ given, then }, at) => {
      const items = [objectOf(given, step.input, plan), objectOf(then, step.output, plan)];
      return code`
        test(${quote(`custom/${file}, example ${at + 1}`)}, ${isBoxed(step) ? 'async (t)' : '(t)'} => {
          ${print([list(isBoxed(step) ? 'await showsBoxed(' : 'shows(', ['t', `${name}Step`, ...items], ')'), ';'], 2)}
        });
      `;
    })
    .join('\n\n');
}

function objectOf(value: JsonLiteral, fields: readonly Field[], plan: Plan): Doc {
  const map: unknown = value instanceof Object && 'map' in value ? value.map : {};
  const given = new Map<string, JsonLiteral>(Object.entries(Object(map)));
  const members = fields.map(({ name, type }): Doc => [key(name), ': ', literal(given.get(name) ?? null, type, plan)]);
  return list('{', members, '}', true);
}
