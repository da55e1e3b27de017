/** What a key takes. Read by the checker's key rules, by completion and by hover: one table says all. */
export type Takes =
  /** A plain text, said in words: "a sentence". With `many`, or a list of them. */
  | { form: 'text'; what: string; many?: true }
  /** One of a few words. With `many`, or a list of them. */
  | { form: 'oneOf'; values: readonly string[]; many?: true }
  /** A type. With `many`, a list of them; with `shape`, its precise form has the keys of that shape. */
  | { form: 'type'; many?: true; shape?: ShapeName }
  /** Always an expression, written without `=`. With `many`, or a list of them. */
  | { form: 'expression'; many?: true }
  /** A literal, or an expression behind `=`. */
  | { form: 'value' }
  /** The name of something that is declared elsewhere. */
  | { form: 'reference'; to: ReferenceKind; many?: boolean }
  | { form: 'phrase'; phrase: 'sla' | 'audit' | 'period' | 'fallback' | 'score'; shape: ShapeName | null }
  /** A map with keys of its own, or one of a few words that stand for such a map. With `many`, or a list of them. */
  | { form: 'map'; shape: ShapeName; words?: readonly string[]; many?: true }
  | { form: 'list'; shape: ShapeName }
  /** Declarations: a map by name, or a list of maps with one key each. */
  | { form: 'named'; shape: ShapeName; short: string }
  /** For each name of a kind, the list of those that belong to it. */
  | { form: 'lists'; what: string }
  /** Values by name, as in `with`. */
  | { form: 'values' }
  /** Step lists by name. */
  | { form: 'branches' }
  /** A map, or a list, whose keys are names of declared things and whose form depends on them; said in words. */
  | { form: 'open'; what: string };

export type ReferenceKind =
  | 'entity'
  | 'error'
  | 'role'
  | 'decision'
  | 'field'
  | 'process'
  | 'scorecard'
  | 'event'
  | 'integration'
  /** `INTEGRATION.OPERATION`. */
  | 'operation';

export interface KeyShape {
  takes: Takes;
  /** One or two sentences for the hover. */
  doc: string;
  /** One line or a few of YAML. */
  example: string;
  required?: true;
}

export interface Shape {
  /** As in a sentence: "an endpoint". */
  name: string;
  keys: Readonly<Record<string, KeyShape>>;
}

export type ShapeName =
  | 'spec'
  | 'type'
  | 'field'
  | 'role'
  | 'entity'
  | 'entityField'
  | 'retention'
  | 'files'
  | 'lifecycle'
  | 'error'
  | 'errorChange'
  | 'endpoint'
  | 'body'
  | 'idempotency'
  | 'rateLimit'
  | 'paginate'
  | 'access'
  | 'response'
  | 'input'
  | 'output'
  | 'step'
  | 'switchCase'
  | 'catch'
  | 'wait'
  | 'due'
  | 'respond'
  | 'example'
  | 'limits'
  | 'process'
  | 'schedule'
  | 'sla'
  | 'audit'
  | 'decision'
  | 'decisionOutput'
  | 'integration'
  | 'integrationOperation'
  | 'retry'
  | 'circuitBreaker'
  | 'fallback'
  | 'engine'
  | 'fieldReader'
  | 'algorithm'
  | 'scorecard'
  | 'characteristic'
  | 'scoreAttribute'
  | 'otherwise'
  | 'event'
  | 'subscriber'
  | 'requirement'
  | 'auth'
  | 'authHeader'
  | 'authCookie'
  | 'invariant'
  | 'scenario'
  | 'deployment'
  | 'resources'
  | 'rollout'
  | 'monitoring'
  | 'alert';
