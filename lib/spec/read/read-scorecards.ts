import type { Characteristic, Scorecard } from '../model.ts';
import type { YamlNode } from '../yaml/node.ts';
import { isEmpty } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations, expected, textOf, visibleSpan } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { checkName } from './names.ts';
import { readRenamedFrom } from './read-renamed-from.ts';
import type { AttributeDraft, CharacteristicDraft, ScorecardDraft } from './scorecard-draft.ts';
import { scorecardType } from './scorecard-type.ts';

/** Bounds of one scorecard: each use reads all its conditions. */
const MAX_CHARACTERISTICS = 100;
const MAX_ATTRIBUTES = 50;

/** Reads what can be read of the scorecards without knowing where they are used. */
export function readScorecardDrafts(ctx: ReadContext, node: YamlNode): ScorecardDraft[] {
  return declarations(ctx, node, 'scorecard', 'identifier').flatMap((declaration) => {
    const keys = readKeys(ctx, declaration.value, 'scorecard', declaration.key.span);
    if (keys === null) return [];
    const { name, span, key } = declaration;
    const id = `scorecards/${name}`;
    const [initial, summary, characteristics] = ['initialScore', 'summary', 'characteristics'].map((k) => keys.get(k));
    const draft: Omit<ScorecardDraft, 'result'> = {
      id,
      span,
      name,
      key,
      renamedFrom: readRenamedFrom(ctx, keys, 'identifier', name, ctx.names.scorecards),
      summary: summary === undefined ? null : textOf(ctx, summary, 'A sentence'),
      initialScore: (initial === undefined ? null : readScore(ctx, initial, 'The initial score')) ?? '0',
      characteristics: characteristics === undefined ? [] : readCharacteristics(ctx, characteristics, id),
      use: null,
    };
    checkReasonCodes(ctx, draft);
    return [{ ...draft, result: scorecardType(draft) }];
  });
}

/** The scorecard with the conditions as its first use sees them. Null if it is not used (reported). */
export function finishScorecard(ctx: ReadContext, draft: ScorecardDraft): Scorecard | null {
  const { id, span, name, renamedFrom, summary, initialScore, use } = draft;
  if (use === null) {
    ctx.reporter.report('DEC6023', draft.key.span, { name });
    return null;
  }
  const characteristics = draft.characteristics.map(
    (characteristic): Characteristic => ({
      ...characteristic,
      attributes: characteristic.attributes.map((attribute) => ({
        ...attribute,
        when: use.conditions.get(attribute.id) ?? null,
      })),
    }),
  );
  return { id, span, name, renamedFrom, summary, initialScore, characteristics };
}

function readCharacteristics(ctx: ReadContext, node: YamlNode, within: string): CharacteristicDraft[] {
  const listed = declarations(ctx, node, 'characteristic', 'identifier');
  const beyond = listed[MAX_CHARACTERISTICS];
  if (beyond !== undefined) expected(ctx, beyond.key, `A scorecard of at most ${MAX_CHARACTERISTICS} characteristics`);
  return listed.slice(0, MAX_CHARACTERISTICS).flatMap((declaration) => {
    const keys = readKeys(ctx, declaration.value, 'characteristic', declaration.key.span);
    return keys === null ? [] : [readCharacteristic(ctx, declaration, keys, `${within}/${declaration.name}`)];
  });
}

function readCharacteristic(ctx: ReadContext, declaration: Declaration, keys: Keys, id: string): CharacteristicDraft {
  const { name, span, key } = declaration;
  const several = keys.get('attributes');
  const otherwise = keys.get('otherwise');
  const one = keys.has('when') || keys.has('partialScore') || keys.has('reasonCode');
  const attributes: AttributeDraft[] = [];
  if (several === undefined ? !keys.has('partialScore') : one)
    ctx.reporter.report('DEC6024', key.span, { characteristic: name });
  else if (several === undefined) push(attributes, readAttribute(ctx, keys, `${id}/1`, span));
  else attributes.push(...readAttributes(ctx, several, id));
  if (otherwise !== undefined) push(attributes, readOtherwise(ctx, otherwise, `${id}/otherwise`));
  reportUnreached(ctx, name, attributes);
  return { id, span, name, attributes };
}

/** The first attribute that holds counts: none behind one that always holds, and none with a condition that stands above. */
function reportUnreached(ctx: ReadContext, characteristic: string, attributes: readonly AttributeDraft[]): void {
  const seen = new Set<string>();
  for (const [i, { when, span }] of attributes.entries()) {
    if (i > 0 && attributes[i - 1]?.when === null) {
      ctx.reporter.report('DEC6020', span, { characteristic, above: 'always holds' });
      return;
    }
    const condition = when?.kind === 'scalar' ? when.value.replace(/\s+/g, '') : null;
    if (condition !== null && seen.has(condition))
      ctx.reporter.report('DEC6020', span, { characteristic, above: 'has the same condition' });
    else if (condition !== null) seen.add(condition);
  }
}

function push(attributes: AttributeDraft[], attribute: AttributeDraft | null): void {
  if (attribute !== null) attributes.push(attribute);
}

function readAttributes(ctx: ReadContext, node: YamlNode, id: string): AttributeDraft[] {
  if (node.kind !== 'seq') {
    expected(ctx, node, 'A list of attributes, each {when: …, partialScore: …},');
    return [];
  }
  const beyond = node.items[MAX_ATTRIBUTES];
  if (beyond !== undefined) expected(ctx, beyond, `A characteristic of at most ${MAX_ATTRIBUTES} attributes`);
  return node.items.slice(0, MAX_ATTRIBUTES).flatMap((item, i) => {
    const keys = readKeys(ctx, item, 'scoreAttribute', visibleSpan(ctx, item));
    return keys === null ? [] : (readAttribute(ctx, keys, `${id}/${i + 1}`, visibleSpan(ctx, item)) ?? []);
  });
}

function readAttribute(ctx: ReadContext, keys: Keys, id: string, span: AttributeDraft['span']): AttributeDraft | null {
  const [when, partial, reason] = ['when', 'partialScore', 'reasonCode'].map((key) => keys.get(key));
  const partialScore = partial === undefined ? null : readScore(ctx, partial, 'A partial score');
  const unsaid = keys.entry('when');
  if (unsaid !== undefined && when === undefined) expected(ctx, unsaid.value, 'A condition');
  if (partialScore === null) return null;
  return {
    id,
    span,
    when: when ?? null,
    partialScore,
    reasonCode: reason === undefined ? null : readReasonCode(ctx, reason),
  };
}

/** `otherwise: 0.1`, or with a reason. */
function readOtherwise(ctx: ReadContext, node: YamlNode, id: string): AttributeDraft | null {
  if (node.kind === 'scalar') {
    const partialScore = readScore(ctx, node, 'A partial score');
    return partialScore === null ? null : { id, span: node.span, when: null, partialScore, reasonCode: null };
  }
  const keys = readKeys(ctx, node, 'otherwise', visibleSpan(ctx, node));
  return keys === null ? null : readAttribute(ctx, keys, id, visibleSpan(ctx, node));
}

/** A number as it is written, or null (reported). */
function readScore(ctx: ReadContext, node: YamlNode, what: string): string | null {
  const text = node.kind === 'scalar' && !isEmpty(node) ? node.value : '';
  if (/^-?(0|[1-9]\d{0,8})(\.\d{1,6})?$/.test(text)) return text;
  ctx.reporter.report('DEC6022', visibleSpan(ctx, node), { what });
  return null;
}

function readReasonCode(ctx: ReadContext, node: YamlNode): string | null {
  if (node.kind !== 'scalar') return expected(ctx, node, 'A code such as POOR_IMAGE');
  return checkName(ctx, node, 'enumValue') ? node.value : null;
}

/** One code may stand for several attributes of one characteristic, but not for two characteristics. */
function checkReasonCodes(ctx: ReadContext, draft: Pick<ScorecardDraft, 'characteristics'>): void {
  const owners = new Map<string, string>();
  for (const { name, attributes } of draft.characteristics) {
    for (const { reasonCode, span } of attributes) {
      const owner = reasonCode === null ? undefined : owners.get(reasonCode);
      if (reasonCode === null) continue;
      if (owner === undefined) owners.set(reasonCode, name);
      else if (owner !== name) ctx.reporter.report('DEC6021', span, { code: reasonCode, characteristic: owner });
    }
  }
}
