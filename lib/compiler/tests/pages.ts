import { platformError } from '../named-errors.ts';
import { cursorStep, linksPages } from '../page-plan.ts';
import type { EntityPlan, OperationPlan, Plan } from '../plan.ts';
import { newModule } from '../service/module.ts';
import { rowColumns, storedFields } from '../service/row-columns.ts';
import { isOptional } from '../service/types.ts';
import { code, when } from '../text/code.ts';
import { type Doc, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { key, quote } from '../text/quote.ts';
import { subjectId } from './fixture-auth.ts';
import { examplePath } from './requests.ts';
import { isMadeAlone } from './retention.ts';
import { tellsPaths } from './told.ts';
import { example } from './values.ts';

interface Paged {
  operation: OperationPlan;
  planned: EntityPlan;
}

/** test/pages.test.ts: all pages of a list together are the list, and nobody makes up where one begins. */
export function pagesTests(plan: Plan): string {
  const paged = plan.operations.flatMap((operation): Paged[] => {
    const entity = cursorStep(operation.endpoint)?.entity;
    const planned = plan.entities.find((one) => one.entity.name === entity);
    return planned === undefined ? [] : [{ operation, planned }];
  });
  if (paged.length === 0) return '';
  const walked = paged.filter((one) => isWalkable(one, plan));
  const inserts = new Map(walked.map(({ planned }) => [planned.file, planned.insert]));
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ...[...inserts].map(([file, insert]) => [`../src/data/${file}.ts`, insert] as const),
      ['./fixture.ts', ...(walked.length > 0 ? ['db'] : []), ...(tellsPaths(plan) ? ['faultPaths'] : []), 'send'],
    ])}

    ${when(walked.length > 0, walk(walked.some(({ operation: { endpoint } }) => linksPages(endpoint))))}

    ${paged.map((one) => origin(one.operation.endpoint, pageTests(one, walked.includes(one), plan))).join('\n\n')}
  `;
}

/** Rows that are stored to be walked through. */
const ROWS = 5;

/** Whether rows enough for several pages can be made, and the list is always asked for. */
function isWalkable({ operation: { endpoint }, planned }: Paged, plan: Plan): boolean {
  const most = endpoint.paginate?.max ?? 1;
  return most > ROWS && cursorStep(endpoint)?.when === null && isRepeatable(planned, plan);
}

/** Whether any number of rows can be made of the same values. */
function isRepeatable(planned: EntityPlan, plan: Plan): boolean {
  const { fields, uniques } = planned.entity;
  const distinct = fields.every((field) => !(field.key || field.unique) || field.default?.kind === 'expression');
  return distinct && uniques.length === 0 && isMadeAlone(planned, plan);
}

function walk(links: boolean): string {
  return code`
    /** What all pages of a list hold, one after the other. */
    async function walked(path: string, limit: number): Promise<unknown[]> {
      const found: unknown[] = [];
      let more = \`limit=\${limit}\`;
      for (;;) {
        const { status, body, ${links ? 'headers, ' : ''}text } = await send('GET', \`\${path}\${path.includes('?') ? '&' : '?'}\${more}\`);
        assert.equal(status, 200, text);
        const page: unknown = Object.values({ ...body, whole: JSON.parse(text) }).find(Array.isArray);
        assert.ok(Array.isArray(page) && page.length <= limit, text);
        found.push(...page);
        ${links ? LINKED : "const after = body['next'];"}
        if (typeof after !== 'string') return found;
        assert.equal(page.length, limit);
        more = \`limit=\${limit}&after=\${after}\`;
      }
    }
  `;
}

const LINKED = code`
  const link = /^<\?([^>]*)>; rel="next"$/.exec(String(headers['link']))?.[1];
  const after = body['next'] ?? new URLSearchParams(link).get('after');
`;

function pageTests({ operation, planned }: Paged, isWalked: boolean, plan: Plan): string {
  const { endpoint } = operation;
  const path = examplePath(operation, plan);
  const more = rowColumns(planned, newModule(plan)).parameters.filter(({ name }) => name !== 'now');
  const { owner } = planned.entity;
  const values = storedFields(planned)
    .filter((field) => field.default === null && (field.name === owner || !isOptional(field.type, plan.model)))
    .map(
      (field): Doc => [
        key(field.name),
        ': ',
        field.name === owner ? quote(subjectId(plan)) : example(field.type, plan),
        ',',
      ],
    );
  const most = endpoint.paginate?.max ?? 1;
  return code`
    test(${quote(`${endpoint.name} begins only where a page of it ended`)}, async () => {
      const answer = await send('GET', ${quote(`${path}${path.includes('?') ? '&' : '?'}after=bm8gbWFyaw`)});
      assert.equal(answer.status, ${platformError('invalid_input', plan.model).status});
      ${when(tellsPaths(plan), "assert.deepEqual(faultPaths(answer), ['/after']);")}
    });

    ${when(
      isWalked,
      code`
      test(${quote(`the pages of ${endpoint.name} are the whole list`)}, async () => {
        for (let row = 0; row < ${ROWS}; row += 1) {
          await ${planned.insert}(db, '2025-01-31T12:00:00.000Z', ${more.map(() => 'null, ').join('')}{
            ${values.map((value) => print(value, 6))}
          });
        }
        assert.deepEqual(await walked(${quote(path)}, 2), await walked(${quote(path)}, ${most}));
      });
    `,
    )}
  `;
}
