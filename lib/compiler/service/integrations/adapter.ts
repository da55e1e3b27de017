import { snake } from '../../names.ts';
import type { IntegrationOperationPlan, IntegrationPlan, Plan } from '../../plan.ts';
import { code } from '../../text/code.ts';
import { type Doc, list, print } from '../../text/doc.ts';
import { type Import, imports } from '../../text/imports.ts';
import { origin } from '../../text/origin.ts';
import { comment, quote } from '../../text/quote.ts';
import { number, policyOf } from '../call-policy.ts';
import { type Module, moduleImports, newModule } from '../module.ts';
import { members } from '../types.ts';
import { otherProtocols, protocolSettings } from './beyond-http.ts';
import { encryptsMessages, messageKeySettings } from './encrypted-messages.ts';
import { largestAnswer } from './file-exchange.ts';
import { messageOf } from './message.ts';
import { authKindOf } from './protected.ts';

/** src/integrations/<name>.ts: what another system is asked and answers, typed. */
export function adapterModule(planned: IntegrationPlan, plan: Plan): string {
  const { integration, variable, operations } = planned;
  const module = newModule(plan);
  const parts = operations.map((operation) => origin(operation.operation, operationText(operation, planned, module)));
  const system = systemText(planned, plan);
  const exported = ['system', ...operations.map(({ name }) => name)].join(', ');
  return code`
    ${imports(importsOf(planned, module))}

    /** ${comment(integration.summary === '' ? integration.name : integration.summary)} */
    ${origin(integration, system)}

    ${parts.join('\n\n')}

    /** What ${comment(integration.name)} can be asked. */
    export const ${variable} = { ${exported} };
  `;
}

function importsOf({ operations, integration }: IntegrationPlan, module: Module): Import[] {
  const answers = [
    ...(operations.some(({ gives }) => gives === null) && integration.protocol !== 'soap' ? ['nothing'] : []),
    ...(operations.some(({ gives }) => gives !== null) ? ['reading'] : []),
  ];
  const wire = ['json', 'query', 'segment'].filter((name) => module.needs.has(name));
  const xml = ['envelope', 'soapAnswer', 'soapDone'].filter((name) => module.needs.has(name));
  const files = ['fileName'].filter((name) => module.needs.has(name));
  const mails = ['mail'].filter((name) => module.needs.has(name));
  const graphql = ['graphqlAnswer'].filter((name) => module.needs.has(name));
  const own: Import[] = [
    ['../platform/answers.ts', ...answers],
    ['../platform/graphql.ts', ...graphql],
    ['../platform/outside.ts', ...(operations.length > 0 ? ['type OutsideOperation'] : []), 'type System'],
    ['../platform/sftp.ts', ...files],
    ['../platform/smtp.ts', ...mails],
    ['../platform/soap.ts', ...xml],
    ['../platform/wire.ts', ...wire],
  ];
  const lines = [...moduleImports(module), ...own];
  return lines.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function systemText({ integration }: IntegrationPlan, plan: Plan): string {
  const { name, protocol, maxConcurrent } = integration;
  return code`
    const system: System = {
      name: ${quote(name)},
      protocol: ${quote(protocol ?? 'rest')},
      address: ${quote(addressOf(integration))},
      auth: ${authOf(integration)},
      ${encryptsMessages(plan) && print(['encrypt: ', encryptOf(integration), ','], 2)}
      ${otherProtocols(plan).length > 0 && print(['more: ', moreOf(integration), ','], 2)}
      maxConcurrent: ${maxConcurrent === null ? 'null' : number(maxConcurrent)},
      ${plan.files.brought && `largestAnswer: ${number(largestAnswer(integration, plan.model))},`}
    };
  `;
}

/** The setting with the address of a system. */
export function addressOf({ name, baseUrl }: IntegrationPlan['integration']): string {
  return baseUrl ?? `${settingStem(name)}_URL`;
}

function settingStem(name: string): string {
  return snake(name).toUpperCase();
}

/** The settings that a kind of authentication needs, by their roles; the last is optional where it says so. */
export function authSettings({
  name,
  auth,
  secret,
  protocol,
}: IntegrationPlan['integration']): readonly [role: string, setting: string][] {
  const stem = settingStem(name);
  if (protocol === 'webhook') return [['secret', secret ?? `${stem}_SECRET`]];
  switch (auth) {
    case 'api_key':
      return [['secret', secret ?? `${stem}_API_KEY`]];
    case 'bearer':
      return [['secret', secret ?? `${stem}_TOKEN`]];
    case 'basic':
      return [
        ['user', `${stem}_USER`],
        ['secret', secret ?? `${stem}_PASSWORD`],
      ];
    case 'oauth2_client_credentials':
      return [
        ['tokenUrl', `${stem}_TOKEN_URL`],
        ['clientId', `${stem}_CLIENT_ID`],
        ['secret', secret ?? `${stem}_CLIENT_SECRET`],
        ['scope', `${stem}_SCOPE`],
      ];
    case 'mtls':
      return [
        ['certificate', `${stem}_CERTIFICATE_FILE`],
        ['key', `${stem}_KEY_FILE`],
        ['authority', `${stem}_AUTHORITY_FILE`],
      ];
    default:
      return [];
  }
}

function moreOf(integration: IntegrationPlan['integration']): Doc {
  return list(
    '{',
    protocolSettings(integration).map(([role, setting]): Doc => `${role}: ${quote(setting)}`),
    '}',
    true,
  );
}

function encryptOf(integration: IntegrationPlan['integration']): Doc {
  const settings = messageKeySettings(integration);
  const members = settings.map(([role, setting]): Doc => `${role}: ${quote(setting)}`);
  return members.length === 0 ? 'null' : list('{', members, '}', true);
}

function authOf(integration: IntegrationPlan['integration']): string {
  const kind = authKindOf(integration);
  const settings = authSettings(integration).map(([role, setting]) => `${role}: ${quote(setting)}`);
  return print({ kind: 'group', of: objectOf([`kind: ${quote(kind)}`, ...settings]) }, 2);
}

function objectOf(members: readonly string[]): string {
  const flat = `{ ${members.join(', ')} }`;
  return flat.length < 110 ? flat : `{\n  ${members.join(',\n  ')},\n}`;
}

function operationText(planned: IntegrationOperationPlan, { integration }: IntegrationPlan, module: Module): string {
  const { operation, name, request, answer, takes, gives } = planned;
  const { plan } = module;
  const summary = operation.summary === null ? '' : `: ${comment(operation.summary)}`;
  const policy = print(['policy: ', policyOf(integration.policy), ','], 2);
  const said = comment(operation.request.length > 80 ? operation.name : operation.request);
  return code`
    ${interfaceOf(request, members(operation.input, plan, module.types, false))}

    ${interfaceOf(answer, members(operation.output, plan, module.types, false))}

    /** ${said}${summary} */
    const ${name}: OutsideOperation<${request}, ${answer}> = {
      system,
      name: ${quote(operation.name)},
      effect: ${quote(operation.effect)},
      takes: ${takes === null ? 'null' : quote(takes)},
      gives: ${gives === null ? 'null' : quote(gives)},
      ${policy}
      ${messageOf(planned, integration, module)}
    };
  `;
}

function interfaceOf(name: string, body: string): string {
  return body === ''
    ? `export type ${name} = Record<string, never>;`
    : `export interface ${name} {\n  ${body.replaceAll('\n', '\n  ')}\n}`;
}

/** src/integrations/index.ts: all systems, and who can stand in for them. */
export function integrationsIndex({ integrations }: Plan): string {
  const systems = integrations.map(({ variable }) => `${variable}.system`);
  const simulations = integrations.map(({ file, variable }) => {
    return `async () => (await import('../simulators/${file}.ts')).${variable}Simulation,`;
  });
  return code`
    ${imports([
      ['../platform/outside.ts', 'type System'],
      ['../platform/simulator.ts', 'type Simulation'],
      ...integrations.map(({ file, variable }): Import => [`./${file}.ts`, variable]),
    ])}

    /** The systems that the specification connects. */
    ${print(['export const systems: readonly System[] = ', bracketed(systems), ';'])}

    /** What can stand in for each; read only where it is asked for. */
    export const simulations: readonly (() => Promise<Simulation>)[] = ${simulations.length === 0 ? '[]' : `[\n  ${simulations.join('\n  ')}\n]`};
  `;
}

function bracketed(items: readonly string[]): string {
  const flat = `[${items.join(', ')}]`;
  return flat.length < 70 ? flat : `[\n  ${items.join(',\n  ')},\n]`;
}
