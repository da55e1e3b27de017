/** The face of the language front end. Other folders import from here and from `lib/spec/model.ts` (types) only. */
export { type Checked, checkSpec, MAX_SPEC_BYTES, openSession, type Session } from './check-spec.ts';
export type { Diagnostic, Fix, Severity, TextEdit } from './diagnostic.ts';
export { allCodes, type Explanation, explain } from './diagnostics/explain.ts';
export { type VersionTooSmall, versionTooSmall } from './diff/bump.ts';
export type { Bump, Change, ChangeClass, SemanticDiff } from './diff/change.ts';
export { diffModels } from './diff/diff-models.ts';
export { type Completion, completionsAt } from './editor/completions.ts';
export { definitionAt } from './editor/definition.ts';
export { fixesAt } from './editor/fixes.ts';
export { type Hover, hoverAt } from './editor/hover.ts';
export { applyEdits, type Formatting, formatSpec } from './format/format-spec.ts';
export { type JsonSchema, jsonSchema } from './json-schema/json-schema.ts';
export { stepSchemas } from './json-schema/step-schemas.ts';
export type { OutlineKind, OutlineNode } from './outline.ts';
export type { Readiness } from './readiness.ts';
export { type LanguageReference, languageReference } from './reference/language-reference.ts';
