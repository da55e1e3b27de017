import type { Json } from '../../core/canonical-json.ts';
import type { JsonSchema } from './service-operation.ts';

/** Work that a running service waits for: a step that a person does. As the service's `GET /tasks` gives it. */
export interface ServiceTask {
  id: string;
  /** The request that waits for it. */
  request: string;
  operation: string;
  step: string;
  title: string;
  instruction: string;
  state: 'open' | 'claimed' | 'completed';
  /** The id of the person who works on it. */
  claimedBy: string | null;
  /** RFC 3339. */
  createdAt: string;
  /** RFC 3339: when it is escalated; null if the specification gives no time. */
  dueAt: string | null;
  /** What the caller sent, personal data masked. */
  input: { readonly [key: string]: Json };
  /** What earlier steps of the same request found. */
  findings: readonly { step: string; finding: string }[];
  /** A JSON Schema object: `properties` in the order to ask, and `required`. */
  form: JsonSchema;
}

/** A task with the service that it belongs to. */
export interface TaskOfService {
  service: string;
  task: ServiceTask;
}

/** The inbox. A service that did not answer is named with the reason, never left out. */
export interface TaskInbox {
  tasks: readonly TaskOfService[];
  unreachable: readonly { service: string; reason: string }[];
}
