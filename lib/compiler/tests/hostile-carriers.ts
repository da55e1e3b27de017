import type { OperationPlan, Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Doc, from, group, hugged, indent, line, list, print, rows } from '../text/doc.ts';
import { key, quote } from '../text/quote.ts';
import { examplePath, headerMembers } from './requests.ts';

const MOST_CARRIERS = 12;

/** What carries texts besides bodies and addresses: headers, cookies, and the names of parts and files. */
export interface Carriers {
  /** The test; empty where a service reads none of them. */
  text: string;
  /** Operations whose example body it sends. */
  sent: readonly OperationPlan[];
  /** Whether it sends forms. */
  encodes: boolean;
}

/**
 * Texts that mean something elsewhere, in each header and cookie that operations read, in the place of a token, and as the names
 * of parts and files: none makes the service fail, and none gets into the head of an answer.
 */
export function hostileCarriers(plan: Plan): Carriers {
  const headers = plan.operations.flatMap((operation) => carriersOf(operation)).slice(0, MOST_CARRIERS);
  const guarded = plan.operations.find(({ endpoint }) => endpoint.access.kind === 'authenticated');
  const parts = plan.operations.find(({ form }) => form === 'multipart/form-data');
  const all: Doc[] = [
    ...headers.map((carrier) => from(carrier.operation.endpoint, headerRow(carrier, plan))),
    ...(guarded === undefined ? [] : [from(guarded.endpoint, tokenRow(guarded, plan))]),
    ...(parts === undefined ? [] : [from(parts.endpoint, partRow(parts, plan))]),
  ];
  const asked = headers.map(({ operation }) => operation).concat(guarded ?? [], parts ?? []);
  const sent = [...new Set(asked)].filter(({ body }) => body.length > 0);
  return {
    text: all.length === 0 ? '' : carrierTest(all, parts !== undefined, plan.customs.length > 0),
    sent,
    encodes: parts !== undefined,
  };
}

interface Carrier {
  operation: OperationPlan;
  name: string;
  place: 'header' | 'cookie';
}

function carriersOf(operation: OperationPlan): Carrier[] {
  const { endpoint, parameters } = operation;
  const own = parameters.flatMap(({ name, in: place }): Carrier[] =>
    place === 'header' || place === 'cookie' ? [{ operation, name, place }] : [],
  );
  const { idempotency } = endpoint;
  return idempotency === null ? own : [...own, { operation, name: idempotency.header, place: 'header' }];
}

function carrierTest(carriers: readonly Doc[], parts: boolean, unwritten: boolean): string {
  return code`
    ${print(['const carriers: Carrier[] = ', rows('[', carriers, ']'), ';'])}

    for (const [what, text] of hostile) {
      test(\`\${what} in headers, cookies and names does nothing\`, async () => {
        for (const { name, ask } of carriers) {
          const answer = await ask(asCarried(text));
          assert.ok(answer.status < 500${when(unwritten, UNWRITTEN)}, \`\${name} answered \${answer.text}\`);
          assert.equal(answer.headers['set-cookie'], undefined);
          for (const value of Object.values(answer.headers)) assert.doesNotMatch(String(value), /[\r\n]/);
        }
      });
    }

    interface Carrier {
      name: string;
      ask: (text: string) => Promise<Got>;
    }

    /** The bytes of a text as servers read them in a head, where lines end. */
    function asCarried(text: string): string {
      const bytes = Buffer.from(text.slice(0, 1000)).toString('latin1');
      return bytes.replace(/[\r\n\0]/g, ' ').trim();
    }

    ${when(parts, PART_NAMED)}
  `;
}

const UNWRITTEN = ' || answer.status === 501';

const PART_NAMED = code`
  /** Sends a form with one part more, whose name and whose file's name are the text. */
  async function sendPart(method: Carrying, path: string, body: object, text: string): Promise<Got> {
    const { payload, type } = await encoded(method, path, body);
    const [, boundary = ''] = /boundary=(.*)$/.exec(type) ?? [];
    const head = \`Content-Disposition: form-data; name="\${text}"; filename="\${text}"\`;
    const part = Buffer.from(\`--\${boundary}\r\n\${head}\r\n\r\n1\r\n\`, 'latin1');
    return send(method, path, { raw: Buffer.concat([part, payload]), headers: { 'content-type': type } });
  }

  type Carrying = 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'GET';
`;

function headerRow({ operation, name, place }: Carrier, plan: Plan): Doc {
  const value = place === 'cookie' ? `cookie: \`${name}=\${text}\`` : [key(name), ': text'];
  return row(
    `${operation.endpoint.name}: ${place} ${name}`,
    asking(operation, plan, [...headerMembers(operation, plan, name), value]),
  );
}

/** In the place of a token: nobody is known by it. */
function tokenRow(operation: OperationPlan, plan: Plan): Doc {
  const carrier = plan.auth.tested?.carrier ?? { kind: 'header', name: 'Authorization', prefix: 'Bearer' };
  const shown =
    carrier.kind === 'cookie'
      ? `cookie: \`${carrier.name}=\${text}\``
      : [key(carrier.name.toLowerCase()), carrier.prefix === null ? ': text' : `: \`${carrier.prefix} \${text}\``];
  return row(
    `${operation.endpoint.name}: the token`,
    asking(operation, plan, [...headerMembers(operation, plan), shown], ['as: null']),
  );
}

function partRow(operation: OperationPlan, plan: Plan): Doc {
  const { endpoint, name } = operation;
  const items = [quote(endpoint.method), quote(examplePath(operation, plan)), `${name}Example`, 'text'];
  return row(`${endpoint.name}: the name of a part`, [
    '(text) =>',
    group(indent([line, list('sendPart(', items, ')')])),
  ]);
}

function asking(operation: OperationPlan, plan: Plan, headers: readonly Doc[], more: readonly Doc[] = []): Doc {
  const { endpoint, name, body } = operation;
  const place = [quote(endpoint.method), quote(examplePath(operation, plan))];
  const all = list('{', headers, '}', true);
  const items: Doc[] = [...(body.length > 0 ? [`body: ${name}Example`] : []), ['headers: ', all], ...more];
  const call = hugged('send(', place, { open: '{', items, close: '}', space: true }, ')');
  return ['(text) =>', group(indent([line, call]))];
}

function row(name: string, ask: Doc): Doc {
  return list('{', [`name: ${quote(name)}`, ['ask: ', ask]], '}', true);
}
