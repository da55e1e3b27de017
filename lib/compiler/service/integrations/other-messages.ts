import type { Field } from '../../../spec/model.ts';
import { title, variable } from '../../names.ts';
import type { IntegrationOperationPlan } from '../../plan.ts';
import { code } from '../../text/code.ts';
import { type Doc, group, list, print } from '../../text/doc.ts';
import { quote } from '../../text/quote.ts';
import { holdsFile, isFile } from '../file-fields.ts';
import { fromFile, type Module } from '../module.ts';
import { attachedDocuments } from './attached-documents.ts';
import { fileKind, isDocument } from './beyond-http.ts';
import { givenTo, heldIn, objectOf, saidIn, wholeText } from './message.ts';
import { fileRequest, namesOfPath } from './request-line.ts';

/** A mail: what it says comes from the inputs, by their names; files are attached to it. */
export function mailMessage(planned: IntegrationOperationPlan, module: Module): string {
  const { operation } = planned;
  module.needs.add('mail');
  const files = operation.input.filter(({ type }) => holdsFile(type, module.plan.model));
  const documents = attachedDocuments(operation, module.plan.model);
  const texts = operation.input.filter((field) => !files.includes(field) && !documents.includes(field));
  const said = [quote(title(operation.name)), heldIn(texts, planned, module)];
  const attached = [
    ...(files.length === 0 ? [] : [attachedFiles(files, module)]),
    ...(documents.length === 0 ? [] : [attachedTexts(documents, planned, module)]),
  ];
  const all: Doc =
    attached.length < 2
      ? attached
      : list(
          '[',
          attached.map((some): Doc => ['...(', some, ')']),
          ']',
        );
  return handedOver(operation, "'/'", list('mail(', attached.length === 0 ? said : [...said, all], ')'), module);
}

function attachedFiles(files: readonly Field[], module: Module): Doc {
  const attached = fromFile(module, '../platform/sent-files.ts', 'attached');
  return ['await ', list(`${attached}(`, [objectOf(files), 'contents'], ')')];
}

function attachedTexts(fields: readonly Field[], { takes }: IntegrationOperationPlan, module: Module): Doc {
  const attached = fromFile(module, '../platform/held-documents.ts', 'attachedTexts');
  return list(`${attached}(`, [quote(takes ?? ''), objectOf(fields)], ')');
}

/** A message of a topic: its value is a JSON document of the inputs. */
export function topicMessage(planned: IntegrationOperationPlan, module: Module): string {
  const { operation } = planned;
  module.needs.add('json');
  const value: Doc = ['json(', saidIn(operation.input, planned, module), ')'];
  return handedOver(operation, quote(`/${operation.request.trim()}`), value, module);
}

type Operation = IntegrationOperationPlan['operation'];

function handedOver(operation: Operation, path: string, body: Doc, module: Module): string {
  const headers = `{ 'x-operation': ${quote(operation.name)} }`;
  const result = list('{', ["method: 'POST'", `path: ${path}`, ['headers: ', headers], ['body: ', body]], '}', true);
  return code`
    ${print(group([`message: ${givenTo(operation, module, true)} => (`, result, '),']), 2)}
    read: nothing,
  `;
}

/** A file or a folder: what it holds is one input or output, or a JSON document of several inputs. */
export function fileMessage(planned: IntegrationOperationPlan, module: Module): string {
  const { operation, answer, gives } = planned;
  const { verb, path } = fileRequest(operation.request);
  const { model } = module.plan;
  const named = namesOfPath(path);
  const others = operation.input.filter(({ name }) => !named.includes(name));
  if (named.length > 0) module.needs.add('fileName');
  const where =
    named.length === 0
      ? quote(path)
      : `\`${path.replace(/\{([^{}]*)\}/g, (_, name: string) => `\${fileName(${variable(name)})}`)}\``;
  const [only] = others;
  const kind = others.length === 1 && only !== undefined ? fileKind(only.type, model) : null;
  const plain = kind === 'text' || kind === 'base64';
  const contents: Doc =
    verb !== 'PUT'
      ? 'null'
      : plain && only !== undefined
        ? contentsOf(only, planned, module)
        : ['json(', saidIn(others, planned, module), ')'];
  if (verb === 'PUT' && !plain) module.needs.add('json');
  const [output] = operation.output;
  const as =
    (verb === 'PUT' ? kind : output === undefined ? null : fileKind(output.type, model)) === 'base64'
      ? 'base64'
      : 'text';
  const headers = list(
    '{',
    [`'x-operation': ${quote(operation.name)}`, `'x-file': ${quote(`${verb} ${as}`)}`],
    '}',
    true,
  );
  const result = list(
    '{',
    ["method: 'POST'", `path: ${where}`, ['headers: ', headers], ['body: ', contents]],
    '}',
    true,
  );
  const brought = module.plan.files.brought ? ', received' : '';
  const read =
    gives === null || output === undefined
      ? 'nothing'
      : isDocument(operation, model)
        ? `${fromFile(module, '../platform/documents.ts', 'document')}(reading<${answer}>(${quote(gives)}))`
        : `(body${brought}) => reading<${answer}>(${quote(gives)})({ ${keyed(output.name)}: body }${brought})`;
  return code`
    ${print(group([`message: ${givenTo(operation, module, true)} => (`, result, '),']), 2)}
    read: ${read},
  `;
}

/** What is written: the value itself, or what a file holds. */
function contentsOf(field: Operation['input'][number], planned: IntegrationOperationPlan, module: Module): Doc {
  if (!isFile(field.type, module.plan.model)) return wholeText(field, planned, module);
  return `await ${fromFile(module, '../platform/sent-files.ts', 'inBase64')}(${variable(field.name)}, contents)`;
}

function keyed(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}
