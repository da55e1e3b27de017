import type { Field, Integration } from '../../../spec/model.ts';
import { variable } from '../../names.ts';
import type { IntegrationOperationPlan } from '../../plan.ts';
import { code } from '../../text/code.ts';
import { type Doc, group, list, print } from '../../text/doc.ts';
import { key, member, quote } from '../../text/quote.ts';
import { holdsFile } from '../file-fields.ts';
import { fromFile, type Module } from '../module.ts';
import { holdsDocument } from '../opened.ts';
import { plainType } from '../types.ts';
import { holdNumbers } from '../wired-numbers.ts';
import { broughtAs, sentAs } from './file-exchange.ts';
import { fileMessage, mailMessage, topicMessage } from './other-messages.ts';
import { namesOfPath, restRequest } from './request-line.ts';

/** The members `message` and `read` of an operation: how it is said on the wire, and how its answer is read. */
export function messageOf(planned: IntegrationOperationPlan, integration: Integration, module: Module): string {
  switch (integration.protocol) {
    case 'smtp':
      return mailMessage(planned, module);
    case 'kafka':
      return topicMessage(planned, module);
    case 'sftp':
      return fileMessage(planned, module);
    case 'soap':
      return soapMessage(planned, module);
    case 'graphql':
      return graphqlMessage(planned, module);
    default:
      return restMessage(planned, integration, module);
  }
}

/** `GET /customers/{id}`: path values by name; the others in the query, or in a JSON body. */
function restMessage(planned: IntegrationOperationPlan, integration: Integration, module: Module): string {
  const { operation, answer, gives } = planned;
  const { method, path } = restRequest(operation.request);
  const named = namesOfPath(path);
  const others = operation.input.filter(({ name }) => !named.includes(name));
  const sent = sentAs(integration, operation, module.plan.model);
  const inQuery = method === 'GET' || method === 'DELETE';
  if (named.length > 0) module.needs.add('segment');
  if (others.length > 0 && (sent === null || sent === 'text')) module.needs.add(inQuery ? 'query' : 'json');
  const query = inQuery && others.length > 0 ? `\${query(${print(objectOf(others))})}` : '';
  const template = path
    .replace(/[`\\]|\$\{/g, (text) => `\\${text}`)
    .replace(/\{([^{}]*)\}/g, (_, name: string) => `\${segment(${variable(name)})}`);
  const where = named.length > 0 || query !== '' ? `\`${template}${query}\`` : quote(path);
  const body: Doc = inQuery || others.length === 0 ? 'null' : ['json(', saidIn(others, planned, module), ')'];
  const said: Doc =
    sent === 'body' || sent === 'parts' ? ['...', carriedBody(others, sent, planned, module)] : ['body: ', body];
  const brought = broughtAs(integration, operation, module.plan.model);
  const brings = brought === 'body' ? [`brings: ${quote(mediaOfBody(operation.output, module))}`] : [];
  const result = list('{', [`method: ${quote(method)}`, `path: ${where}`, said, ...brings], '}', true);
  const message: Doc = group([`message: ${givenTo(operation, module, sent === 'text')} => (`, result, '),']);
  return code`
    ${print(message, 2)}
    read: ${gives === null ? 'nothing' : `reading<${answer}>(${quote(gives)})`},
  `;
}

/** The media types that a file may have which is a whole answer. */
function mediaOfBody([only]: readonly Field[], { plan }: Module): string {
  const plain = only === undefined ? null : plainType(only.type, plan.model);
  const media = plain?.kind === 'scalar' ? plain.media : null;
  return media === null ? '*/*' : media.join(', ');
}

/** A body with files: one as it is, or parts: texts and then files. */
function carriedBody(
  fields: readonly Field[],
  sent: 'body' | 'parts',
  planned: IntegrationOperationPlan,
  module: Module,
): Doc {
  if (sent === 'body') return list(`${fromFile(module, SENT_FILES, 'fileBody')}(`, ['body', 'contents'], ')');
  const isFileField = ({ type }: Field): boolean => holdsFile(type, module.plan.model);
  const texts = fields.filter((field) => !isFileField(field));
  const parts = [heldIn(texts, planned, module), objectOf(fields.filter(isFileField)), 'contents'];
  return list(`${fromFile(module, SENT_FILES, 'formBody')}(`, parts, ')');
}

const SENT_FILES = '../platform/sent-files.ts';

/** The parameters of `message`: it has to wait where files are read at once. */
export function givenTo({ input }: { input: readonly Field[] }, module: Module, waits = false): string {
  const carries = input.some(({ type }) => holdsFile(type, module.plan.model));
  const given = `(${parameterOf(input)}${carries ? ', contents' : ''})`;
  return carries && waits ? `async ${given}` : given;
}

/** The action as an element of the body; its values are elements of it. Files are base64 (xs:base64Binary). */
function soapMessage(planned: IntegrationOperationPlan, module: Module): string {
  const { operation, answer, gives } = planned;
  const action = actionOf(operation.request);
  module.needs.add('envelope').add(gives === null ? 'soapDone' : 'soapAnswer');
  const headers = list(
    '{',
    ["'content-type': 'text/xml; charset=utf-8'", `soapaction: ${quote(`"${action}"`)}`],
    '}',
    true,
  );
  const body: Doc = list('envelope(', [quote(action), textsOf(operation.input, planned, module)], ')');
  const result = list('{', ["method: 'POST'", "path: ''", ['headers: ', headers], ['body: ', body]], '}', true);
  const read: Doc =
    gives === null ? 'soapDone' : list('soapAnswer(', [quote(gives), `reading<${answer}>(${quote(gives)})`], ')');
  return code`
    ${print(group([`message: ${givenTo(operation, module, true)} => (`, result, '),']), 2)}
    ${print(group(['read: ', read, ',']), 2)}
  `;
}

/** The inputs as an object; of files, what they hold in base64. */
function textsOf(fields: readonly Field[], planned: IntegrationOperationPlan, module: Module): Doc {
  const { takes } = planned;
  const carries = fields.some(({ type }) => holdsFile(type, module.plan.model));
  const held = heldIn(fields, planned, module);
  if (takes === null || !carries) return held;
  return list(`await ${fromFile(module, SENT_FILES, 'inText')}(`, [quote(takes), held, 'contents'], ')');
}

/** The inputs as an object in which documents are the texts that hold them. */
export function heldIn(fields: readonly Field[], { takes }: IntegrationOperationPlan, module: Module): Doc {
  const holds = fields.some(({ type }) => holdsDocument(type, module.plan.model));
  if (takes === null || !holds) return objectOf(fields);
  return list(
    `${fromFile(module, '../platform/held-documents.ts', 'agreedTexts')}(`,
    [quote(takes), objectOf(fields)],
    ')',
  );
}

/** An input as the text that is all of a message. */
export function wholeText(field: Field, planned: IntegrationOperationPlan, module: Module): string {
  if (!holdsDocument(field.type, module.plan.model)) return variable(field.name);
  return `String(${print(heldIn([field], planned, module))}${member('', field.name)})`;
}

/** What a SOAP request asks for, as the name of an element. */
export function actionOf(request: string): string {
  const name =
    request
      .trim()
      .split(/[\s#/:]+/)
      .at(-1) ?? '';
  return /^[A-Za-z_][\w.-]*$/.test(name) ? name : 'Request';
}

/** The document, with the inputs as its variables. */
function graphqlMessage(planned: IntegrationOperationPlan, module: Module): string {
  const { operation, answer, gives } = planned;
  module.needs.add('graphqlAnswer').add('json');
  const document = quote(operation.request.trim().replace(/\s+/g, ' '));
  const sent: Doc[] = [
    ['query: ', document],
    ['variables: ', saidIn(operation.input, planned, module)],
  ];
  const headers = `{ 'x-operation': ${quote(operation.name)} }`;
  const body: Doc = ['json(', list('{', sent, '}', true), ')'];
  const result = list('{', ["method: 'POST'", "path: ''", ['headers: ', headers], ['body: ', body]], '}', true);
  const inner = gives === null ? 'nothing' : `reading<${answer}>(${quote(gives)})`;
  return code`
    ${print(group([`message: ${givenTo(operation, module, true)} => (`, result, '),']), 2)}
    read: graphqlAnswer(${inner}),
  `;
}

/** The parameter of `message`, taken apart. */
export function parameterOf(fields: readonly Field[]): string {
  if (fields.length === 0) return '';
  return `{ ${fields.map(({ name }) => (key(name) === variable(name) ? name : `${key(name)}: ${variable(name)}`)).join(', ')} }`;
}

/** The inputs as an object that is written as JSON: some decimals are numbers there, and files are base64. */
export function saidIn(fields: readonly Field[], planned: IntegrationOperationPlan, module: Module): Doc {
  const texts = textsOf(fields, planned, module);
  if (planned.takes === null || !holdNumbers(fields, module.plan.model)) return texts;
  const numbered = fromFile(module, '../platform/exact-json.ts', 'numbered');
  return list(`${numbered}(`, [quote(planned.takes), texts], ')');
}

/** The inputs as an object. */
export function objectOf(fields: readonly Field[]): Doc {
  const members = fields.map(
    ({ name }): Doc => (key(name) === variable(name) ? name : `${key(name)}: ${variable(name)}`),
  );
  return list('{', members, '}', true);
}
