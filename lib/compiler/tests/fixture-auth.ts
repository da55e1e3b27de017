import type { EntityField } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { newModule } from '../service/module.ts';
import { insertedForNobody } from '../service/row-columns.ts';
import { plainType } from '../service/types.ts';
import { code, when } from '../text/code.ts';
import { type Doc, hardline, indent, print } from '../text/doc.ts';
import type { Import } from '../text/imports.ts';
import { key, quote, sqlName } from '../text/quote.ts';
import { example } from './values.ts';

/** What the fixture takes from the module that knows callers. */
export function authImports({ auth }: Plan): string[] {
  if (auth.tested === null) return ['bearerTokens'];
  if (auth.tested.kind === 'keys') return ['type Authenticate', 'authenticating'];
  return ['authenticating', 'type AuthSettings', ...(auth.issues === null ? [] : ['issuing'])];
}

/** What it takes from Node to make keys. */
export function cryptoNames({ auth, seals, wire }: Plan): string[] {
  const keys = auth.tested?.kind === 'keys';
  return [
    ...(keys ? ['createHash'] : []),
    ...(keys || seals ? ['randomBytes'] : []),
    ...(wire.repeatable ? ['randomUUID'] : []),
  ];
}

/** What it takes from jose. */
export function joseImports({ auth }: Plan): string[] {
  const kind = auth.tested?.kind ?? 'issuer';
  if (kind === 'keys') return [];
  return kind === 'issuer' ? ['exportJWK', 'generateKeyPair', 'SignJWT'] : ['SignJWT'];
}

/** The keys, and the service's settings for them. */
export function authSetup(plan: Plan): string {
  const { auth } = plan;
  const { tested, schemes } = auth;
  if (tested === null)
    return code`
      ${KEY_PAIRS}
      const authenticate = bearerTokens({
        issuer: ISSUER,
        audience: AUDIENCE,
        jwksUrl: \`data:application/json,\${encodeURIComponent(JSON.stringify(jwks))}\`,
      });
    `;
  if (tested.kind === 'keys')
    return code`
      let known = '';
      const authenticate: Authenticate = (request) => authenticating({ ${tested.name}: known })(request);
    `;
  const settings = schemes.map(({ name, kind }) => {
    if (kind === 'keys') return `${name}: ${quote(`nobody::${'0'.repeat(64)}`)},`;
    if (kind === 'secret') return `${name}: { secret: TOKEN_SECRET },`;
    return code`
      ${name}: {
        issuer: ISSUER,
        audience: AUDIENCE,
        jwksUrl: \`data:application/json,\${encodeURIComponent(JSON.stringify(jwks))}\`,
      },
    `;
  });
  return code`
    ${when(
      schemes.some(({ kind }) => kind === 'issuer'),
      KEY_PAIRS,
    )}
    ${when(
      schemes.some(({ kind }) => kind === 'secret'),
      "const TOKEN_SECRET = 'a secret that only the tests of the service know';",
    )}
    const AUTH: AuthSettings = {
      ${settings}
    };
    const authenticate = authenticating(AUTH);
  `;
}

const KEY_PAIRS = code`
  const keys = await generateKeyPair('ES256');
  const stranger = await generateKeyPair('ES256');
  const jwks = { keys: [await exportJWK(keys.publicKey)] };
`;

/** The function that makes tokens. */
export function tokenText(plan: Plan): string {
  const { auth } = plan;
  const sub = `sub = ${quote(subjectId(plan))}`;
  if (auth.tested?.kind === 'keys')
    return code`
      export async function token({ ${sub}, roles = [], forged }: TokenClaims = {}): Promise<string> {
        const made = randomBytes(16).toString('base64url');
        const digest = createHash('sha256').update(made).digest('hex');
        if (forged !== true) known = \`\${known} \${sub}:\${roles.join(',')}:\${digest}\`;
        return made;
      }
    `;
  const secret = auth.tested?.kind === 'secret';
  const forged = 'new TextEncoder().encode(forged === true ? TOKEN_SECRET.toUpperCase() : TOKEN_SECRET)';
  return code`
    export function token(claims: TokenClaims = {}): Promise<string> {
      const {
        ${sub},
        roles = [],
        scope = '',
        issuer = ISSUER,
        audience = AUDIENCE,
        expires = '5m',
        forged,
        more,
      } = claims;
      return new SignJWT({ roles: [...roles], scope, ...more })
        .setProtectedHeader({ alg: '${secret ? 'HS256' : 'ES256'}' })
        .setSubject(sub)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(expires)
        .sign(${secret ? forged : 'forged === true ? stranger.privateKey : keys.privateKey'});
    }
  `;
}

/** The header that carries a token, as a member of an object. */
export function carried({ auth }: Plan, token: string): string {
  const carrier = auth.tested?.carrier ?? { kind: 'header', name: 'Authorization', prefix: 'Bearer' };
  if (carrier.kind === 'cookie') return `cookie: \`${carrier.name}=\${${token}}\``;
  const name = key(carrier.name.toLowerCase());
  return carrier.prefix === null ? `${print(name)}: ${token}` : `${print(name)}: \`${carrier.prefix} \${${token}}\``;
}

/** The statement that adds a token to the headers. */
export function shown({ auth }: Plan): string {
  const carrier = auth.tested?.carrier ?? { kind: 'header', name: 'Authorization', prefix: 'Bearer' };
  if (carrier.kind === 'cookie') {
    const cookie = `\`${carrier.name}=\${await token(as)}\``;
    return `if (as !== null) sent['cookie'] = [sent['cookie'], ${cookie}].filter(Boolean).join('; ');`;
  }
  const value = carrier.prefix === null ? 'await token(as)' : `\`${carrier.prefix} \${await token(as)}\``;
  return `if (as !== null) sent[${quote(carrier.name.toLowerCase())}] ??= ${value};`;
}

const SUBJECT_UUID = '00000000-0000-4000-8000-0000000000ca';

/** Who calls in tests: a name, or the key of the row that callers are. */
export function subjectId(plan: Plan): string {
  const field = subjectEntity(plan)?.entity.fields.find((one) => one.key);
  if (field === undefined) return 'caller';
  const plain = plainType(field.type, plan.model);
  if (plain.kind !== 'scalar') return 'caller';
  if (plain.name === 'uuid') return SUBJECT_UUID;
  return ['int', 'long'].includes(plain.name) ? '4711' : plain.pattern === null ? 'caller' : textOf(field, plan);
}

function subjectEntity({ entities, model }: Plan): EntityPlan | undefined {
  const [first] = model.auth;
  return entities.find(({ entity }) => entity.name === first?.subject);
}

/** Where the row that callers are is stored by: nothing, where it refers to other rows. */
function storable(plan: Plan): EntityPlan | null {
  const planned = subjectEntity(plan);
  const refers = planned?.entity.fields.some(
    ({ type }) => plainType(type, plan.model).kind === 'ref' && type.kind !== 'optional',
  );
  return planned === undefined || refers === true ? null : planned;
}

export function subjectImports(plan: Plan): Import[] {
  const planned = storable(plan);
  return planned === null ? [] : [[`../src/data/${planned.file}.ts`, planned.insert]];
}

/** The row that callers are, with the columns that are not left to their defaults; null where they are none, or none is stored. */
export function subjectStored(plan: Plan): { planned: EntityPlan; given: ReadonlyMap<string, Doc> } | null {
  const planned = storable(plan);
  if (planned === null) return null;
  return { planned, given: new Map(givenFields(planned).map((field) => [field.name, columnExample(field, plan)])) };
}

function givenFields({ entity }: EntityPlan): EntityField[] {
  return entity.fields.filter(
    (field) => field.value === null && (field.key || (field.default === null && field.type.kind !== 'optional')),
  );
}

/** The statements that store the row that callers are. Its passwords are hashed once: that is slow by intent. */
export function subjectRow(plan: Plan): string {
  const planned = storable(plan);
  if (planned === null) return '';
  const members = givenFields(planned).map((field): Doc => [key(field.name), ': ', columnExample(field, plan)]);
  const row: Doc = ['{', indent(members.map((one): Doc => [hardline, one, ','])), hardline, '}'];
  const stored: Doc = [
    'await ',
    `${planned.insert}(${['db', 'new Date().toISOString()', ...insertedForNobody(planned, newModule(plan))].join(', ')}, `,
    row,
    ');',
  ];
  if (!keepsSubject(plan)) return print(stored, 4);
  const table = sqlName(planned.table);
  return code`
    if (stored !== null) {
      await db.query('INSERT INTO ${table} SELECT * FROM jsonb_populate_record(NULL::${table}, $1)', [stored]);
    } else {
      ${print(stored, 6)}
      const [{ row } = { row: null }] = await db.query<{ row: unknown }>('SELECT to_jsonb(${table}) AS row FROM ${table}');
      stored = JSON.stringify(row);
    }
  `;
}

/** Whether the row that callers are is stored as it was stored first: it holds a password, whose hash takes its time. */
export function keepsSubject(plan: Plan): boolean {
  const fields = storable(plan)?.entity.fields ?? [];
  return fields.some(({ type }) => {
    const plain = plainType(type, plan.model);
    return plain.kind === 'scalar' && plain.name === 'password';
  });
}

function columnExample(field: EntityField, plan: Plan): Doc {
  if (field.key) {
    const id = subjectId(plan);
    const plain = plainType(field.type, plan.model);
    return plain.kind === 'scalar' && plain.name === 'int' ? id : quote(id);
  }
  const plain = plainType(field.type, plan.model);
  if (field.unique && plain.kind === 'scalar') {
    if (plain.name === 'email') return quote('caller@example.org');
    if (plain.name === 'string') return quote(textOf(field, plan));
  }
  return example(field.type, plan);
}

/** A text that the type takes and that is not the usual example, wherever one letter more is allowed. */
function textOf({ type }: EntityField, plan: Plan): string {
  const text = print(example(type, plan)).replace(/^'|'$/g, '');
  const plain = plainType(type, plan.model);
  const most = plain.kind === 'scalar' ? (plain.length?.max ?? 100) : 100;
  return text.length < most ? `${text}${text.at(-1) ?? 'x'}` : text;
}

/** The statements that give a request a key of its own, unless a test gives one. */
export function keysShown({ model }: Plan): string[] {
  const headers = model.endpoints.flatMap(({ idempotency }) => (idempotency === null ? [] : [idempotency.header]));
  return [...new Set(headers)].map((name) => `sent[${quote(name)}] ??= randomUUID();`);
}
