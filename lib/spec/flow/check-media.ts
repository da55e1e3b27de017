import type { Endpoint, Model, Type } from '../model.ts';
import type { FlowRule } from './flow-rule.ts';

const JSON_TYPE = /^application\/(json|[\w.+-]+\+json)$/;

/** Bodies and answers of other media types than JSON are texts, pages made by a template, or files; what is answered says itself what it is. */
export const checkMedia: FlowRule = (model, report) => {
  for (const endpoint of model.endpoints) {
    const { body, response } = endpoint;
    const media = body?.contentType ?? 'application/json';
    if (body !== null && isFile(body.type, model) && JSON_TYPE.test(media))
      report('SPC2054', body.span, {
        reason:
          'A body that is a file says its media type: `contentType: image/png`. JSON is read as the value that it is.',
      });
    else if (body !== null && !JSON_TYPE.test(media) && !isText(body.type, model) && !isFile(body.type, model))
      report('SPC2054', body.span, {
        reason: `A body of ${media} is one text, or a file. Write \`body: {type: string, contentType: ${media}}\`, or send JSON.`,
      });
    const reason = response === null ? null : reasonAgainst(endpoint, model);
    if (response !== null && reason !== null) report('SPC2054', response.span, { reason });
  }
};

function reasonAgainst({ response, wholeOutput }: Endpoint, model: Model): string | null {
  const media = response?.contentType ?? 'application/json';
  if (response === null || media === 'application/json') return null;
  if (wholeOutput !== null && isFile(wholeOutput.type, model))
    return 'A file is answered with the media type that it has. Remove `contentType`; what may be stored is said by `media` of its type.';
  if (response.template !== null || JSON_TYPE.test(media)) return null;
  if (wholeOutput !== null && isText(wholeOutput.type, model)) return null;
  return `An answer of ${media} is one text, \`output: {type: string, value: …}\`, or made by a \`template\`.`;
}

function isFile(type: Type, model: Model): boolean {
  const plain = plainOf(type, model);
  return plain.kind === 'scalar' && plain.name === 'file';
}

/** Whether a value of a type is written as the text that it is; one that holds a document is one, too. */
function isText(type: Type, model: Model): boolean {
  const plain = plainOf(type, model);
  if (plain.kind === 'scalar') return plain.content !== null || !NO_TEXTS.includes(plain.name);
  return plain.kind === 'enum';
}

const NO_TEXTS: readonly string[] = ['int', 'double', 'bool', 'json', 'bytes', 'file', 'password', 'html', 'regex'];

const MOST_NAMES = 50;

/** The type itself: names looked up, `?` taken away. */
function plainOf(type: Type, model: Model, depth = 0): Type {
  if (type.kind === 'optional') return plainOf(type.of, model, depth);
  const declared = type.kind === 'named' ? model.types.find(({ name }) => name === type.name) : undefined;
  return declared === undefined || depth > MOST_NAMES ? type : plainOf(declared.type, model, depth + 1);
}
