import type { Plan } from '../plan.ts';
import { encryptsMessages } from '../service/integrations/encrypted-messages.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/soap.ts: SOAP 1.1 messages, and the little of XML that they need. */
export function soapFile(plan: Plan): string {
  const encrypts = encryptsMessages(plan);
  const { brought, documents } = plan.files;
  const reading = brought ? 'Reading<T>' : '(body: unknown) => T';
  return code`
    ${imports([
      ['../internal.json', 'default contract'],
      ['./answers.ts', ...(brought ? ['type Reading'] : [])],
      ['./contract.ts', 'type InternalSchemaName'],
      ['./failures.ts', 'CallFailed'],
    ])}

    const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

    /** What can be said in a message. */
    type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

    /** The message that asks for an action. */
    export function envelope(action: string, values: object): string {
      const inner = Object.entries(values).map(([name, value]) => element(name, value as Value));
      return \`<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="\${ENVELOPE}"><soap:Body><\${action}>\${inner.join('')}</\${action}></soap:Body></soap:Envelope>\`;
    }

    function element(name: string, value: Value): string {
      if (value === null || value === undefined) return '';
      if (isList(value)) return value.map((item) => element(name, item)).join('');
      if (typeof value !== 'object') return \`<\${name}>\${escaped(String(value))}</\${name}>\`;
      const inner = Object.entries(value).map(([member, item]) => element(member, item));
      return \`<\${name}>\${inner.join('')}</\${name}>\`;
    }

    function isList(value: Value): value is readonly Value[] {
      return Array.isArray(value);
    }

    const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

    /** A text within an element. Characters that XML cannot hold are left out. */
    function escaped(text: string): string {
      return text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
    }

    export interface Node {
      /** Without its prefix. */
      name: string;
      ${when(encrypts, '/** As they are written. */\nattributes: string;')}
      text: string;
      nodes: Node[];
    }

    const DEEPEST = 64;
    const TOKEN =
      /<!\[CDATA\[([^]*?)\]\]>|<!--[^]*?-->|<\?[^]*?\?>|<(\/?)([^\s<>/]+)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/gy;

    /** Reads XML without declarations: no entity is expanded but the five that XML knows, and numbers. */
    export function readXml(text: string): Node {
      const root: Node = { name: '',${when(encrypts, " attributes: '',")} text: '', nodes: [] };
      const open: Node[] = [root];
      let end = 0;
      for (const token of text.matchAll(TOKEN)) {
        const [all, cdata, closing, tag = '', ${when(encrypts, "attributes = ''")}, empty, plain] = token;
        const here = open.at(-1);
        if (here === undefined) break;
        end += all.length;
        if (cdata !== undefined) here.text += cdata;
        else if (plain !== undefined) here.text += unescaped(plain);
        else if (tag === '') continue;
        else if (closing === '/') open.pop();
        else {
          const node: Node = { name: tag.replace(/.*:/, ''),${when(encrypts, ' attributes,')} text: '', nodes: [] };
          here.nodes.push(node);
          if (empty !== '/') open.push(node);
          if (open.length > DEEPEST) break;
        }
      }
      const [first] = root.nodes;
      if (end !== text.length || open.length !== 1 || first === undefined) throw new CallFailed('invalid_response');
      return first;
    }

    function unescaped(text: string): string {
      return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (_, decimal, hex, name) => {
        if (name !== undefined) return ENTITIES[name] ?? '';
        const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
        return point <= 0x10ffff ? String.fromCodePoint(point) : '';
      });
    }

    /** What reading an answer needs of a schema. */
    interface Schema {
      type?: unknown;
      ${when(brought, "'x-file'?: unknown;")}
      ${when(documents, "'x-text'?: unknown;")}
      $ref?: string;
      anyOf?: readonly Schema[];
      items?: Schema;
      properties?: Readonly<Record<string, Schema>>;
    }

    const SCHEMAS: Readonly<Record<string, Schema>> = contract.components.schemas;

    /** The values of an answer, by its schema. */
    export function soapAnswer<T>(schema: InternalSchemaName, read: ${reading}): ${reading} {
      return (body${when(brought, ', received')}) => {
        const content = contentOf(String(body));
        if (content === undefined) throw new CallFailed('invalid_response');
        return read(valueOf(SCHEMAS[schema] ?? {}, [content])${when(brought, ', received')});
      };
    }

    /** The same for an answer of which nothing is read. */
    export function soapDone(body: unknown): Record<string, never> {
      contentOf(String(body));
      return {};
    }

    /** What an envelope holds, if anything. A fault is a refusal. */
    export function contentOf(text: string): Node | undefined {
      const envelope = readXml(text);
      const body = envelope.nodes.find(({ name }) => name === 'Body');
      if (envelope.name !== 'Envelope' || body === undefined) throw new CallFailed('invalid_response');
      const [content] = body.nodes;
      if (content?.name === 'Fault') throw new CallFailed('rejected');
      return content;
    }

    /** What elements say, by the schema of a value. */
    export function valueOf(schema: Schema, nodes: readonly Node[]): unknown {
      ${when(documents, "if (schema['x-text'] !== undefined) return nodes[0]?.text;")}
      if (schema.$ref !== undefined) return valueOf(SCHEMAS[schema.$ref.replace('#/components/schemas/', '')] ?? {}, nodes);
      if (schema.anyOf !== undefined) return nodes.length === 0 ? null : valueOf(schema.anyOf[0] ?? {}, nodes);
      if (schema.type === 'array') return listOf(schema, nodes);
      const [node] = nodes;
      if (node === undefined) return undefined;
      if (schema.properties === undefined) return scalarOf(schema.type, node.text.trim());
      const members = Object.entries(schema.properties).flatMap(([name, member]): [string, unknown][] => {
        const named = node.nodes.filter((inner) => inner.name === name);
        const value = valueOf(member, named);
        return value === undefined ? [] : [[name, value]];
      });
      return Object.fromEntries(members);
    }

    /** Items come one after the other, or within one element that holds nothing else. */
    function listOf({ items = {} }: Schema, nodes: readonly Node[]): unknown[] {
      const [only, ...others] = nodes;
      const plain = ${when(documents, "items['x-text'] !== undefined || ")}${documents ? '(' : ''}items.properties === undefined && items.$ref === undefined${when(documents, ')')};
      const wrapped = plain && only !== undefined && others.length === 0 && only.nodes.length > 0;
      return (wrapped ? only.nodes : nodes).map((node) => valueOf(items, [node]));
    }

    function scalarOf(type: unknown, text: string): unknown {
      if (type === 'boolean')
        return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text;
      const number = type === 'integer' || type === 'number';
      return number && /^-?\d{1,16}(\.\d{1,16})?$/.test(text) ? Number(text) : text;
    }
  `;
}
