import type { Span } from '../core/text-range.ts';
import type { Expr } from './expressions/ast.ts';

/**
 * The model: what a specification's text means. `checkSpec` makes it, the compiler and the pages read it, nothing changes it.
 * Every node has a stable `id` (a path of names such as `endpoints/verifyKyc/input/customer_id`, independent of order and
 * layout) and the `span` of the text that it came from.
 */
export interface Model {
  service: Named;
  version: string;
  specVersion: string;
  domain: string | null;
  summary: string | null;
  frameworks: readonly Named[];
  types: readonly TypeDeclaration[];
  roles: readonly Role[];
  entities: readonly Entity[];
  errors: readonly ErrorDeclaration[];
  endpoints: readonly Endpoint[];
  decisions: readonly Decision[];
  integrations: readonly Integration[];
  requirements: readonly Requirement[];
  /** Everything that was not written but had to be decided, in text order. */
  assumptions: readonly Assumption[];
}

export interface SpecNode {
  id: string;
  span: Span;
}

export interface Named extends SpecNode {
  name: string;
}

/** How a value came to be: written precisely, read from a phrase, assumed (a person should confirm), or the language's default. */
export type Origin = 'written' | 'phrase' | 'assumed' | 'default';

export interface Assumption extends SpecNode {
  /** The place that the assumption is about, as a person names it: `verifyKyc.output.confidence_score`. */
  subject: string;
  /** One plain sentence: what was assumed. */
  text: string;
}

// ── Types ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type ScalarName =
  | 'string'
  | 'int'
  | 'long'
  | 'double'
  | 'decimal'
  | 'bool'
  | 'date'
  | 'timestamp'
  | 'duration'
  | 'uuid'
  | 'email'
  | 'url'
  | 'phone'
  | 'json'
  | 'base64';

export type Classification = 'public' | 'internal' | 'confidential' | 'pii' | 'sensitive';
export type MaskName = 'omit' | 'last4' | 'initials' | 'year';

/** Bounds are inclusive. Numbers are decimal texts, exactly as written, so that `1.10` stays `1.10`. */
export interface Bounds<T> {
  min: T | null;
  max: T | null;
}

export type Type =
  | {
      kind: 'scalar';
      name: ScalarName;
      /** Code points for texts, bytes for base64. */
      length: Bounds<number> | null;
      pattern: string | null;
      range: Bounds<string> | null;
      /** Digits after the decimal point; decimal only. */
      scale: number | null;
      /** Media types for base64. */
      media: readonly string[] | null;
    }
  | { kind: 'enum'; values: readonly string[] }
  | { kind: 'list'; of: Type; length: Bounds<number> | null }
  | { kind: 'map'; of: Type }
  | { kind: 'object'; fields: readonly Field[] }
  | { kind: 'named'; name: string }
  | { kind: 'entity'; name: string }
  | { kind: 'ref'; entity: string }
  | { kind: 'optional'; of: Type };

export interface TypeDeclaration extends Named {
  type: Type;
  classification: Classification | null;
  mask: MaskName | null;
}

export interface Field extends Named {
  type: Type;
  typeOrigin: Origin;
  summary: string | null;
}

export interface Role extends Named {
  summary: string | null;
}

// ── Data ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface EntityField extends Field {
  key: boolean;
  unique: boolean;
  default: ValueSource | null;
}

export interface Entity extends Named {
  fields: readonly EntityField[];
  indexes: readonly (readonly string[])[];
  uniques: readonly (readonly string[])[];
  lifecycle: { field: string; moves: Readonly<Record<string, readonly string[]>>; span: Span } | null;
  retention: { keep: Period; from: string; then: 'erase'; span: Span } | null;
  owner: string | null;
  visibleTo: readonly string[];
}

/** A calendar period: months and years are not seconds. */
export interface Period {
  count: number;
  unit: 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
}

export interface ErrorDeclaration extends Named {
  status: number;
  title: string;
  detail: string | null;
}

/** A literal, or an expression that is computed at run time. */
export type ValueSource =
  | { kind: 'literal'; value: JsonLiteral; span: Span }
  | { kind: 'expression'; expr: Expr; span: Span };

/** Numbers are kept as the text that was written. */
export type JsonLiteral =
  | null
  | boolean
  | string
  | { number: string }
  | readonly JsonLiteral[]
  | { map: Readonly<Record<string, JsonLiteral>> };

// ── Operations ───────────────────────────────────────────────────────────────────────────────────────────────────────

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Endpoint extends Named {
  /** `name` is the operation id, camelCase. */
  nameOrigin: Origin;
  method: HttpMethod;
  /** With `{name}` parameters, as written. */
  path: string;
  summary: string | null;
  access: Access;
  input: readonly InputField[];
  processing: readonly Step[];
  output: readonly OutputField[];
  /** The success status; 200 unless written. */
  status: number;
  sla: Sla | null;
  audit: Audit | null;
}

export type Access =
  | { kind: 'public'; origin: Origin }
  | { kind: 'authenticated'; roles: readonly string[]; scopes: readonly string[]; origin: Origin };

export interface InputField extends Field {
  in: 'body' | 'path' | 'query' | 'header';
}

export interface OutputField extends Field {
  /** Where the value comes from: an expression, a literal, the step or variable of that name, or a person's form. */
  from: ValueSource | { kind: 'step'; step: string } | { kind: 'form'; step: string };
  fromOrigin: Origin;
}

export interface Sla extends SpecNode {
  /** `percentile` of requests answer within `withinMs`. */
  latency: { percentile: number; withinMs: number } | null;
  availability: string | null;
  window: Period | null;
  notUnderstood: readonly string[];
}

export interface Audit extends SpecNode {
  record: readonly ('request' | 'response' | 'decisions')[];
  keep: Period | null;
  origin: Origin;
  notUnderstood: readonly string[];
}

// ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface StepBase extends Named {
  /** A condition, or null for always. A conditional step's result is optional afterwards. */
  when: Expr | null;
}

export type Step =
  | (StepBase & { kind: 'set'; value: ValueSource })
  | (StepBase & { kind: 'guard'; holds: Expr; else: string })
  | (StepBase & { kind: 'raise'; error: string })
  | (StepBase & { kind: 'find'; entity: string; where: Expr; else: string | null })
  | (StepBase & {
      kind: 'list';
      entity: string;
      where: Expr | null;
      orderBy: readonly { field: string; descending: boolean }[];
      limit: ValueSource | null;
      offset: ValueSource | null;
    })
  | (StepBase & { kind: 'count'; entity: string; where: Expr | null })
  | (StepBase & { kind: 'create'; entity: string; with: readonly Assignment[] })
  | (StepBase & { kind: 'update'; entity: string; where: Expr; with: readonly Assignment[]; else: string | null })
  | (StepBase & { kind: 'delete'; entity: string; where: Expr; else: string | null })
  | (StepBase & { kind: 'decide'; decision: string; with: readonly Assignment[] })
  | (StepBase & ProseStep);

/** A step that is only prose: a person does it. `form` holds the values that the person must give. */
export interface ProseStep {
  kind: 'prose';
  text: string;
  form: readonly Field[];
  candidates: readonly string[];
}

export interface Assignment extends SpecNode {
  name: string;
  value: ValueSource;
}

// ── Decisions ────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Decision extends Named {
  hitPolicy: 'unique' | 'first' | 'any' | 'collect';
  inputs: readonly DecisionInput[];
  outputs: readonly Field[];
  rules: readonly Rule[];
}

export interface DecisionInput extends Named {
  expr: Expr;
  type: Type;
}

export interface Rule extends SpecNode {
  /** 1-based, as people count. */
  number: number;
  /** One per input, in order. */
  tests: readonly UnaryTest[];
  /** One per output, in order. */
  values: readonly { value: ValueSource; span: Span }[];
}

/** A DMN unary test (DMN 1.5 §7.3.13). */
export type UnaryTest =
  | { kind: 'any'; span: Span }
  | { kind: 'oneOf'; tests: readonly UnaryTest[]; span: Span }
  | { kind: 'not'; test: UnaryTest; span: Span }
  | { kind: 'compare'; operator: '<' | '<=' | '>' | '>=' | '=='; value: JsonLiteral; span: Span }
  | { kind: 'interval'; low: string; lowIncluded: boolean; high: string; highIncluded: boolean; span: Span };

// ── Around the service ───────────────────────────────────────────────────────────────────────────────────────────────

export interface Integration extends Named {
  protocol: 'rest' | 'soap' | 'graphql' | 'kafka' | 'webhook' | 'sftp' | 'smtp' | null;
  auth: string | null;
  summary: string;
  /** Words of a phrase that were not understood, in order. */
  notUnderstood: readonly string[];
  /** Steps that use it, by id. */
  usedBy: readonly string[];
}

export interface Requirement extends Named {
  text: string;
  /** What was read from it, one plain fact each. */
  facts: readonly string[];
  notUnderstood: readonly string[];
}
