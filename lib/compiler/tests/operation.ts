import type { Field } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { holdsFile } from '../service/file-fields.ts';
import { isOptional, plainType, scaleOf } from '../service/types.ts';
import { code, when } from '../text/code.ts';
import { print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { key, member, quote } from '../text/quote.ts';
import { exampleObject } from './values.ts';

/** test/operation.test.ts: what all operations share and no single one shows; null where they share nothing of the kind. */
export function operationTests(plan: Plan): string | null {
  const again = plan.decides && plan.suspends;
  const said = plan.wire.headers;
  const decimal = decimalPlace(plan);
  const once = plan.suspends && plan.repeats;
  const [table] = plan.decisions;
  if (!again && !said && !once && decimal === null) return null;
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ...(again && table !== undefined ? [[`../src/decisions/${table.file}.ts`, table.variable] as const] : []),
      ['../src/platform/contract.ts', ...(decimal === null ? [] : ['faultsOf'])],
      [
        '../src/platform/operation.ts',
        ...(again ? ['recording'] : []),
        ...(once ? ['type Run'] : []),
        ...(said ? ['saying'] : []),
      ],
      ['../src/platform/run.ts', ...(once ? ['advance', 'type Ground', 'newJournal'] : [])],
      ['./fixture.ts', ...(once ? ['db', 'service'] : [])],
    ])}

    ${when(said, SAID)}

    ${when(once, plan.auth.claims ? ONCE.replace('scopes: []', 'scopes: [], claims: {}') : ONCE)}

    ${when(again && table !== undefined, AGAIN.replaceAll('TABLE', table?.variable ?? ''))}

    ${decimal === null ? '' : decimalTest(decimal, plan)}
  `;
}

const SAID = code`
  test('headers of an answer are plain texts, and what is null is none', () => {
    const headers: Record<string, string> = {};
    const say = saying(headers);
    say({ 'X-Text': 'a b~', 'X-None': null, 'X-Missing': undefined, 'X-Count': 0, 'X-Known': false });
    say({ 'X-More': { a: [1] }, 'X-Far': 'é\r\n😀\u0000' });
    assert.deepEqual(headers, {
      'x-text': 'a b~',
      'x-count': '0',
      'x-known': 'false',
      'x-more': '{"a":[1]}',
      'x-far': '%C3%A9%0D%0A%F0%9F%98%80%00',
    });
  });
`;

const ONCE = code`
  test('what is done once is not done again when a run begins again, and gives what it gave', async () => {
    let done = 0;
    const steps = async ({ once }: Run<never>): Promise<unknown> => [
      await once('counted', async () => {
        done += 1;
        return done;
      }),
      await once('nothing', async () => undefined),
    ];
    const now = new Date().toISOString();
    const members = { service, operation: { name: 'any', steps }, tx: db, now, id: 'request', trace: { journal: null } };
    const ground = { ...members, deadline: Date.now() + 1000 } as unknown as Ground;
    const first = await advance(ground, newJournal({}, { id: 'ida', roles: [], scopes: [] }));
    const again = await advance(ground, first.journal);
    for (const progress of [first, again]) assert.deepEqual('output' in progress && progress.output, [1, null]);
    assert.equal(done, 1);
  });
`;

const AGAIN = code`
  test('what a table said is written down once, however often the run begins again, and without what is classified', () => {
    const kept: object[] = [];
    const table = { ...TABLE, decide: (inputs: object) => ({ said: inputs }), hidden: ['secret'] };
    const decide = recording(kept);
    const outputs = decide('step', table, { asked: 1, secret: 2 });
    assert.deepEqual(outputs, { said: { asked: 1, secret: 2 } });
    decide('step', table, { asked: 1, secret: 2 });
    assert.deepEqual(kept, [{ step: 'step', decision: TABLE.name, inputs: { asked: 1 }, outputs }]);
    decide('other', table, { asked: 1, secret: 2 });
    decide('step', table, { asked: 3 });
    assert.equal(kept.length, 3);
  });
`;

interface DecimalPlace {
  schema: string;
  fields: readonly Field[];
  field: Field;
  scale: number;
  bounds: { min: string | null; max: string | null };
}

/** A member that is a decimal of a scale, of something that is checked against a schema. */
function decimalPlace(plan: Plan): DecimalPlace | null {
  if (!plan.decimals) return null;
  const schemas: [schema: string, fields: readonly Field[]][] = [
    ...plan.operations.flatMap(({ endpoint, type, body, whole }): [string, readonly Field[]][] => [
      ...(body.length > 0 && whole === null ? [[`${type}Input`, body] as [string, readonly Field[]]] : []),
      ...(endpoint.output.length > 0 ? [[`${type}Output`, endpoint.output] as [string, readonly Field[]]] : []),
    ]),
    ...plan.events.map(({ event, type }): [string, readonly Field[]] => [type, event.payload]),
  ];
  for (const [schema, fields] of schemas) {
    for (const field of fields) {
      const plain = plainType(field.type, plan.model);
      const scale = scaleOf(field.type, plan.model);
      if (plain.kind !== 'scalar' || plain.name !== 'decimal' || scale === null || plain.wire !== null) continue;
      if (!fields.every(({ type }) => isEasy(type, plan))) continue;
      return { schema, fields, field, scale, bounds: plain.range ?? { min: null, max: null } };
    }
  }
  return null;
}

/** Whether an example of it is taken as it is. */
function isEasy(type: Field['type'], plan: Plan): boolean {
  const plain = plainType(type, plan.model);
  return !holdsFile(type, plan.model) && (plain.kind !== 'scalar' || !['html', 'password'].includes(plain.name));
}

function decimalTest({ schema, fields, field, scale, bounds }: DecimalPlace, plan: Plan): string {
  const usual = bounds.min ?? '1';
  const zeros = scale === 0 ? '' : `.${'0'.repeat(scale)}`;
  const whole = usual.replace(/\..*$/, '');
  const least = bounds.min !== null && whole !== bounds.min ? String(Number(whole) + 1) : whole;
  return code`
    test('a decimal is a text of digits, and known with all that its type has', () => {
      ${print(['const known = ', exampleObject(fields, plan), ';'], 2)}
      const taken = (value: unknown): unknown => {
        const given = { ...known, ${key(field.name)}: value };
        return faultsOf(${quote(schema)}, given).length === 0 ? ${member('given', field.name)} : 'refused';
      };
      assert.equal(taken(${quote(least)}), ${quote(`${least}${zeros}`)});
      ${least.startsWith('-') ? '' : `const long = (digits: number): string => ${quote(least)}.padStart(digits, '0');\nassert.equal(taken(long(200)), ${quote(`${least}${zeros}`)});\nassert.equal(taken(long(201)), 'refused');`}
      for (const wrong of ['', 'text', '1e2', ${quote(`${least}.${'0'.repeat(scale)}1`)},${when(!isOptional(field.type, plan.model), ' null,')} true, [], {}])
        assert.equal(taken(wrong), 'refused', JSON.stringify(wrong));
    });
  `;
}
