import { languageReference } from '../../spec/index.ts';

type Reference = ReturnType<typeof languageReference>;

/**
 * The language in short, for a model: every key by an example, every kind of step, type and function, all from the tables that the
 * checker itself reads. What the tables learn, the agent is told.
 */
export function describeLanguage(): string {
  const { parts, steps, types, typeForms, functions } = languageReference();
  return [
    `Types, with constraints in brackets: ${types.map(({ notation }) => notation).join(' ')}`,
    ...typeForms.map(({ notation, doc }) => `  ${notation}: ${doc}`),
    'Keys of each kind of map, by an example each where they are first named; * is needed:',
    ...describeParts(parts),
    'Kinds of steps, with the other keys that each takes besides `when`:',
    ...steps.map(({ example, doc, also }) => {
      const others = also.map(({ name, needed }) => `${name}${needed ? '*' : ''}`).join(' ');
      return `  ${example} ${firstSentence(doc)}${others === '' ? '' : ` [${others}]`}`;
    }),
    `Functions: ${functions.map(({ signature }) => signature).join('; ')}`,
  ].join('\n');
}

/** A key that says the same in many places, such as those of types, is shown in the first of them. */
function describeParts(parts: Reference['parts']): string[] {
  const shown = new Set<string>();
  return parts.flatMap(({ title, short, keys }) => {
    const lines: string[] = [];
    const said = keys.map(({ name, example, needed }) => {
      const mark = needed ? '*' : '';
      if (shown.has(example)) return `${name}${mark}`;
      shown.add(example);
      if (!example.includes('\n')) return `${example}${mark}`;
      lines.push(...example.split('\n').map((line) => `    ${line}`));
      return `${name}${mark} (below)`;
    });
    return [`  ${title}${short === null ? '' : ` (${short.replace(/\.$/, '')})`}: ${said.join(' | ')}`, ...lines];
  });
}

function firstSentence(doc: string): string {
  return /^.*?[.!?](?= |$)/.exec(doc)?.[0] ?? doc;
}
