import { remember } from '../incremental/remember.ts';
import type { MapNode, YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';

/** Forms that only secrets have. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'This is a private key.'],
  [/\bAKIA[0-9A-Z]{16}\b/, 'This is an AWS access key.'],
  [/\b(ghp|gho|ghs|github_pat)_[A-Za-z0-9_]{20,}/, 'This is a GitHub token.'],
  [/\bsk-[A-Za-z0-9_-]{20,}/, 'This is an API key.'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, 'This is a Slack token.'],
  [/\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/, 'This is a signed token.'],
  [/:\/\/[^\s/:@]+:[^\s/@$]+@/, 'This address has a password in it.'],
];

/** What one of them has: nearly no text does, and there are thousands. */
const SUSPICIOUS = /PRIVATE KEY|AKIA|gh[pos]_|github_pat_|sk-|xox|eyJ|:\/\//;

/** Reports every text anywhere in the specification that has the form of a secret. */
export function findSecrets(ctx: ReadContext, root: MapNode): void {
  for (const { key, value } of root.entries) {
    findIn(ctx, key);
    // Declaration by declaration, so that each is looked at only when it changed.
    if (value.kind === 'map') for (const entry of value.entries) findInParts(ctx, entry.key, [entry.key, entry.value]);
    else if (value.kind === 'seq') for (const item of value.items) findInParts(ctx, item, [item]);
    else findIn(ctx, value);
  }
}

function findInParts(ctx: ReadContext, at: YamlNode, parts: readonly YamlNode[]): void {
  remember(ctx, 'secrets', at, {}, (inside) => {
    for (const part of parts) findIn(inside, part);
    return null;
  });
}

function findIn(ctx: ReadContext, root: YamlNode): void {
  const open: YamlNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'map') for (const entry of node.entries) open.push(entry.value, entry.key);
    else if (node.kind === 'seq') open.push(...node.items);
    else if (node.value.length >= 12) {
      const value = node.value.slice(0, 10_000);
      if (!SUSPICIOUS.test(value)) continue;
      const found = SECRETS.find(([pattern]) => pattern.test(value));
      if (found !== undefined) ctx.reporter.report('SEC7004', node.span, { what: found[1] });
    }
  }
}
