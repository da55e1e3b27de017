import type { Type } from '../../model.ts';
import { scalarsOf, textOf } from '../forms.ts';
import { readFields } from '../read-fields.ts';
import { readTime } from '../read-policy.ts';
import { MAX_EXAMPLES, readExamples } from './read-examples.ts';
import { readLimits } from './read-limits.ts';
import { readMapping } from './read-mapping.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

const MINUTE = 60_000;

/** `custom`: a sentence, what it takes and gives, and examples. Its result is an object of its outputs. */
export const readCustom: StepReader = (ctx, _world, scope, keys, { base, main }) => {
  const text = textOf(ctx, main, 'A sentence that says what the step does');
  for (const key of ['input', 'output'])
    if (keys.get(key) === undefined) ctx.reporter.report('SPC2002', base.span, { key, where: 'A `custom` step' });
  const input = readFields(ctx, keys.get('input'), `${base.id}/input`, `${base.name}.input`);
  const output = readFields(ctx, keys.get('output'), `${base.id}/output`, `${base.name}.output`);
  const values = readMapping(ctx, scope, keys, base, input, `The custom step \`${base.name}\``);
  const examples = readExamples(ctx, scope.table, keys.get('examples'), base.id, input, output);
  if (!keys.has('examples')) ctx.reporter.report('FLW5050', keys.entry('custom')?.key.span ?? base.span, {});
  const [programs, timeout, limits] = ['programs', 'timeout', 'limits'].map((key) => keys.get(key));
  const result: Type = { kind: 'object', fields: output };
  if (text === null) return { ...NOTHING, result };
  return {
    step: {
      ...base,
      kind: 'custom',
      text,
      input,
      output,
      with: values,
      examples: examples.slice(0, MAX_EXAMPLES),
      programs: programs === undefined ? [] : readPrograms(ctx, programs),
      limits: limits === undefined ? null : readLimits(ctx, limits),
      timeoutMs: timeout === undefined ? null : readTime(ctx, timeout, 'A timeout', 1, 10 * MINUTE),
    },
    result,
    present: [],
  };
};

/** Names of programs, as they are found on the path of the sandbox: no folders, so that nothing else can be meant. */
function readPrograms(ctx: Parameters<StepReader>[0], node: Parameters<typeof scalarsOf>[1]): string[] {
  return scalarsOf(ctx, node, 'programs').flatMap((item) => {
    if (/^[A-Za-z0-9][A-Za-z0-9._+-]{0,62}$/.test(item.value)) return [item.value];
    const rule = 'a program is a plain name without folders, such as pdftotext';
    ctx.reporter.report('SPC2007', item.span, { name: item.value, rule });
    return [];
  });
}
