import { lineIndex } from '../../core/text-range.ts';
import { evaluateCompliance } from '../compliance/evaluate-compliance.ts';
import { isAtLeast } from '../compliance/least-period.ts';
import type { Mend } from '../compliance/rule.ts';
import { controlsOf } from '../compliance/subject.ts';
import type { Diagnostic, Fix, TextEdit } from '../diagnostic.ts';
import type { Model, Period } from '../model.ts';
import { sayPeriod } from '../phrases/duration.ts';
import type { MapEntry, MapNode, YamlNode } from '../yaml/node.ts';
import { entryAt, mapAt, valueAt } from './find-written.ts';
import { inOneLine, setKey, type Written } from './set-key.ts';

/** What a fix is made from. */
interface Case {
  model: Model;
  root: YamlNode;
  written: Written;
  diagnostic: Diagnostic;
}

/**
 * The fixes of what privacy and compliance find: a classification, a mask in the audit, a longer time, a missing audit, an approval
 * by somebody else, rights by role. Made when they are asked for. Each removes its finding; what has to be decided has none.
 */
export function protectionFixes(text: string, root: YamlNode, model: Model, diagnostic: Diagnostic): readonly Fix[] {
  const make = MAKERS[diagnostic.code];
  return make === undefined ? [] : make({ model, root, written: { text, lines: lineIndex(text) }, diagnostic });
}

const MAKERS: Readonly<Record<string, (about: Case) => readonly Fix[]>> = {
  DAT6503: classify,
  DAT6523: maskAudit,
  DAT6532: followTarget,
  DAT6534: meetRule,
  DAT6535: meetRule,
  CMP8021: meetRule,
  CMP8022: meetRule,
  CMP8024: byAnother,
  CMP8026: keepAudit,
  CMP8028: byRole,
};

function fix(title: string, edit: TextEdit | null): readonly Fix[] {
  return edit === null ? [] : [{ title, edits: [edit] }];
}

function classify({ root, written, diagnostic }: Case): readonly Fix[] {
  const entry = entryAt(root, diagnostic.span.start);
  if (entry === null) return [];
  const as = (title: string, name: string): readonly Fix[] =>
    fix(title, setKey(written, entry.value, 'classification', name, 'type'));
  return [...as('Classify it as personal data', 'pii'), ...as('Say that it is not personal', 'internal')];
}

function maskAudit(about: Case): readonly Fix[] {
  return inAudit(about, 'Mask what is classified', 'redact', 'classified');
}

/** Phrases leave both open and are found wrong by nothing. */
function inAudit({ root, written, diagnostic }: Case, title: string, key: string, value: string): readonly Fix[] {
  const entry = valueAt(root, 'audit', diagnostic.span.start);
  return entry?.value.kind === 'map' ? fix(title, setKey(written, entry.value, key, value, '')) : [];
}

function followTarget({ model, root, written, diagnostic }: Case): readonly Fix[] {
  const entry = entryAt(root, diagnostic.span.start);
  const field = model.entities.flatMap(({ fields }) => fields).find(({ span }) => span.start === diagnostic.span.start);
  if (entry === null || field === undefined) return [];
  const then = (title: string, what: string): readonly Fix[] =>
    fix(title, setKey(written, entry.value, 'onDelete', what, 'type'));
  const empty = field.type.kind === 'optional' ? then('Empty the reference when its target goes', 'null') : [];
  return [...then('Erase this row with its target', 'cascade'), ...empty];
}

/** What stands behind a finding of a rule says what would meet it. */
function meetRule(about: Case): readonly Fix[] {
  const { model, diagnostic } = about;
  const reasons = evaluateCompliance(model, { on: null }).frameworks.flatMap(({ findings }) =>
    findings.flatMap((finding) => finding.reasons),
  );
  const reason = reasons.find(
    ({ what, span, mend }) =>
      mend !== null && span?.start === diagnostic.span.start && diagnostic.message.startsWith(what),
  );
  return reason === undefined || reason.mend === null ? [] : mendAs(about, reason.mend);
}

function mendAs(about: Case, mend: Mend): readonly Fix[] {
  const { root, written } = about;
  const { start } = about.diagnostic.span;
  const node = entryAt(root, start)?.value ?? null;
  switch (mend.kind) {
    case 'keep':
      return keepLonger(about, mend.least);
    case 'erase':
      return node?.kind === 'map' ? eraseAfter(about, node, mend.least ?? { count: 1, unit: 'year' }) : [];
    case 'encrypt':
      return node === null ? [] : fix('Store it encrypted', setKey(written, node, 'encrypt', 'field', 'type'));
    case 'tamperEvident':
      return inAudit(about, 'Make the audit tamper-evident', 'tamperEvident', 'true');
    case 'audit': {
      const map = mapAt(root, start);
      const audit = '{record: [request, response, decisions], redact: classified, tamperEvident: true}';
      return map === null ? [] : fix('Add an audit', setKey(written, map, 'audit', audit, ''));
    }
  }
}

/** From a day or a moment of the row that is never missing. */
function eraseAfter({ model, written, diagnostic }: Case, node: MapNode, after: Period): readonly Fix[] {
  const entity = model.entities.find(({ span }) => span.start === diagnostic.span.start);
  const times = entity?.fields.filter(({ type }) => type.kind === 'scalar' && isTime(type.name)) ?? [];
  return times.slice(0, MOST_CHOICES).flatMap(({ name }) => {
    const value = `{keep: ${sayPeriod(after)}, from: ${name}, then: erase}`;
    return fix(`Erase rows ${sayPeriod(after)} after ${name}`, setKey(written, node, 'retention', value, ''));
  });
}

function isTime(name: string): boolean {
  return name === 'date' || name === 'timestamp';
}

/** A longer time, in the map or in the phrase that says it. */
function keepLonger({ root, written, diagnostic }: Case, least: Period): readonly Fix[] {
  const { start } = diagnostic.span;
  const entry = valueAt(root, 'retention', start) ?? valueAt(root, 'audit', start) ?? entryAt(root, start);
  if (entry === null) return [];
  const title = `Keep for ${sayPeriod(least)}`;
  if (entry.value.kind === 'map') return fix(title, setKey(written, entry.value, 'keep', sayPeriod(least), ''));
  return fix(title, inPhrase(written, entry, least));
}

const PERIOD = /\b\d+ ?(?:days?|weeks?|months?|years?|[dwy])\b/g;

function inPhrase(written: Written, { value }: MapEntry, least: Period): TextEdit | null {
  if (value.kind !== 'scalar' || !inOneLine(written, value)) return null;
  const { start, end } = value.content;
  const [found, more] = [...written.text.slice(start, end).matchAll(PERIOD)];
  if (found === undefined || more !== undefined) return null;
  const from = start + found.index;
  return { span: { start: from, end: from + found[0].length }, text: sayPeriod(least) };
}

function byAnother({ root, written, diagnostic }: Case): readonly Fix[] {
  const entry = entryAt(root, diagnostic.span.start);
  if (entry?.value.kind !== 'map') return [];
  return fix('Ask somebody else than the caller', setKey(written, entry.value, 'notBy', '=caller.id', ''));
}

/** The longest time that the service's own requirements say. */
function keepAudit(about: Case): readonly Fix[] {
  const demanded = controlsOf(about.model, 'audit_retention').map(({ control }) => control.keep);
  const longest = demanded.find((one) => demanded.every((other) => isAtLeast(one, other) === 'yes'));
  return longest === undefined ? [] : keepLonger(about, longest);
}

const MOST_CHOICES = 5;

function byRole({ model, root, written, diagnostic }: Case): readonly Fix[] {
  const map = mapAt(root, diagnostic.span.start);
  if (map === null) return [];
  return model.roles
    .slice(0, MOST_CHOICES)
    .flatMap(({ name }) => fix(`Only for the role ${name}`, setKey(written, map, 'access', `{roles: [${name}]}`, '')));
}
