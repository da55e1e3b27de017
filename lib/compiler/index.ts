export { BY_SETTINGS, type CallerProof, callerProof } from './caller-proof.ts';
export type { Compilation, Released } from './compilation.ts';
export { compile } from './compile.ts';
export type { GeneratedFile, LineOrigin } from './generated-file.ts';
export { originOf, placesOf } from './line-origins.ts';
export { notYet } from './not-yet.ts';
export type { Unwritten } from './unwritten-expressions.ts';
