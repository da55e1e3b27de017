import type { Expr } from '../../spec/expressions/ast.ts';
import type { Field, Type } from '../../spec/model.ts';
import { errorNamed } from '../named-errors.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { encryptedFields } from '../service/encrypted.ts';
import { isHashed } from '../service/hashed.ts';
import { namesOfPath } from '../service/integrations/request-line.ts';
import { plainType } from '../service/types.ts';
import { code, when } from '../text/code.ts';
import { type Doc, from, list, print, rows } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { quote, sqlName } from '../text/quote.ts';
import { hostileCarriers } from './hostile-carriers.ts';
import { examplePath, neededHeaders, pathTemplate } from './requests.ts';
import { hasExample } from './values.ts';

/** A text that may be anything: where it is in the body, and how long it may be. */
interface FreeText {
  path: readonly string[];
  most: number | null;
}

const DEEPEST = 3;
const MOST_TEXTS = 12;

/**
 * test/hostile.test.ts: texts that mean something to databases, templates, browsers and files mean nothing here: each is stored
 * as it is or refused, and none makes the service fail. Null where nobody may send free texts.
 */
export function hostileTests(plan: Plan): string | null {
  const found = plan.operations.flatMap((operation): Doc[] => {
    const texts = textsOf(operation, plan);
    return texts.length === 0 ? [] : [from(operation.endpoint, route(operation, texts, plan))];
  });
  const places = plan.operations.flatMap((operation) => placesOf(operation, plan));
  const carriers = hostileCarriers(plan);
  if (found.length + places.length === 0 && carriers.text === '') return null;
  const bodies = plan.operations.filter((operation) => textsOf(operation, plan).length > 0);
  const sent = plan.operations.filter((one) => bodies.includes(one) || carriers.sent.includes(one));
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['./examples.ts', ...sent.map(({ name }) => `${name}Example`)],
      ['./fixture.ts', ...(found.length > 0 ? ['db'] : []), ...(carriers.text === '' ? [] : ['type Got']), 'send'],
      ['./forms.ts', ...(carriers.encodes ? ['encoded'] : [])],
    ])}

    const hostile: [what: string, text: string][] = [
      ['SQL', \`'; DROP SCHEMA platform CASCADE; -- " $1\`],
      ['a query of a document database', '{"$gt":"","$where":"sleep(1000)"}'],
      ['templates', '{{7*7}}\${7*7}<%= 7*7 %>#{7*7}'],
      ['a header', 'text\r\nset-cookie: stolen=1\r\n\r\ntext'],
      ['a path', '../../../../etc/passwd%00.png'],
      ['HTML', \`<script>alert(1)</script><img src=x onerror="alert(1)">&amp;\`],
      ['a command', '; cat /etc/passwd | mail \`id\` $(id) &&'],
      ['a formula', '=HYPERLINK("http://x.test")'],
      ['XML', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>]]>'],
      ['a name of every object', '__proto__'],
      ['the other direction', 'abc\u202egnp.exe\u2066'],
      ['what is not seen', 'a\u200b\ufeff\u00ad b\u00a0'],
      ['emoji and letters of many parts', '👩‍👩‍👧‍👦e\u0301Å̧𝒳'],
      ['half a character', 'text\ud800text'],
      ['control characters', 'a\u0001\u001b[31m\u007f\u0085'],
      ['the end of a text', 'text\u0000text'],
      ['much', 'long '.repeat(5000)],
    ];

    ${when(found.length > 0, bodyTest(found, refusals(plan), bodies.some(isForm)))}

    ${when(places.length > 0, placeTest(places))}

    ${carriers.text}
  `;
}

/** Refusals that look like failures: code is still to be written, or a text is no name for a file on another machine. */
function refusals({ customs, integrations, model }: Plan): number[] {
  const names = integrations.some(
    ({ integration: { protocol, operations } }) =>
      protocol === 'sftp' && operations.some(({ request }) => namesOfPath(request).length > 0),
  );
  return [...(customs.length > 0 ? [501] : []), ...(names ? [errorNamed('rejected', model)?.status ?? 502] : [])];
}

function oneOf(statuses: readonly number[]): string {
  if (statuses.length < 2) return statuses.map((status) => ` || answer.status === ${status}`).join('');
  return ` || [${statuses.join(', ')}].includes(answer.status)`;
}

function bodyTest(routes: readonly Doc[], refused: readonly number[], forms: boolean): string {
  return code`
    ${print(['const routes: Route[] = ', rows('[', routes, ']'), ';'])}

    for (const [what, text] of hostile) {
      test(\`\${what} in a body is a text like any other\`, async () => {
        for (const { name, method, path, status, example, texts, stored,${when(forms, ' form,')} ...rest } of routes) {
          const body = ${when(forms, 'form ? { ...example } : ')}structuredClone<object>(example);
          const short = (most: number | null): string => [...text].slice(0, most ?? undefined).join('');
          for (const [most, ...names] of texts) put(body, names, short(most));
          const answer = await send(method, path, { ...rest, body });
          assert.ok(answer.status < 500${oneOf(refused)}, \`\${name} answered \${answer.text}\`);
          assert.equal(answer.headers['set-cookie'], undefined);
          for (const [most, sql] of answer.status === status ? stored : []) {
            const kept = (await db.query<{ text: string }>(sql)).map((row) => row.text);
            assert.ok(kept.includes(short(most)${when(forms, '.toWellFormed()')}), \`\${name}: \${sql}\`);
          }
        }
      });
    }

    interface Route {
      name: string;
      method: 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'GET';
      path: string;
      headers?: Record<string, string>;
      status: number;
      ${when(forms, '/** Whether it is sent as a form: its texts are no deeper, and its files stay as they are. */\nform: boolean;')}
      example: object;
      /** How long each text may be, and where it is. */
      texts: readonly (readonly [most: number | null, ...names: string[]])[];
      /** How rows are found that hold the text. */
      stored: readonly (readonly [most: number | null, sql: string])[];
    }

    /** Puts a text into an object, as deep as the names say. */
    function put(into: object, [name = '', ...deeper]: readonly string[], text: string): void {
      if (deeper.length === 0) Reflect.set(into, name, text);
      else put(Object(Reflect.get(into, name)), deeper, text);
    }
  `;
}

function placeTest(places: readonly Doc[]): string {
  return code`
    ${print(['const places = ', rows('[', places, ']'), ' as const;'])}

    for (const [what, text] of hostile) {
      test(\`\${what} in a path or a query finds nothing that it should not\`, async () => {
        for (const { method, path } of places) {
          const sent = encodeURIComponent(text.slice(0, 1000).toWellFormed());
          const answer = await send(method, path.replaceAll('TEXT', sent));
          assert.ok(answer.status < 500, \`\${path} answered \${answer.text}\`);
          assert.equal(answer.headers['set-cookie'], undefined);
        }
      });
    }
  `;
}

function route(operation: OperationPlan, texts: readonly FreeText[], plan: Plan): Doc {
  const { endpoint, name } = operation;
  const forms = plan.operations.some((one) => isForm(one) && textsOf(one, plan).length > 0);
  const headers = neededHeaders(operation, plan);
  const stored = storedBy(operation, texts, plan);
  const places = texts.map(({ path, most }) => list('[', [String(most), ...path.map(quote)], ']'));
  const parts: Doc[] = [
    `name: ${quote(endpoint.name)}`,
    `method: ${quote(endpoint.method)}`,
    `path: ${quote(examplePath(operation, plan))}`,
    ...(headers === '' ? [] : [headers]),
    `status: ${endpoint.status}`,
    ...(forms ? [`form: ${isForm(operation)}`] : []),
    `example: ${name}Example`,
    ['texts: ', places.length > 1 ? rows('[', places, ']') : list('[', places, ']')],
    ['stored: ', stored.length > 1 ? rows('[', stored, ']') : list('[', stored, ']')],
  ];
  return list('{', parts, '}', true);
}

/** Columns that take a text as it was sent. */
function storedBy({ endpoint, renamed }: OperationPlan, texts: readonly FreeText[], plan: Plan): Doc[] {
  return endpoint.processing.flatMap((step): Doc[] => {
    if (step.kind !== 'create' || step.when !== null) return [];
    const planned = plan.entities.find(({ entity }) => entity.name === step.entity);
    if (planned === undefined) return [];
    const hashed = planned.entity.fields.filter((field) => isHashed(field, plan));
    const sealed = [...encryptedFields(planned, plan), ...hashed].map(({ name }) => name);
    return step.with.flatMap(({ name, value }): Doc[] => {
      if (value.kind !== 'expression' || sealed.includes(name)) return [];
      const path = inputPath(value.expr);
      const text = texts.find(
        (one) => one.path.map((part, at) => (at === 0 ? (renamed.get(part) ?? part) : part)).join('.') === path,
      );
      if (text === undefined) return [];
      return [
        list('[', [String(text.most), quote(`SELECT ${sqlName(name)} AS text FROM ${sqlName(planned.table)}`)], ']'),
      ];
    });
  });
}

/** `input.a.b` as `a.b`. */
function inputPath(expr: Expr): string | null {
  if (expr.kind !== 'member') return null;
  if (expr.of.kind === 'name') return expr.of.scope === 'input' && expr.of.name === 'input' ? expr.name : null;
  const outer = inputPath(expr.of);
  return outer === null ? null : `${outer}.${expr.name}`;
}

/** Texts without a pattern or a form, in objects of objects. */
function freeTexts(fields: readonly Field[], plan: Plan, depth = 0): FreeText[] {
  if (depth > DEEPEST) return [];
  return fields.flatMap(({ name, type }): FreeText[] => {
    const plain = plainType(type, plan.model);
    if (!hasExample(type, plan)) return [];
    if (plain.kind === 'object')
      return freeTexts(plain.fields, plan, depth + 1).map(({ path, most }) => ({ path: [name, ...path], most }));
    return isFree(plain) ? [{ path: [name], most: plain.length?.max ?? null }] : [];
  });
}

function isFree(type: Type): type is Extract<Type, { kind: 'scalar' }> {
  return type.kind === 'scalar' && type.name === 'string' && type.pattern === null;
}

/** The texts of a body, JSON or a form: the fields of a form are no deeper. */
function textsOf(operation: OperationPlan, plan: Plan): FreeText[] {
  const texts = freeTexts(operation.body, plan).slice(0, MOST_TEXTS);
  return isForm(operation) ? texts.filter(({ path }) => path.length === 1) : texts;
}

function isForm({ form }: OperationPlan): boolean {
  return form !== null;
}

/** Paths with a place for a text: one for each parameter of a path or a query that may be any. */
function placesOf(operation: OperationPlan, plan: Plan): Doc[] {
  const { endpoint, parameters, body } = operation;
  if (body.length > 0 || neededHeaders(operation, plan) !== '') return [];
  return parameters.flatMap(({ name, type, in: place }): Doc[] => {
    if (place !== 'path' && place !== 'query') return [];
    const template = pathTemplate(operation, plan, new Map([[name, 'TEXT']]));
    const optional = plainType(type, plan.model).kind === 'scalar' && !template.includes('TEXT') && place === 'query';
    const path = optional
      ? `${template}${template.includes('?') ? '&' : '?'}${encodeURIComponent(name)}=TEXT`
      : template;
    if (!path.includes('TEXT')) return [];
    return [list('{', [`method: ${quote(endpoint.method)}`, `path: ${quote(path)}`], '}', true)];
  });
}
