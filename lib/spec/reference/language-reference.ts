import { complianceRules, type RuleDoc } from '../compliance/compliance-rules.ts';
import type { Severity } from '../diagnostic.ts';
import { CATALOGUE } from '../diagnostics/catalogue.ts';
import { explain } from '../diagnostics/explain.ts';
import { CEL_DIFFERENCES, type CelDifference } from '../expressions/cel-differences.ts';
import { FUNCTIONS, METHODS } from '../expressions/functions.ts';
import { SCALAR_NAMES } from '../scalar-type.ts';
import { LANGUAGE } from '../shape/language.ts';
import type { KeyShape, Shape, ShapeName, Takes } from '../shape/shape.ts';
import { SHORT_FORMS } from '../shape/short-forms.ts';
import { KEYS_OF_KIND, NEEDED_OF_KIND, STEP_KINDS } from '../shape/step-shape.ts';
import { PHRASE_DOCS, type PhraseDoc } from './phrase-docs.ts';
import { SCALAR_DOCS, TYPE_FORMS, type TypeDoc } from './type-docs.ts';

/** The language reference: everything that the tables of the checker say, in reading order. */
export interface LanguageReference {
  parts: readonly ReferencePart[];
  steps: readonly StepDoc[];
  types: readonly (TypeDoc & { name: string })[];
  typeForms: readonly TypeDoc[];
  functions: readonly FunctionDoc[];
  phrases: readonly Omit<PhraseDoc, 'read'>[];
  codes: readonly CodeFamily[];
  /** Where expressions mean something else than in CEL. */
  celDifferences: readonly Pick<CelDifference, 'code' | 'cel' | 'here' | 'why' | 'example'>[];
  /** The rules of the frameworks that `compliance` may name. */
  rules: readonly RuleDoc[];
}

/** A kind of map, with its keys. */
export interface ReferencePart {
  id: string;
  title: string;
  /** What may stand in its place, in words; null if only the map. */
  short: string | null;
  keys: readonly KeyDoc[];
}

export interface KeyDoc {
  name: string;
  doc: string;
  example: string;
  needed: boolean;
  /** What it takes, in words. */
  takes: string;
  /** The part that says more of it, or null. */
  part: string | null;
}

export interface StepDoc extends KeyDoc {
  /** The other keys that a step of this kind takes. */
  also: readonly { name: string; needed: boolean }[];
}

export interface FunctionDoc {
  name: string;
  signature: string;
  doc: string;
  example: string;
}

export interface CodeFamily {
  name: string;
  doc: string;
  codes: readonly { code: string; severity: Severity; title: string }[];
}

/** Reads the tables. The same for every call. */
export function languageReference(): LanguageReference {
  const kinds: readonly string[] = STEP_KINDS;
  return {
    parts: ORDER.map((name) => partOf(name, LANGUAGE[name], name === 'step' ? kinds : [])),
    steps: STEP_KINDS.map(stepDoc),
    types: SCALAR_NAMES.map((name) => ({ name, ...SCALAR_DOCS[name] })),
    typeForms: TYPE_FORMS,
    functions: Object.entries({ ...FUNCTIONS, ...METHODS }).map(([name, { signature, doc, example }]) => ({
      name,
      signature,
      doc,
      example,
    })),
    phrases: PHRASE_DOCS.map(({ read: _, ...doc }) => doc),
    codes: FAMILIES.map(([name, doc]) => ({ name, doc, codes: codesOf(name) })),
    celDifferences: CEL_DIFFERENCES.map(({ code, cel, here, why, example }) => ({ code, cel, here, why, example })),
    rules: complianceRules(),
  };
}

/** From the outside in, and in the order in which a specification is written. */
const ORDER: readonly ShapeName[] = [
  'spec',
  'auth',
  'authHeader',
  'authCookie',
  'type',
  'field',
  'role',
  'entity',
  'entityField',
  'lifecycle',
  'retention',
  'files',
  'error',
  'errorChange',
  'endpoint',
  'access',
  'idempotency',
  'rateLimit',
  'paginate',
  'body',
  'input',
  'step',
  'switchCase',
  'catch',
  'wait',
  'due',
  'respond',
  'example',
  'limits',
  'output',
  'response',
  'sla',
  'audit',
  'decision',
  'scorecard',
  'characteristic',
  'scoreAttribute',
  'otherwise',
  'event',
  'subscriber',
  'integration',
  'integrationOperation',
  'retry',
  'circuitBreaker',
  'fallback',
  'engine',
  'fieldReader',
  'algorithm',
  'process',
  'schedule',
  'requirement',
  'invariant',
  'scenario',
  'deployment',
  'resources',
  'rollout',
  'monitoring',
  'alert',
];

function partOf(id: ShapeName, shape: Shape, without: readonly string[]): ReferencePart {
  const keys = Object.entries(shape.keys).filter(([key]) => !without.includes(key));
  return {
    id,
    title: titleOf(shape),
    short: shortOf(id),
    keys: keys.map(([name, says]) => keyDoc(name, says)),
  };
}

/** "an endpoint" is headed "Endpoint". */
function titleOf({ name }: Shape): string {
  const noun = name.replace(/^an? /, '');
  return noun.charAt(0).toUpperCase() + noun.slice(1);
}

const SHORT_WORDS = {
  type: 'Short: a type alone.',
  text: 'Short: a phrase or a sentence alone.',
  name: 'Short: its name alone, or its name with a sentence.',
  steps: 'Short: a list of steps alone.',
} as const;

function shortOf(id: ShapeName): string | null {
  const form = SHORT_FORMS[id];
  if (id === 'access') return 'Short: `public`, `optional` or `authenticated`.';
  if (id === 'sla' || id === 'audit') return 'Short: a phrase.';
  return form === undefined ? null : SHORT_WORDS[form];
}

function keyDoc(name: string, { doc, example, required, takes }: KeyShape): KeyDoc {
  const [words, part] = sayTakes(takes);
  return { name, doc, example, needed: required === true, takes: words, part };
}

function stepDoc(kind: (typeof STEP_KINDS)[number]): StepDoc {
  const says = LANGUAGE.step.keys[kind];
  const needed = NEEDED_OF_KIND[kind];
  const also = KEYS_OF_KIND[kind].map((name) => ({ name, needed: needed.includes(name) }));
  if (says === undefined) return { ...keyDoc(kind, NOT_SAID), also };
  return { ...keyDoc(kind, says), also };
}

const NOT_SAID: KeyShape = { takes: { form: 'value' }, doc: '', example: '' };

/** What stands for a map, by the phrase. */
const PHRASE_WORDS: Readonly<Record<Extract<Takes, { form: 'phrase' }>['phrase'], string>> = {
  sla: 'a phrase',
  audit: 'a phrase',
  period: 'a period such as 7 years',
  fallback: '`snapshot(24h)`',
  score: 'a number',
};

/** What a key takes in words, and the part of the reference that says more. */
function sayTakes(takes: Takes): [words: string, part: string | null] {
  switch (takes.form) {
    case 'text':
      return [takes.many ? `${takes.what}, or a list` : takes.what, null];
    case 'oneOf':
      return [
        `${takes.many ? 'some of ' : ''}${takes.values.map((value) => `\`${value}\``).join(takes.many ? ', ' : ' or ')}`,
        null,
      ];
    case 'type':
      return [takes.many ? 'a list of types' : 'a type', 'types'];
    case 'expression':
      return [takes.many ? 'expressions, without `=`' : 'an expression, without `=`', 'functions'];
    case 'value':
      return ['a literal, or an expression behind `=`', 'functions'];
    case 'reference':
      return takes.many ? [`names: ${takes.to}`, null] : [`the name of ${article(takes.to)}`, null];
    case 'phrase':
      return takes.shape === null
        ? ['a period such as 7 years', null]
        : [`${PHRASE_WORDS[takes.phrase]}, or a map`, `part-${takes.shape}`];
    case 'map':
      return [
        takes.words === undefined ? 'a map' : `${takes.words.map((word) => `\`${word}\``).join(', ')}, or a map`,
        `part-${takes.shape}`,
      ];
    case 'list':
      return ['a list', `part-${takes.shape}`];
    case 'named':
      return takes.shape === 'decisionOutput'
        ? [`entries by name, each ${takes.short}`, 'types']
        : [`entries by name, each ${takes.short} or a map`, `part-${takes.shape}`];
    case 'lists':
      return [takes.what, null];
    case 'values':
      return ['values by name: literals, or expressions behind `=`', 'functions'];
    case 'open':
      return [takes.what, null];
    case 'branches':
      return ['lists of steps by name', 'part-step'];
  }
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

const FAMILIES: readonly (readonly [string, string])[] = [
  ['YML', 'YAML: what cannot be read, and what reads differently from how it looks'],
  ['SPC', 'The specification: keys, names, forms and what was assumed'],
  ['TYP', 'Types and literals'],
  ['EXP', 'Expressions'],
  ['FLW', 'Steps and where values come from'],
  ['DEC', 'Decision tables'],
  ['DAT', 'Stored and personal data'],
  ['SEC', 'Access and secrets'],
  ['CMP', 'Compliance'],
  ['TST', 'Scenarios'],
  ['REL', 'Release'],
];

function codesOf(family: string): CodeFamily['codes'] {
  return Object.entries(CATALOGUE)
    .filter(([code]) => code.startsWith(family))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { severity }]) => ({ code, severity, title: explain(code)?.title ?? '' }));
}
