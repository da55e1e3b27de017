import type { Control } from '../model.ts';
import { sayPeriod } from '../phrases/duration.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, scalarsOf, textOf } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { readPeriodNode } from './read-promises.ts';

/** The keys of each precise requirement. */
const KEYS_OF: Readonly<Record<Control['kind'], readonly string[]>> = {
  data_residency: ['regions'],
  encryption: ['atRest', 'inTransit', 'keys', 'rotate'],
  audit_retention: ['keep'],
  access_controls: ['model', 'approvals', 'reviewEvery'],
};

const isKind = (name: string): name is Control['kind'] => Object.hasOwn(KEYS_OF, name);

/** Reads the precise form of a requirement by its name. Null if it has none, or if it says nothing that can be checked (reported). */
export function readControl(
  ctx: ReadContext,
  node: YamlNode,
  { name, key }: Declaration,
  people: ReadonlySet<string>,
): Control | null {
  const keys = readKeys(ctx, node, 'requirement', key.span);
  if (keys === null) return null;
  if (!isKind(name)) {
    const kinds = Object.keys(KEYS_OF);
    const suggestion = ctx.reporter.suggest(name, kinds);
    const fixes =
      suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: key.span, text: suggestion }] }];
    ctx.reporter.report('SPC2008', key.span, { value: name, expected: kinds, suggestion }, fixes);
    return null;
  }
  for (const { key: written } of keys.node.entries) {
    if (!keys.has(written.value) || KEYS_OF[name].includes(written.value)) continue;
    ctx.reporter.report('SPC2001', written.span, { key: written.value, where: `\`${name}\``, suggestion: null });
  }
  return READERS[name](ctx, keys, people);
}

type ControlReader = (ctx: ReadContext, keys: Keys, people: ReadonlySet<string>) => Control | null;

const READERS: Readonly<Record<Control['kind'], ControlReader>> = {
  data_residency: readResidency,
  encryption: readEncryption,
  audit_retention: readRetention,
  access_controls: readAccessControls,
};

function readResidency(ctx: ReadContext, keys: Keys): Control | null {
  const node = keys.get('regions');
  if (node === undefined) return missing(ctx, keys, 'regions');
  return { kind: 'data_residency', regions: readRegions(ctx, node) };
}

/** Regions of a cloud, such as `ap-south-1`, and countries by their ISO 3166 codes, such as `IN`. Others are reported. */
export function readRegions(ctx: ReadContext, node: YamlNode): string[] {
  return scalarsOf(ctx, node, 'regions').flatMap((item) => {
    if (/^[A-Za-z][A-Za-z0-9-]{1,39}$/.test(item.value)) return [item.value];
    ctx.reporter.report('SPC2007', item.span, {
      name: item.value,
      rule: 'a region is written like ap-south-1, a country like IN',
    });
    return [];
  });
}

function readEncryption(ctx: ReadContext, keys: Keys): Control | null {
  const atRest = word(ctx, keys, 'atRest', /^[A-Za-z0-9][A-Za-z0-9-]{1,29}$/, 'A cipher such as AES-256');
  const inTransit = word(ctx, keys, 'inTransit', /^(TLS|SSL)[ v-]*\d(\.\d)?$/i, 'A version such as TLS 1.3');
  const where = word(ctx, keys, 'keys', /^[a-z][a-z0-9-]{1,29}$/, 'Where keys are kept, such as kms or hsm');
  const node = keys.get('rotate');
  const rotate = node === undefined ? null : readPeriodNode(ctx, node);
  return { kind: 'encryption', atRest, inTransit, keys: where, rotate };
}

function readRetention(ctx: ReadContext, keys: Keys): Control | null {
  const node = keys.get('keep');
  if (node === undefined) return missing(ctx, keys, 'keep');
  const keep = readPeriodNode(ctx, node);
  return keep === null ? null : { kind: 'audit_retention', keep };
}

function readAccessControls(ctx: ReadContext, keys: Keys, people: ReadonlySet<string>): Control | null {
  const [approvalsNode, reviewNode] = ['approvals', 'reviewEvery'].map((key) => keys.get(key));
  const approvals = approvalsNode === undefined ? [] : scalarsOf(ctx, approvalsNode, 'steps');
  return {
    kind: 'access_controls',
    model: word(ctx, keys, 'model', /^(rbac|abac)$/, 'rbac or abac'),
    approvals: approvals.flatMap((item) => {
      if (people.has(item.value)) return [item.value];
      const suggestion = ctx.reporter.suggest(item.value, people);
      const fixes =
        suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: item.span, text: suggestion }] }];
      ctx.reporter.report('SPC2013', item.span, { what: 'step of a person', name: item.value, suggestion }, fixes);
      return [];
    }),
    reviewEvery: reviewNode === undefined ? null : readPeriodNode(ctx, reviewNode),
  };
}

function word(ctx: ReadContext, keys: Keys, key: string, form: RegExp, what: string): string | null {
  const node = keys.get(key);
  const text = node === undefined ? null : textOf(ctx, node, what);
  if (node === undefined || text === null || form.test(text)) return text;
  ctx.reporter.report('SPC2003', node.span, { expected: what, found: 'another text' });
  return null;
}

function missing(ctx: ReadContext, keys: Keys, key: string): null {
  ctx.reporter.report('SPC2002', keys.node.span, { key, where: 'This requirement' });
  return null;
}

/** What a precise requirement says, one plain fact each, in the words in which phrases are said. */
export function sayControl(control: Control): string[] {
  switch (control.kind) {
    case 'data_residency':
      return [`Data stays in ${control.regions.join(' and ')}.`];
    case 'audit_retention':
      return [`Records are kept for ${sayPeriod(control.keep)}.`];
    case 'encryption':
      return [
        ...(control.atRest === null ? [] : [`Stored data is encrypted with ${control.atRest}.`]),
        ...(control.inTransit === null ? [] : [`Connections use ${control.inTransit} or newer.`]),
        ...(control.keys === null ? [] : [`Keys are kept in ${control.keys}.`]),
        ...(control.rotate === null ? [] : [`Keys change every ${sayPeriod(control.rotate)}.`]),
      ];
    case 'access_controls':
      return [
        ...(control.model === 'rbac' ? ['Rights are given by role.'] : []),
        ...(control.model === 'abac' ? ['Rights are given by role and by attributes.'] : []),
        ...(control.approvals.length === 0 ? [] : [`A second person does ${control.approvals.join(' and ')}.`]),
        ...(control.reviewEvery === null ? [] : [`Rights are looked through every ${sayPeriod(control.reviewEvery)}.`]),
      ];
  }
}
