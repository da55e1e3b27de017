import type { Framework, Integration, Requirement, Role } from '../model.ts';
import { readIntegrationPhrase } from '../phrases/integration-phrase.ts';
import { readRequirementPhrase } from '../phrases/requirement-phrase.ts';
import type { YamlNode } from '../yaml/node.ts';
import { isEmpty } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations, expected, oneOf, scalarsOf, textOf } from './forms.ts';
import { readKeys } from './keys.ts';
import { checkName } from './names.ts';
import { reportPhrase, texts } from './read-promises.ts';

const PROTOCOLS = ['rest', 'soap', 'graphql', 'kafka', 'webhook', 'sftp', 'smtp'] as const;
const AUTHS = ['oauth2_client_credentials', 'api_key', 'basic', 'mtls', 'bearer', 'none'] as const;

/** Reads the named frameworks. None of their rules is checked by this version, which is said. */
export function readFrameworks(ctx: ReadContext, node: YamlNode): Framework[] {
  const found: Framework[] = [];
  for (const item of scalarsOf(ctx, node, 'frameworks')) {
    if (!checkName(ctx, item, 'loose') || found.some((other) => other.name === item.value)) continue;
    ctx.reporter.report('CMP8001', item.span, { name: item.value });
    found.push({ id: `compliance/${item.value}`, span: item.span, name: item.value, facts: [] });
  }
  return found;
}

/** Reads the roles: names, or names with a sentence. */
export function readRoles(ctx: ReadContext, node: YamlNode): Role[] {
  return declarations(ctx, node, 'role', 'identifier', true).map((role) => {
    const at = { id: `roles/${role.name}`, span: role.span, name: role.name };
    if (isEmpty(role.value)) return { ...at, summary: null };
    if (role.value.kind === 'scalar') return { ...at, summary: role.value.value };
    const summary = readKeys(ctx, role.value, 'role', role.key.span)?.get('summary');
    return { ...at, summary: summary === undefined ? null : textOf(ctx, summary, 'A sentence') };
  });
}

const UNSAID = {
  renamedFrom: null,
  baseUrl: null,
  secret: null,
  encrypt: null,
  operations: [],
  policy: { timeoutMs: null, retry: null, circuitBreaker: null, fallback: null },
  maxConcurrent: null,
};

/** Reads the other systems. `usedBy` is filled in once the steps are known. */
export function readIntegrations(ctx: ReadContext, node: YamlNode): Integration[] {
  return declarations(ctx, node, 'integration', 'identifier').map((declaration) => {
    const at = {
      id: `integrations/${declaration.name}`,
      span: declaration.span,
      name: declaration.name,
      usedBy: [],
      ...UNSAID,
    };
    const { value } = declaration;
    if (value.kind !== 'scalar') return { ...at, ...readIntegrationKeys(ctx, declaration) };
    const reading = readIntegrationPhrase(value.value);
    reportPhrase(ctx, value, reading, 'integration', at.id, declaration.name);
    for (const text of reading.value.questions) {
      ctx.reporter.report('SPC2021', value.span, { question: text });
    }
    const { protocol, auth } = reading.value;
    return { ...at, protocol, auth, summary: value.value, notUnderstood: texts(reading.notUnderstood) };
  });
}

function readIntegrationKeys(
  ctx: ReadContext,
  declaration: Declaration,
): Pick<Integration, 'protocol' | 'auth' | 'summary' | 'notUnderstood'> {
  const keys = readKeys(ctx, declaration.value, 'integration', declaration.key.span);
  const [protocol, auth, summary, secret] = ['protocol', 'auth', 'summary', 'secret'].map((key) => keys?.get(key));
  if (secret !== undefined && (secret.kind !== 'scalar' || !/^\$[A-Z][A-Z0-9_]*$/.test(secret.value))) {
    ctx.reporter.report('SEC7004', secret.span, { what: 'A secret is written here.' });
  }
  return {
    protocol: protocol === undefined ? null : oneOf(ctx, protocol, PROTOCOLS, 'A protocol'),
    auth: auth === undefined ? null : oneOf(ctx, auth, AUTHS, 'A kind of authentication'),
    summary: summary === undefined ? '' : (textOf(ctx, summary, 'A sentence') ?? ''),
    notUnderstood: [],
  };
}

const KNOWN_REQUIREMENTS = ['data_residency', 'encryption', 'audit_retention', 'access_controls'];

/** Reads the obligations. Each is recorded; that nothing enforces it yet is said at its place. */
export function readRequirements(ctx: ReadContext, node: YamlNode): Requirement[] {
  return declarations(ctx, node, 'requirement', 'identifier').flatMap((declaration) => {
    const { value, name } = declaration;
    const at = { id: `compliance_requirements/${name}`, span: declaration.span, name };
    ctx.reporter.report('CMP8002', declaration.key.span, { name });
    if (value.kind !== 'scalar') {
      ctx.reporter.report('SPC2004', value.span, { what: `The precise form of \`${name}\`` });
      return [];
    }
    if (isEmpty(value)) {
      expected(ctx, value, 'A phrase');
      return [];
    }
    const reading = readRequirementPhrase(name, value.value);
    reportPhrase(ctx, value, reading, 'requirement', at.id, name);
    if (reading.value.length === 0) suggestName(ctx, declaration);
    return [
      { ...at, text: value.value, facts: reading.value, control: null, notUnderstood: texts(reading.notUnderstood) },
    ];
  });
}

function suggestName(ctx: ReadContext, { key }: Declaration): void {
  const suggestion = KNOWN_REQUIREMENTS.includes(key.value)
    ? null
    : ctx.reporter.suggest(key.value, KNOWN_REQUIREMENTS);
  if (suggestion === null) return;
  ctx.reporter.report('SPC2001', key.span, { key: key.value, where: 'the requirements that can be read', suggestion }, [
    { title: `Write ${suggestion}`, edits: [{ span: key.span, text: suggestion }] },
  ]);
}
