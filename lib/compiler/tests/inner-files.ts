import type { Type } from '../../spec/model.ts';
import { platformError } from '../named-errors.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { holdsFile, holdsInner, isFile } from '../service/file-fields.ts';
import { asText } from '../service/file-texts.ts';
import { plainType } from '../service/types.ts';
import { code } from '../text/code.ts';
import { type Doc, from, list, print, rows } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { wrongValues } from './values.ts';

/** Part of test/contract.test.ts: files within other values that are none, or not those that are taken; empty without such. */
export function innerFileTests({ name, body }: OperationPlan, plan: Plan): string {
  const cases = body
    .filter(({ type }) => holdsInner(type, plan.model))
    .flatMap((field) =>
      pathsTo(field.type, [field.name], plan).flatMap(({ path, type }) =>
        wrongValues(asText(type, plan.model), plan)
          .filter((wrong) => wrong !== 'null')
          .map((wrong): Doc => from(field, print(list('[', [quote(path.join('/')), wrong], ']'), 6))),
      ),
    );
  if (cases.length === 0) return '';
  return code`
    ${print(['const wrongFiles: [path: string, value: unknown][] = ', rows('[', cases, ']'), ';'], 2)}
    for (const [path, value] of wrongFiles) {
      test(\`refuses \${String(JSON.stringify(value)).slice(0, 40)} at \${path}\`, async () => {
        const answer = await request(changedAt(${name}Example, path.split('/'), value));
        assert.equal(answer.status, ${platformError('invalid_input', plan.model).status});
      });
    }
  `;
}

/** Whether some operation has such tests. */
export function hasInnerFiles({ operations, model }: Plan): boolean {
  return operations.some(({ body }) => body.some(({ type }) => holdsInner(type, model)));
}

/** What the tests use. */
export const CHANGED_AT = code`
  /** A copy of a value with another one at a path. */
  function changedAt(value: unknown, [name, ...more]: readonly string[], other: unknown): object {
    if (name === undefined) return Object(other);
    const inner = more.length === 0 ? other : changedAt(Object(value)[name], more, other);
    const copy = Array.isArray(value) ? [...value] : { ...Object(value) };
    return Object.assign(copy, { [name]: inner });
  }
`;

interface Place {
  path: readonly string[];
  type: Type;
}

/** Where the files are within the example of a type. */
function pathsTo(type: Type, path: readonly string[], plan: Plan): Place[] {
  const plain = plainType(type, plan.model);
  if (!holdsFile(plain, plan.model)) return [];
  if (isFile(plain, plan.model)) return [{ path, type: plain }];
  if (plain.kind === 'list') return pathsTo(plain.of, [...path, '0'], plan);
  if (plain.kind === 'map') return pathsTo(plain.of, [...path, 'key'], plan);
  if (plain.kind !== 'object') return [];
  return plain.fields.flatMap((field) => pathsTo(field.type, [...path, field.name], plan));
}
