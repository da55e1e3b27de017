import { at, type JsonObject } from './json.ts';

/** Something that the document says and that the specification does not say, or says differently. */
export interface Loss {
  /** JSON pointer (RFC 6901) into the document. */
  path: string;
  message: string;
}

/** Collects losses; the same is noted once. */
export interface Losses {
  note(path: string, message: string): void;
  /** Notes every key that is not in `read`. */
  noteOthers(object: JsonObject, path: string, read: ReadonlySet<string>): void;
  /** In the order in which they were found. */
  all(): readonly Loss[];
}

/** The most losses that are listed; one more says that there are others. */
const MAX_LOSSES = 20_000;

/** What is said of keys that have no counterpart in a specification. */
const UNSAID: Readonly<Record<string, string>> = {
  callbacks: 'Callbacks are not carried over; declare an integration of the protocol webhook.',
  contact: 'Who to ask is not part of a specification.',
  default: 'A default is not part of a type; inputs have theirs.',
  deprecated: 'That something is deprecated is not part of a specification.',
  description: 'What is said here is not carried over; operations, inputs, outputs and types have summaries.',
  discriminator: 'The alternatives are tried in order; no member chooses between them.',
  encoding: 'How parts of the body are encoded is not carried over.',
  example: 'Examples are not carried over; write them as scenarios.',
  examples: 'Examples are not carried over; write them as scenarios.',
  externalDocs: 'Links to other documents are not carried over.',
  headers: 'Headers of answers are not carried over; say them under `response`, with their values.',
  license: 'The license is not part of a specification.',
  links: 'Links between operations are not carried over.',
  head: 'HEAD is no operation; it is not carried over.',
  options: 'OPTIONS is no operation of a service.',
  trace: 'TRACE is no operation of a service.',
  servers: 'Addresses are given by the environment that the service is deployed to.',
  tags: 'Tags are not part of a specification; the folders of the generated code follow the paths.',
  termsOfService: 'The terms of service are not part of a specification.',
  title: 'The title of a schema is not carried over; its name is.',
  webhooks: 'Webhooks are not carried over; declare them as events.',
  xml: 'Only JSON is spoken; the XML form is not carried over.',
};

export function createLosses(): Losses {
  const found = new Map<string, Loss>();
  const note = (path: string, message: string): void => {
    if (found.size < MAX_LOSSES) found.set(`${path}\n${message}`, { path, message });
    else found.set('', { path: '', message: `There are more losses than the ${MAX_LOSSES} that are listed.` });
  };
  return {
    note,
    noteOthers(object, path, read) {
      for (const key of Object.keys(object)) {
        if (read.has(key)) continue;
        const said = Object.hasOwn(UNSAID, key) ? UNSAID[key] : undefined;
        const what = key.startsWith('x-') ? 'The extension' : 'What';
        const rest = key.startsWith('x-') ? 'has no counterpart' : 'says has no counterpart';
        note(at(path, key), said ?? `${what} \`${key.slice(0, 80)}\` ${rest} in a specification.`);
      }
    },
    all: () => [...found.values()],
  };
}
