import type { Scope } from '../expressions/scope.ts';
import { remember } from '../incremental/remember.ts';
import type { CallPolicy, Integration, IntegrationOperation } from '../model.ts';
import { readIntegrationPhrase } from '../phrases/integration-phrase.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations, oneOf, textOf } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { checkName } from './names.ts';
import { readFallback } from './read-fallback.ts';
import { readOperations } from './read-operations.ts';
import { NO_POLICY, readCount, readPolicy } from './read-policy.ts';
import { reportPhrase, texts } from './read-promises.ts';
import { readRenamedFrom } from './read-renamed-from.ts';
import { readSetting, settingName } from './read-setting.ts';
import type { TypeTable } from './type-table.ts';

const PROTOCOLS = ['rest', 'soap', 'graphql', 'kafka', 'webhook', 'sftp', 'smtp'] as const;
const AUTHS = ['oauth2_client_credentials', 'api_key', 'basic', 'mtls', 'bearer', 'none'] as const;

/** Reads the other systems: phrases, or the precise form with operations. `usedBy` is filled in once the steps are known. */
export function readIntegrations(ctx: ReadContext, table: TypeTable, node: YamlNode): Integration[] {
  return declarations(ctx, node, 'integration', 'dashed').map((declaration) =>
    remember(ctx, 'integration', declaration.key, { table }, (at, inside) =>
      readIntegration(at, inside.table, declaration),
    ),
  );
}

function readIntegration(ctx: ReadContext, table: TypeTable, declaration: Declaration): Integration {
  const at = { id: `integrations/${declaration.name}`, span: declaration.span, name: declaration.name };
  const { value } = declaration;
  if (value.kind !== 'scalar') return { ...at, ...readPrecise(ctx, table, declaration) };
  const reading = readIntegrationPhrase(value.value);
  reportPhrase(ctx, value, reading, 'integration', at.id, declaration.name);
  for (const question of reading.value.questions) ctx.reporter.report('SPC2021', value.span, { question });
  const { protocol, auth } = reading.value;
  return { ...at, ...UNSAID, protocol, auth, summary: value.value, notUnderstood: texts(reading.notUnderstood) };
}

type Said = Omit<Integration, 'id' | 'span' | 'name'>;

const UNSAID: Said = {
  renamedFrom: null,
  protocol: null,
  auth: null,
  baseUrl: null,
  secret: null,
  encrypt: null,
  operations: [],
  policy: NO_POLICY,
  maxConcurrent: null,
  summary: '',
  notUnderstood: [],
  usedBy: [],
};

function readPrecise(ctx: ReadContext, table: TypeTable, declaration: Declaration): Said {
  const { name } = declaration;
  const keys = readKeys(ctx, declaration.value, 'integration', declaration.key.span);
  if (keys === null) return UNSAID;
  const [protocolNode, authNode, secret, summary, concurrent] = [
    'protocol',
    'auth',
    'secret',
    'summary',
    'maxConcurrent',
  ].map((key) => keys.get(key));
  const protocol = protocolNode === undefined ? null : oneOf(ctx, protocolNode, PROTOCOLS, 'A protocol');
  const operations = readOperations(ctx, table, keys.get('operations'), protocol, name);
  return {
    ...UNSAID,
    renamedFrom: readRenamedFrom(ctx, keys, 'dashed', name, ctx.names.integrations),
    protocol,
    auth: readAuthentication(ctx, authNode, declaration, operations.length > 0),
    baseUrl: readBaseUrl(ctx, keys, declaration, operations.length > 0),
    secret: secret === undefined ? null : readSetting(ctx, secret, 'secret', settingName(name, 'SECRET')),
    encrypt: readEncryption(ctx, keys),
    operations,
    policy: readCommonPolicy(ctx, table, keys, operations),
    maxConcurrent:
      concurrent === undefined ? null : readCount(ctx, concurrent, 'The number of calls at the same time', 1, 1000),
    summary: summary === undefined ? '' : (textOf(ctx, summary, 'A sentence') ?? ''),
  };
}

/** Any name: which ways there are is the other system's matter. */
function readEncryption(ctx: ReadContext, keys: Keys): string | null {
  const node = keys.get('encrypt');
  if (node === undefined || textOf(ctx, node, 'A name') === null || node.kind !== 'scalar') return null;
  return checkName(ctx, node, 'dashed') ? node.value : null;
}

/** Where the other system is. What can be called needs an address: a setting of its name is assumed. */
function readBaseUrl(ctx: ReadContext, keys: Keys, declaration: Declaration, called: boolean): string | null {
  const node = keys.get('baseUrl');
  const { name, key } = declaration;
  const usual = settingName(name, 'URL');
  if (node !== undefined) return readSetting(ctx, node, 'address', usual);
  if (!called) return null;
  const text = `The address of \`${name}\` is not said: it is read from the setting ${usual}.`;
  ctx.reporter.assume('SPC2033', { id: `integrations/${name}/baseUrl`, span: key.span, subject: name, text });
  return usual;
}

/** How this service proves who it is. What can be called without a word about it is called without proof, which is said. */
function readAuthentication(
  ctx: ReadContext,
  node: YamlNode | undefined,
  { name, key }: Declaration,
  called: boolean,
): string | null {
  if (node !== undefined) return oneOf(ctx, node, AUTHS, 'A kind of authentication');
  if (!called) return null;
  const text = `How this service proves itself to \`${name}\` is not said: not at all.`;
  ctx.reporter.assume('SPC2036', { id: `integrations/${name}/auth`, span: key.span, subject: name, text });
  return 'none';
}

/** What holds for all operations. A fallback sees no request: it is a literal, or made of functions. */
function readCommonPolicy(
  ctx: ReadContext,
  table: TypeTable,
  keys: Keys,
  operations: readonly IntegrationOperation[],
): CallPolicy {
  const policy = readPolicy(ctx, keys);
  const node = keys.get('fallback');
  return node === undefined ? policy : { ...policy, fallback: readFallback(ctx, nothing(table), node, operations) };
}

/** The scope of expressions that see neither a request nor steps. */
function nothing(table: TypeTable): Scope {
  return {
    table,
    input: null,
    caller: null,
    steps: new Map(),
    later: new Set(),
    row: null,
    locals: new Map(),
    present: new Set(),
  };
}
