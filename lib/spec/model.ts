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
  /** IANA time zone of `today()`, of schedules and of retention; UTC unless written. */
  timezone: string;
  /** Whether null output fields are sent; an endpoint may say otherwise. */
  nulls: 'keep' | 'omit';
  frameworks: readonly Framework[];
  /** How callers are known: alternatives, in the order that they are tried. Empty: JWT bearer tokens by the settings. */
  auth: readonly AuthScheme[];
  types: readonly TypeDeclaration[];
  roles: readonly Role[];
  entities: readonly Entity[];
  errors: readonly ErrorDeclaration[];
  /** The shape of every error's body; null for problem details (RFC 9457). */
  errorBody: Type | null;
  endpoints: readonly Endpoint[];
  processes: readonly Process[];
  decisions: readonly Decision[];
  scorecards: readonly Scorecard[];
  events: readonly EventDeclaration[];
  schedules: readonly Schedule[];
  integrations: readonly Integration[];
  requirements: readonly Requirement[];
  invariants: readonly Invariant[];
  scenarios: readonly Scenario[];
  deployment: Deployment | null;
  monitoring: Monitoring | null;
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

/** A declaration that may have had another name in an earlier version. */
export interface Renamable extends Named {
  renamedFrom: string | null;
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
  | 'base64'
  | 'bytes'
  | 'file'
  /** Stored as a hash (scrypt or argon2id), never given out, never logged. */
  | 'password'
  /** Reduced to an allow-list of elements on input; the only text that is sent unescaped in pages. */
  | 'html'
  /** A pattern that a caller sends; it runs in linear time. */
  | 'regex';

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
      /** Code points for texts, bytes for base64, bytes and files. */
      length: Bounds<number> | null;
      pattern: string | null;
      range: Bounds<string> | null;
      /** Digits after the decimal point; decimal only. */
      scale: number | null;
      /** Media types for base64, bytes and files. */
      media: readonly string[] | null;
      /** `number`: decimals and longs as JSON numbers on the wire instead of texts. Null: the default. */
      wire: 'number' | null;
      /** A text that holds another document, decoded into a declared type. */
      content: { media: 'application/json' | 'text/csv'; type: Type } | null;
    }
  | { kind: 'enum'; values: readonly string[] }
  | { kind: 'list'; of: Type; length: Bounds<number> | null }
  | {
      kind: 'map';
      of: Type;
      /** How many members it may have; left out: any number. */
      length?: Bounds<number> | null;
    }
  | {
      kind: 'object';
      fields: readonly Field[];
      /** What other members may be: none, anything (`any`), or of a type. Left out: none. */
      others?: 'any' | Type;
    }
  /** A value that fits one of several types, tried in order. */
  | { kind: 'oneOf'; of: readonly Type[] }
  | { kind: 'named'; name: string }
  | { kind: 'entity'; name: string }
  | { kind: 'ref'; entity: string }
  | { kind: 'optional'; of: Type };

/** How values are protected wherever they go. */
export interface Protection {
  classification: Classification | null;
  mask: MaskName | null;
  /** AES-256-GCM bound to the row. */
  encrypt: 'field' | null;
  /** Findable by equality only. */
  hash: 'keyed' | null;
}

export interface TypeDeclaration extends Renamable, Protection {
  type: Type;
}

export interface Field extends Named {
  type: Type;
  typeOrigin: Origin;
  summary: string | null;
  /** What the field says itself; a named type's own protection holds besides. Null: nothing. */
  protection: Protection | null;
}

export interface Role extends Named {
  summary: string | null;
}

// ── Data ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface EntityField extends Field {
  key: boolean;
  unique: boolean;
  /** A literal, an expression over `now()`, `uuid()` and other functions, or `sequence()`. */
  default: ValueSource | null;
  /** Computed when it is read, never stored. `row` is the row; entities are collections. */
  value: Expr | null;
  /** For references: what a deleted target does to this row. */
  onDelete: 'refuse' | 'cascade' | 'null';
  renamedFrom: string | null;
}

export interface Entity extends Renamable {
  summary: string | null;
  fields: readonly EntityField[];
  indexes: readonly (readonly string[])[];
  uniques: readonly (readonly string[])[];
  lifecycle: { field: string; moves: Readonly<Record<string, readonly string[]>>; span: Span } | null;
  retention: { keep: Period; from: string; then: 'erase'; span: Span } | null;
  /** Why retention is suspended; null: it is not. */
  hold: string | null;
  owner: string | null;
  visibleTo: readonly string[];
  /** An entity that is a folder of files; its fields are `path folder name size media text bytes`. */
  files: { root: Setting; access: 'read' | 'write'; maxBytes: number | null; span: Span } | null;
}

/** The name of a setting that is taken from the environment at start, without its `$`. */
export type Setting = string;

/** A calendar period: months and years are not seconds. */
export interface Period {
  count: number;
  unit: 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
}

export interface ErrorDeclaration extends Renamable {
  status: number;
  title: string;
  detail: string | null;
  /** Another shape of the answer; null: the service's. */
  body: Type | null;
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

export interface Endpoint extends Renamable {
  /** `name` is the operation id, camelCase. */
  nameOrigin: Origin;
  method: HttpMethod;
  /** With `{name}` parameters, as written. */
  path: string;
  summary: string | null;
  access: Access;
  idempotency: Idempotency | null;
  rateLimit: RateLimit | null;
  paginate: Pagination | null;
  input: readonly InputField[];
  /** A request body that is one value, read as `input.body`. Null: the body is an object of the inputs that are in it. */
  body: { type: Type; contentType: string | null; span: Span } | null;
  processing: readonly Step[];
  output: readonly OutputField[];
  /** An answer that is one value, such as a list. Null: an object of the outputs. `output` is empty then. */
  wholeOutput: (SpecNode & { type: Type; typeOrigin: Origin; from: OutputSource }) | null;
  /** The success status; 200 unless written. */
  status: number;
  response: ResponseForm | null;
  /** Errors that the operation names besides those that its steps raise. */
  errors: readonly string[];
  /** Null: as the service says. */
  nulls: 'keep' | 'omit' | null;
  sla: Sla | null;
  audit: Audit | null;
}

export type Access =
  | { kind: 'public'; origin: Origin }
  | {
      /** `optional`: callers may be nobody; then `caller.id` is null. */
      kind: 'authenticated' | 'optional';
      roles: readonly string[];
      scopes: readonly string[];
      /** Must hold besides: over `caller` and `input`. */
      when: Expr | null;
      origin: Origin;
    };

/** Safe repetition (the IETF draft on the Idempotency-Key header). Keys are scoped by caller and operation. */
export interface Idempotency extends SpecNode {
  header: string;
  keep: Period;
}

export interface RateLimit extends SpecNode {
  limit: number;
  per: Period;
  /** Who shares one limit; `input.x` is an input's name. */
  by: { kind: 'caller' } | { kind: 'address' } | { kind: 'input'; input: string };
}

export interface Pagination extends SpecNode {
  limit: number;
  max: number;
  style: 'offset' | 'cursor';
}

export interface ResponseForm extends SpecNode {
  headers: readonly Assignment[];
  contentType: string | null;
  /** A Mustache template over the outputs. */
  template: string | null;
}

export interface InputField extends Field {
  renamedFrom: string | null;
  in: 'body' | 'path' | 'query' | 'header' | 'cookie' | 'form' | 'multipart';
  default: ValueSource | null;
  /** The name on the wire, where it is another one. */
  as: string | null;
}

/** Where a value that is given out comes from: an expression, a literal, the step or variable of that name, or a person's form. */
export type OutputSource = ValueSource | { kind: 'step'; step: string } | { kind: 'form'; step: string };

export interface OutputField extends Field {
  renamedFrom: string | null;
  from: OutputSource;
  fromOrigin: Origin;
  /** The name on the wire, where it is another one. */
  as: string | null;
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
  /** `classified`: classified values are masked in the record. */
  redact: 'classified' | 'none' | null;
  tamperEvident: boolean;
  origin: Origin;
  notUnderstood: readonly string[];
}

// ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface StepBase extends Named {
  /** A condition, or null for always. A conditional step's result is optional afterwards. */
  when: Expr | null;
}

export type Step =
  /** `else` is the error where the value is null. */
  | (StepBase & { kind: 'set'; value: ValueSource; else: string | null })
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
  | (StepBase & { kind: 'upsert'; entity: string; key: readonly string[]; with: readonly Assignment[] })
  | (StepBase & { kind: 'decide'; decision: string; with: readonly Assignment[] })
  | (StepBase & { kind: 'score'; scorecard: string; with: readonly Assignment[] })
  | (StepBase & CallStep)
  | (StepBase & ScreenStep)
  | (StepBase & ExtractStep)
  | (StepBase & InferStep)
  | (StepBase & {
      kind: 'issueToken';
      subject: Expr;
      /** Role names, or an expression that gives a list of them. */
      roles: ValueSource | null;
      claims: readonly Assignment[];
      expires: Period | null;
    })
  | (StepBase & { kind: 'emit'; event: string; with: readonly Assignment[] })
  | (StepBase & UserTaskStep)
  | (StepBase & { kind: 'switch'; cases: readonly SwitchCase[] })
  | (StepBase & { kind: 'for'; variable: string; in: Expr; do: readonly Step[] })
  /** Branches of outside work, side by side; each branch's results are seen afterwards. */
  | (StepBase & { kind: 'fork'; branches: readonly (Named & { do: readonly Step[] })[] })
  | (StepBase & { kind: 'try'; do: readonly Step[]; catch: readonly Catch[] })
  /** A durable timer: for a time, or until a moment. */
  | (StepBase & { kind: 'wait'; until: { kind: 'period'; period: Period } | { kind: 'moment'; expr: Expr } })
  | (StepBase & { kind: 'run'; process: string; with: readonly Assignment[] })
  | (StepBase & CustomStep)
  | (StepBase & ProseStep);

/** Why a call fails (language, "Calls"). */
export type CallFailure = 'timeout' | 'unavailable' | 'rate_limited' | 'rejected' | 'invalid_response';

/** What protects outside work. Times are milliseconds. */
export interface CallPolicy {
  /** Per attempt. Null: not declared (5 s are used, and a warning says so). */
  timeoutMs: number | null;
  retry: {
    /** Attempts after the first. */
    limit: number;
    backoff: 'exponential' | 'constant';
    delayMs: number;
    on: readonly CallFailure[];
    span: Span;
  } | null;
  circuitBreaker: { failureRatePercent: number; window: number; openMs: number; span: Span } | null;
  fallback: Fallback | null;
}

/** What is used when outside work fails; `STEP.degraded` is true then. */
export type Fallback =
  | { kind: 'value'; value: ValueSource; note: string | null; span: Span }
  /** The last success for identical input, no older than this. */
  | { kind: 'snapshot'; within: Period; span: Span };

export interface CallStep {
  kind: 'call';
  integration: string;
  operation: string;
  with: readonly Assignment[];
  policy: CallPolicy;
  else: string | null;
}

/** A fuzzy match of a subject against lists. Result: `{best, hits: [{list, entry, score, source, upstreamScore}], degraded}`. */
export interface ScreenStep {
  kind: 'screen';
  subject: readonly Assignment[];
  against: readonly (
    | { kind: 'operation'; integration: string; operation: string; span: Span }
    | { kind: 'entity'; entity: string; field: string | null; span: Span }
  )[];
  algorithm: { name: 'jaro_winkler'; fold: readonly ('case' | 'diacritics' | 'token_order')[] };
  /** Decimal text, 0..1. */
  threshold: string;
  policy: CallPolicy;
}

/** Text and fields from documents. Result: the fields of `as` plus `text` and `quality` (0..1). */
export interface ExtractStep {
  kind: 'extract';
  from: Expr;
  engine: { name: 'tesseract' | 'pdftotext'; languages: readonly string[] };
  /** The object type that is filled. */
  as: string | null;
  read: readonly FieldReader[];
  /** Only its timeout is ever set. */
  policy: CallPolicy;
  /** The error when a required field is not found; null: `invalid_input`. */
  else: string | null;
}

export interface FieldReader extends Named {
  pattern: string | null;
  /** The label that stands before the value. */
  after: string | null;
  /** A date's layout, such as `dd/MM/yyyy` (Unicode Technical Standard 35). */
  format: string | null;
}

/** A model behind the Open Inference Protocol (V2). Result: the outputs plus `model` and `version`. */
export interface InferStep {
  kind: 'infer';
  integration: string;
  model: string;
  version: string | null;
  features: readonly Assignment[];
  output: readonly Field[];
  policy: CallPolicy;
}

/** Waits for a person. Result: the fields of `result`, and who gave them. */
export interface UserTaskStep {
  kind: 'userTask';
  title: string;
  candidates: readonly string[];
  /** Who must not do it (four eyes). */
  notBy: readonly Expr[];
  show: readonly Expr[];
  result: readonly Field[];
  due: { within: Period; escalate: string | null; span: Span } | null;
  /** The answer that is given while it waits. */
  respond: { status: number; with: readonly Assignment[]; span: Span } | null;
}

export interface SwitchCase extends SpecNode {
  /** Null: otherwise. */
  when: Expr | null;
  do: readonly Step[];
}

export interface Catch extends SpecNode {
  /** Names of declared, built-in and call errors; empty: every error. */
  errors: readonly string[];
  do: readonly Step[];
}

/** Code of its own that a sentence, a contract and examples describe. */
export interface CustomStep {
  kind: 'custom';
  text: string;
  input: readonly Field[];
  output: readonly Field[];
  with: readonly Assignment[];
  examples: readonly (SpecNode & { given: JsonLiteral; then: JsonLiteral })[];
  programs: readonly string[];
  timeoutMs: number | null;
  /** What one run of it may take up at most, in bytes. Null: as the sandbox says. */
  limits: { memoryBytes: number | null; outputBytes: number | null; span: Span } | null;
}

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

export interface Decision extends Renamable {
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

/** A DMN unary test (DMN 1.5 §7.3.13). `startsWith` is for texts: DMN's `starts with(?, "x")`. */
export type UnaryTest =
  | { kind: 'any'; span: Span }
  | { kind: 'oneOf'; tests: readonly UnaryTest[]; span: Span }
  | { kind: 'not'; test: UnaryTest; span: Span }
  | { kind: 'compare'; operator: '<' | '<=' | '>' | '>=' | '=='; value: JsonLiteral; span: Span }
  | { kind: 'startsWith'; prefix: string; span: Span }
  | { kind: 'interval'; low: string; lowIncluded: boolean; high: string; highIncluded: boolean; span: Span };

/** A PMML 4.4 scorecard. Result: `{score, reasonCodes (largest part first), parts}`. */
export interface Scorecard extends Renamable {
  summary: string | null;
  /** Decimal text. */
  initialScore: string;
  characteristics: readonly Characteristic[];
}

/** One characteristic: the first attribute that holds gives its part. */
export interface Characteristic extends Named {
  attributes: readonly (SpecNode & {
    /** Null: always. */
    when: Expr | null;
    /** Decimal text; may be negative. */
    partialScore: string;
    reasonCode: string | null;
  })[];
}

// ── Work that no caller asks for ─────────────────────────────────────────────────────────────────────────────────────

/** A named step list that `run` and `schedules` use. */
export interface Process extends Renamable {
  summary: string | null;
  input: readonly Field[];
  processing: readonly Step[];
  output: readonly OutputField[];
}

/** A published event (CloudEvents 1.0). */
export interface EventDeclaration extends Renamable {
  summary: string | null;
  channel: string;
  payload: readonly Field[];
  delivery: 'outbox';
  webhook: 'signed' | null;
  /** The payload field by which deliveries are ordered. */
  subject: string | null;
  subscribers: readonly { url: Setting; secret: Setting | null; span: Span }[];
}

export interface Schedule extends Renamable {
  /** Five fields: minute hour day month weekday. */
  cron: string;
  timezone: string;
  processing: readonly Step[];
}

// ── Around the service ───────────────────────────────────────────────────────────────────────────────────────────────

export interface Framework extends Named {
  /** What the framework's rules ask about the service, such as `{category: qualified}`. */
  facts: readonly (Named & { value: JsonLiteral })[];
}

export interface AuthScheme extends SpecNode {
  scheme: 'oidc' | 'jwt' | 'api_key' | 'session';
  /** An address, or a setting that holds one. */
  issuer: { kind: 'literal'; text: string } | { kind: 'setting'; name: Setting } | null;
  audience: string | null;
  secret: Setting | null;
  header: { name: string; prefix: string | null } | null;
  cookie: { name: string; sameSite: 'strict' | 'lax' | 'none'; secure: boolean | null } | null;
  /** The entity whose row the token's subject names. */
  subject: string | null;
  expires: Period | null;
}

export interface Integration extends Renamable {
  protocol: 'rest' | 'soap' | 'graphql' | 'kafka' | 'webhook' | 'sftp' | 'smtp' | null;
  /** `oauth2_client_credentials`, `api_key`, `basic`, `bearer`, `mtls`, `none`, or words of a phrase. */
  auth: string | null;
  baseUrl: Setting | null;
  secret: Setting | null;
  /** `xmlenc`, `pgp` or another named way; null: none said. */
  encrypt: string | null;
  operations: readonly IntegrationOperation[];
  /** What its operations use unless a call says otherwise. */
  policy: CallPolicy;
  /** Calls at the same time; null: not limited. */
  maxConcurrent: number | null;
  summary: string;
  /** Words of a phrase that were not understood, in order. */
  notUnderstood: readonly string[];
  /** Steps that use it, by id. */
  usedBy: readonly string[];
}

export interface IntegrationOperation extends Named {
  summary: string | null;
  effect: 'read' | 'idempotent' | 'write';
  effectOrigin: Origin;
  /** As written: `GET /customers/{id}`, a SOAP action, a GraphQL document, a topic. */
  request: string;
  input: readonly Field[];
  output: readonly Field[];
}

export interface Requirement extends Named {
  text: string;
  /** What was read from it, one plain fact each. */
  facts: readonly string[];
  /** What a precise requirement says, and what a phrase was read as. */
  control: Control | null;
  notUnderstood: readonly string[];
}

/** A requirement that rules can check (OSCAL: a control implementation). */
export type Control =
  | { kind: 'data_residency'; regions: readonly string[] }
  | { kind: 'encryption'; atRest: string | null; inTransit: string | null; keys: string | null; rotate: Period | null }
  | { kind: 'audit_retention'; keep: Period }
  | {
      kind: 'access_controls';
      model: string | null;
      /** Names of steps that a second person has to do. */
      approvals: readonly string[];
      reviewEvery: Period | null;
    };

/** A property that always holds: a property-based test, and a check at run time. */
export interface Invariant extends Renamable {
  /** What it is about. */
  of:
    | { kind: 'decision'; name: string }
    | { kind: 'scorecard'; name: string }
    | { kind: 'entity'; name: string }
    | { kind: 'operation'; name: string };
  holds: Expr;
  text: string;
}

// ── Examples ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** An acceptance example (Gherkin). With `examples` it is one example for each row, `<name>` replaced. */
export interface Scenario extends Named {
  given: readonly Given[];
  /** Calls in order. */
  when: readonly ScenarioCall[];
  then: readonly Expectation[];
  examples: ExampleTable | null;
}

export type Given =
  | { kind: 'stub'; integration: string; operation: string; answer: JsonLiteral; fails: CallFailure | null; span: Span }
  | { kind: 'rows'; entity: string; rows: readonly JsonLiteral[]; span: Span }
  | { kind: 'caller'; id: string | null; roles: readonly string[]; scopes: readonly string[]; span: Span }
  | { kind: 'now'; text: string; span: Span };

export interface ScenarioCall extends SpecNode {
  /** An operation, a schedule or a task that a person completes. */
  kind: 'operation' | 'schedule' | 'task';
  name: string;
  input: JsonLiteral;
  /** Who calls, where it is not the scenario's caller. */
  as: JsonLiteral;
}

export type Expectation =
  | { kind: 'status'; status: JsonLiteral; span: Span }
  /** `path` such as `body.items[0].name`; a literal, or a placeholder. */
  | { kind: 'body'; path: string; value: JsonLiteral; span: Span }
  | { kind: 'header'; name: string; value: JsonLiteral; span: Span }
  | { kind: 'rows'; entity: string; rows: JsonLiteral; span: Span }
  | { kind: 'event'; event: string; payload: JsonLiteral; span: Span };

export interface ExampleTable {
  columns: readonly string[];
  rows: readonly { cells: readonly string[]; span: Span }[];
  span: Span;
}

// ── Operation ────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Deployment extends SpecNode {
  replicas: Bounds<number> | null;
  /** Kubernetes quantities, as written: `500m`, `512Mi`. */
  resources: { cpu: string | null; memory: string | null } | null;
  rollout: {
    strategy: 'rolling' | 'canary' | 'blueGreen';
    /** Shares of traffic in percent, rising to 100. */
    steps: readonly number[];
    holdMs: number | null;
    abortOn: readonly ('contract' | 'sla' | 'errors' | 'invariants')[];
    span: Span;
  } | null;
  rollback: 'automatic' | 'manual';
  unrefined: 'operator' | 'refuse';
  regions: readonly string[];
}

export interface Monitoring extends SpecNode {
  alerts: readonly Alert[];
}

export interface Alert extends SpecNode {
  /** The operation whose error budget is watched. */
  burnRate: string;
  /** Multi-window burn rates, as `14.4x/1h`: the factor as decimal text, the window in milliseconds. */
  rates: readonly { factor: string; windowMs: number }[];
  page: string;
}
