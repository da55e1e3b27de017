import { LEAVES, type Made, textOf } from './generate-expression.ts';

/** Expressions that are like another one but smaller: a part in its place, a simple value in the place of a part. */
export function smaller(made: Made): Made[] {
  const inner = made.parts.filter((part) => typeof part !== 'string');
  const lifted = inner.flatMap(descendants).filter(({ kind }) => kind === made.kind);
  const own = textOf(made);
  const leaves = LEAVES[made.kind]
    .filter((leaf) => leaf.length < own.length)
    .map((leaf) => ({ kind: made.kind, parts: [leaf] }));
  const within = made.parts.flatMap((part, at) =>
    typeof part === 'string' ? [] : smaller(part).map((less) => ({ ...made, parts: made.parts.with(at, less) })),
  );
  return [...leaves, ...lifted, ...within];
}

function descendants(made: Made): Made[] {
  return [made, ...made.parts.flatMap((part) => (typeof part === 'string' ? [] : descendants(part)))];
}
