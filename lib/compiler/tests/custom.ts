import type { Field, JsonLiteral } from '../../spec/model.ts';
import type { CustomPlan, Plan } from '../plan.ts';
import { literal } from '../service/literal.ts';
import { code } from '../text/code.ts';
import { type Doc, list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { key, quote } from '../text/quote.ts';

/** test/custom.test.ts: the examples of steps whose code is written by hand; empty if there is none. */
export function customTests(plan: Plan): string {
  const { customs } = plan;
  if (customs.length === 0) return '';
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test', 'type TestContext'],
      ...customs.map(({ file, name }) => [`../src/custom/${file}.ts`, `${name}Step`] as const),
      ['../src/platform/custom.ts', 'custom', 'type CustomStep', 'NotWritten'],
    ])}

    /** Compares what a step gives with its example. As long as nobody has written it, the test is still to be done. */
    function shows<Input, Output>(t: TestContext, step: CustomStep<Input, Output>, given: Input, wanted: Output): void {
      try {
        assert.deepEqual(custom(step, given), wanted);
      } catch (error) {
        if (!(error instanceof NotWritten)) throw error;
        t.todo(\`custom/\${step.name}.ts is not written yet\`);
      }
    }

    ${customs.map((planned) => origin(planned.step, examplesOf(planned, plan))).join('\n\n')}
  `;
}

function examplesOf({ step, name, file }: CustomPlan, plan: Plan): string {
  return step.examples
    .map(({ given, then }, at) => {
      const items = [objectOf(given, step.input, plan), objectOf(then, step.output, plan)];
      return code`
        test(${quote(`custom/${file}, example ${at + 1}`)}, (t) => {
          ${print([list('shows(', ['t', `${name}Step`, ...items], ')'), ';'], 2)}
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
