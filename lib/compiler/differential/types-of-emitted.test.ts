import { afterAll, expect, test } from 'vitest';
import { expression } from '../service/expression.ts';
import { moduleImports, newModule } from '../service/module.ts';
import { tsconfigJson } from '../service/package.ts';
import { members } from '../service/types.ts';
import { expressionPlatform } from '../testing/platform-stubs.ts';
import { newWorkshop, typeErrors, writeService } from '../testing/service-folder.ts';
import { print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { generate, type Kind, textOf } from './generate-expression.ts';
import { randomFrom } from './random.ts';
import { checked, newWorld } from './world.ts';

const COUNT = 600;
const KINDS: readonly [Kind, ...Kind[]] = [
  'bool',
  'int',
  'decimal',
  'double',
  'text',
  'ints',
  'texts',
  'counts',
  'maybeInt',
  'moment',
];

const workshop = newWorkshop();
afterAll(() => workshop.remove());

test(`${COUNT} emitted expressions have no type error under the strict options of generated services`, async () => {
  const { scope, plan } = newWorld();
  const random = randomFrom(7);
  const module = newModule(plan);
  const lines: string[] = [];
  while (lines.length < COUNT) {
    const found = checked(textOf(generate(random, random.pick(KINDS), 3)), { scope, plan });
    if ('expr' in found)
      lines.push(
        `export const e${lines.length} = (input: Input) => [input, ${print(expression(found.expr, module))}];`,
      );
  }
  const fields = scope.input?.kind === 'object' ? scope.input.fields : [];
  const input = `export interface Input {\n  ${members(fields, plan, module.types, true)}\n}`;
  const files = [
    { path: 'tsconfig.json', text: tsconfigJson() },
    { path: 'package.json', text: '{"type": "module"}' },
    ...expressionPlatform().map(([name, text]) => ({ path: `src/platform/${name}`, text })),
    { path: 'src/all/expressions.ts', text: [imports(moduleImports(module)), input, ...lines].join('\n') },
  ];
  writeService(workshop.folder, 'expressions', files);
  const errors = await typeErrors(workshop.folder, ['expressions']);
  // What stands under a test that contradicts another one cannot be reached, and TypeScript says so in its way.
  const real = errors.split('\n').filter((line) => line.includes('error TS') && !line.includes("on type 'never'"));
  expect(real).toEqual([]);
});
