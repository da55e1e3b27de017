import type { Endpoint, Model, Type } from '../spec/model.ts';
import { templateTags } from '../spec/read/template-tags.ts';
import { plainType } from './service/types.ts';

/**
 * The template of an answer, in which values of type html are written `{{&name}}`: these alone are not escaped. Takes a template
 * that the checker found good, so that HTML stands between elements only; templates of other media types stay as they are.
 */
export function pageTemplate({ response, output, wholeOutput }: Endpoint, model: Model): string | null {
  const template = response?.template ?? null;
  if (template === null || (response?.contentType ?? 'text/html') !== 'text/html') return template;
  const open: (readonly Type[])[] = [[wholeOutput?.type ?? { kind: 'object', fields: output }]];
  let [written, at] = ['', 0];
  for (const { sigil, name, start, end } of templateTags(template).tags) {
    const contexts = open.at(-1) ?? [];
    if (sigil === '/') open.pop();
    if (sigil === '#') open.push([itemOf(typeOf(name, contexts, model), model), ...contexts]);
    if (sigil === '^') open.push(contexts);
    if (sigil !== '' || !isHtml(typeOf(name, contexts, model), model)) continue;
    written += `${template.slice(at, start)}{{&${name}}}`;
    at = end;
  }
  return written + template.slice(at);
}

const UNKNOWN: Type = { kind: 'object', fields: [] };

/** The first part of a name is looked for from the inside out, the others within what it is. */
function typeOf(name: string, contexts: readonly Type[], model: Model): Type {
  if (name === '.') return contexts[0] ?? UNKNOWN;
  const [first = '', ...others] = name.split('.');
  const context = contexts.find((one) => member(one, first, model) !== null);
  if (context === undefined) return UNKNOWN;
  return [first, ...others].reduce((type: Type, part) => member(type, part, model) ?? UNKNOWN, context);
}

function member(type: Type, name: string, model: Model): Type | null {
  const plain = plainType(type, model);
  const fields =
    plain.kind === 'object'
      ? plain.fields
      : plain.kind === 'entity'
        ? (model.entities.find((entity) => entity.name === plain.name)?.fields ?? [])
        : [];
  return fields.find((field) => field.name === name)?.type ?? null;
}

function itemOf(type: Type, model: Model): Type {
  const plain = plainType(type, model);
  return plain.kind === 'list' ? plain.of : plain;
}

function isHtml(type: Type, model: Model): boolean {
  const plain = plainType(type, model);
  return plain.kind === 'scalar' && plain.name === 'html';
}
