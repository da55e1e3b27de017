import type { IntegrationOperationPlan, IntegrationPlan, Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { member, quote } from '../text/quote.ts';
import { askingText } from './asking.ts';
import { sentConstant } from './held-texts.ts';
import { countFiles } from './sent-files.ts';

/** test/soap.test.ts: messages as they are written and read, whatever a system sends; null where nothing speaks SOAP. */
export function soapTests(plan: Plan): string | null {
  const planned = plan.integrations.find(({ integration }) => integration.protocol === 'soap');
  if (!plan.outside || planned === undefined) return null;
  const [operation] = planned.operations.filter(({ operation }) => countFiles(operation, plan) === 0);
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ...(operation === undefined ? [] : [[`../src/integrations/${planned.file}.ts`, planned.variable] as const]),
      ['../src/platform/soap.ts', 'contentOf', 'envelope', 'type Node', 'readXml', 'valueOf'],
      ['./fixture.ts', ...(operation === undefined ? [] : ['newOutside', 'simulators'])],
    ])}

    ${operation !== undefined && onTheWire(planned, operation, plan)}

    test('a message says each value once, lists item by item, and nothing of what is null', () => {
      const values = {
        a: 'x',
        b: null,
        c: [1, 2],
        d: { e: true, f: null },
        g: '<&>"\u0000\u0008\u000b\u001f\t',
        h: undefined,
      };
      assert.equal(
        envelope('Ask', values),
        '<?xml version="1.0" encoding="UTF-8"?>' +
          '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
          '<Ask><a>x</a><c>1</c><c>2</c><d><e>true</e></d><g>&lt;&amp;&gt;"\t</g></Ask></soap:Body></soap:Envelope>',
      );
    });

    /** An element as its name, its text and what is in it. */
    type Shape = [name: string, text: string, ...nodes: Shape[]];

    const shapeOf = ({ name, text, nodes }: Node): Shape => [name, text, ...nodes.map(shapeOf)];
    const read = (text: string): Shape => shapeOf(readXml(text));

    test('XML is read without its prefixes, comments and instructions, and with the text of all its forms', () => {
      assert.deepEqual(
        read('<?xml version="1.0"?><!-- <x> --><p:a x="1>2" y=\'</z>\' ><b/>one<?go on?> two<c >3</c></p:a>\n'),
        ['a', 'one two', ['b', ''], ['c', '3']],
      );
      assert.deepEqual(read('<a><![CDATA[<b>&amp;]]></a>'), ['a', '<b>&amp;']);
      assert.deepEqual(read('<a>&amp;&lt;&gt;&quot;&apos; &#65;&#x42;&#x1f600;&#0065; & &;</a>'), [
        'a',
        '&<>"\' AB😀A & &;',
      ]);
      assert.deepEqual(read('<a>&#x10ffff;&#x110000;&#1114112;</a>'), ['a', '\u{10ffff}']);
    });

    test('no entity is expanded but the five that XML knows', () => {
      assert.deepEqual(read('<a>[&other;]</a>'), ['a', '[]']);
      assert.throws(() => readXml('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), { failure: 'invalid_response' });
    });

    test('what is no XML, or is too deep, is garbage', () => {
      const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);
      for (const text of ['', 'text', '<a>', '<a><b></b>', '<a/></a>', '<a', '<a/><', '<a x="></a>', nested(64)])
        assert.throws(() => readXml(text), { failure: 'invalid_response' }, text.slice(0, 20));
      assert.equal(read(nested(63))[0], 'a');
    });

    test('what counts of an answer is what its envelope holds, and a fault is a refusal', () => {
      const held = (text: string): Shape | null => {
        const content = contentOf(text);
        return content === undefined ? null : shapeOf(content);
      };
      assert.deepEqual(held('<s:Envelope><s:Header><x/></s:Header><s:Body><a>1</a><b/></s:Body></s:Envelope>'), ['a', '1']);
      assert.equal(held('<Envelope><Body/></Envelope>'), null);
      assert.throws(() => held('<Envelope><Body><s:Fault/></Body></Envelope>'), { failure: 'rejected' });
      for (const text of ['<Envelope/>', '<Envelope><Head><a/></Head></Envelope>', '<Mail><Body><a/></Body></Mail>'])
        assert.throws(() => held(text), { failure: 'invalid_response' }, text);
    });

    const valueIn = (text: string, schema: Parameters<typeof valueOf>[0]): unknown => valueOf(schema, [readXml(text)]);

    test('values are read by their schema; what does not fit it stays the text that it is', () => {
      const row = { properties: { x: { type: 'string' } } };
      const properties = {
        text: { type: 'string' },
        some: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        none: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        absent: { type: 'string' },
        rows: { type: 'array', items: row },
        empty: { type: 'array', items: row },
        first: { type: 'string' },
      };
      const answer =
        '<a><text> 007 </text><some>7</some><first>1</first><first>2</first><more/><rows><x>1</x></rows><rows><x/></rows></a>';
      assert.deepEqual(valueIn(answer, { properties }), {
        text: '007',
        some: 7,
        none: null,
        rows: [{ x: '1' }, { x: '' }],
        empty: [],
        first: '1',
      });
      assert.deepEqual(valueIn('<a><rows><x>1</x></rows></a>', { properties: { rows: properties.rows } }), {
        rows: [{ x: '1' }],
      });
    });

    test('numbers and truths are those that are written in full', () => {
      const as = (type: string, ...texts: readonly string[]) => texts.map((text) => valueIn(\`<a>\${text}</a>\`, { type }));
      assert.deepEqual(as('boolean', 'true', '1', 'false', '0', 'yes', ''), [true, true, false, false, 'yes', '']);
      assert.deepEqual(as('integer', '12', '-5', '0', ' 8 '), [12, -5, 0, 8]);
      assert.deepEqual(as('number', '1234567890123456', '-1.25', '0.0000000000000001'), [1234567890123456, -1.25, 1e-16]);
      const odd = ['', '1e3', '0x1', '.5', '5.', '--1', '1 2', '12345678901234567', '0.00000000000000001'];
      assert.deepEqual(as('number', ...odd), odd);
      assert.deepEqual(as('string', '12', 'true'), ['12', 'true']);
    });

    test('items of a list come one after the other, or within one element', () => {
      const schema = { properties: { n: { type: 'array', items: { type: 'integer' } } } };
      const listed = (text: string): unknown => valueIn(\`<a>\${text}</a>\`, schema);
      assert.deepEqual(listed('<n>1</n>'), { n: [1] });
      assert.deepEqual(listed('<n>1</n><n>2</n>'), { n: [1, 2] });
      assert.deepEqual(listed('<n><item>1</item><item>2</item></n>'), { n: [1, 2] });
      assert.deepEqual(listed('<n><item>1</item></n><n>2</n>'), { n: ['', 2] });
      assert.deepEqual(listed(''), { n: [] });
    });
  `;
}

/** That XML is asked for, and what a fault is told by. */
function onTheWire(planned: IntegrationPlan, asked: IntegrationOperationPlan, plan: Plan): string {
  const { variable, integration } = planned;
  const { name, operation } = asked;
  return code`
    test('XML is asked for, and a fault is a refusal, whatever its status', async () => {
      const simulator = simulators.get(${quote(integration.name)});
      ${print(sentConstant(planned, asked, plan), 2)}
      const ask = async () => {
        ${print(['const asking = ', askingText(plan, 'step', 'request:step'), ';'], 4)}
        const policy = { timeoutMs: 5000, retry: null, breaker: null };
        return (await newOutside().call(${member(variable, name)}, request, asking, { policy })).outcome;
      };
      await ask();
      assert.equal(simulator?.heard[0]?.headers.accept, 'text/xml');
      const said = (content: string) => \`<Envelope><Body>\${content}</Body></Envelope>\`;
      for (const content of ['<Fault/>', '<s:Fault>no</s:Fault>', '<soap-env:Fault />']) {
        for (const status of [200, 500]) {
          simulator?.behave(${quote(operation.name)}, { status, answer: said(content) });
          assert.deepEqual(await ask(), { failure: 'rejected' }, content);
        }
      }
      for (const [status, answer] of [
        [500, said('<Answer/>')],
        [503, said('<Fault/>')],
        [500, said('<NoFault/>')],
      ] as const) {
        simulator?.behave(${quote(operation.name)}, { status, answer });
        assert.deepEqual(await ask(), { failure: 'unavailable' }, answer);
      }
    });
  `;
}
