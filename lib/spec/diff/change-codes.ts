import type { ChangeClass } from './change.ts';

interface ChangeKind {
  class: ChangeClass;
  /** Whether callers can do or learn more than before. Counts for SAFE changes: these then demand a minor version. */
  gains?: true;
}

const BREAKING: ChangeKind = { class: 'BREAKING' };
const MIGRATION: ChangeKind = { class: 'MIGRATION' };
const CONTROL: ChangeKind = { class: 'CONTROL' };
const BEHAVIOUR: ChangeKind = { class: 'BEHAVIOUR' };
const WARN: ChangeKind = { class: 'WARN' };
const SAFE: ChangeKind = { class: 'SAFE' };
const GAIN: ChangeKind = { class: 'SAFE', gains: true };

/** Every kind of change and its class. A code has one class, wherever it appears. */
export const CHANGE_KINDS = {
  // The service as a whole
  'service-renamed': BREAKING,
  'domain-changed': SAFE,
  'framework-added': SAFE,
  'framework-removed': CONTROL,
  'role-added': SAFE,
  'role-removed': SAFE,
  'documentation-changed': SAFE,

  // Operations
  'operation-added': GAIN,
  'operation-removed': BREAKING,
  'operation-renamed': WARN,
  'operation-moved': BREAKING,
  'success-status-changed': BREAKING,
  'answer-later': BREAKING,
  'answer-at-once': BREAKING,

  // Who may call
  'access-opened': CONTROL,
  'access-closed': BREAKING,
  'role-needed': BREAKING,
  'role-not-needed': CONTROL,
  'role-admitted': CONTROL,
  'role-refused': BREAKING,
  'scope-needed': BREAKING,
  'scope-not-needed': CONTROL,

  // What callers give
  'input-added': GAIN,
  'input-required-added': BREAKING,
  'input-removed': BREAKING,
  'input-moved': BREAKING,
  'path-parameter-renamed': WARN,
  'input-retyped': BREAKING,
  'input-required': BREAKING,
  'input-optional': GAIN,
  'input-values-added': GAIN,
  'input-values-removed': BREAKING,
  'input-widened': GAIN,
  'input-narrowed': BREAKING,

  // What callers get
  'output-added': GAIN,
  'output-removed': BREAKING,
  'output-retyped': BREAKING,
  'output-required': GAIN,
  'output-optional': BREAKING,
  'output-values-added': BREAKING,
  'output-values-removed': SAFE,
  'output-widened': BREAKING,
  'output-narrowed': SAFE,
  'output-source-changed': BEHAVIOUR,

  // Errors
  'error-added': SAFE,
  'error-removed': SAFE,
  'error-status-changed': BREAKING,
  'error-text-changed': SAFE,
  'failure-changed': BREAKING,
  'failure-added': BEHAVIOUR,
  'failure-removed': BEHAVIOUR,

  // Steps
  'step-added': BEHAVIOUR,
  'step-removed': BEHAVIOUR,
  'step-replaced': BEHAVIOUR,
  'step-order-changed': BEHAVIOUR,
  'step-condition-changed': BEHAVIOUR,
  'step-value-changed': BEHAVIOUR,
  'step-entity-changed': BEHAVIOUR,
  'step-filter-changed': BEHAVIOUR,
  'step-sorting-changed': BEHAVIOUR,
  'step-page-changed': BEHAVIOUR,
  'step-assignment-changed': BEHAVIOUR,
  'step-decision-changed': BEHAVIOUR,
  'guard-changed': BEHAVIOUR,
  'caller-check-changed': CONTROL,
  'caller-check-removed': CONTROL,
  'instruction-changed': BEHAVIOUR,
  'task-renamed': SAFE,
  'candidates-changed': CONTROL,

  // Decisions
  'decision-added': BEHAVIOUR,
  'decision-removed': BEHAVIOUR,
  'hit-policy-changed': BEHAVIOUR,
  'decision-input-added': BEHAVIOUR,
  'decision-input-removed': BEHAVIOUR,
  'decision-input-changed': BEHAVIOUR,
  'decision-input-renamed': SAFE,
  'decision-output-added': BEHAVIOUR,
  'decision-output-removed': BEHAVIOUR,
  'rule-added': BEHAVIOUR,
  'rule-removed': BEHAVIOUR,
  'rule-condition-changed': BEHAVIOUR,
  'rule-outcome-changed': BEHAVIOUR,
  'rule-order-changed': BEHAVIOUR,
  'rule-renumbered': SAFE,

  // Named types
  'type-added': SAFE,
  'type-removed': SAFE,
  'type-unused-changed': SAFE,
  'type-internal-changed': SAFE,
  'type-internal-retyped': BEHAVIOUR,
  'classification-lowered': CONTROL,
  'classification-raised': SAFE,
  'mask-weakened': CONTROL,
  'mask-strengthened': SAFE,
  'mask-changed': CONTROL,

  // Stored data
  'entity-added': SAFE,
  'entity-removed': MIGRATION,
  'field-added': SAFE,
  'field-required-added': MIGRATION,
  'field-removed': MIGRATION,
  'field-retyped': MIGRATION,
  'field-required': MIGRATION,
  'field-optional': MIGRATION,
  'field-values-added': MIGRATION,
  'field-values-removed': MIGRATION,
  'field-widened': MIGRATION,
  'field-narrowed': MIGRATION,
  'field-default-changed': BEHAVIOUR,
  'key-changed': MIGRATION,
  'unique-added': MIGRATION,
  'unique-removed': BEHAVIOUR,
  'index-added': SAFE,
  'index-removed': WARN,
  'lifecycle-added': BEHAVIOUR,
  'lifecycle-removed': CONTROL,
  'lifecycle-field-changed': CONTROL,
  'lifecycle-move-added': BEHAVIOUR,
  'lifecycle-move-removed': BEHAVIOUR,
  'owner-added': BREAKING,
  'owner-removed': CONTROL,
  'owner-changed': CONTROL,
  'visibility-added': CONTROL,
  'visibility-removed': BREAKING,
  'retention-added': CONTROL,
  'retention-removed': CONTROL,
  'retention-shortened': CONTROL,
  'retention-lengthened': WARN,
  'retention-changed': CONTROL,

  // Promises
  'sla-added': GAIN,
  'sla-removed': WARN,
  'sla-loosened': WARN,
  'sla-tightened': SAFE,
  'sla-window-changed': WARN,
  'audit-added': SAFE,
  'audit-removed': CONTROL,
  'audit-part-added': SAFE,
  'audit-part-removed': CONTROL,
  'audit-keep-shortened': CONTROL,
  'audit-keep-lengthened': SAFE,

  // Around the service
  'integration-added': WARN,
  'integration-removed': BEHAVIOUR,
  'integration-protocol-changed': BEHAVIOUR,
  'integration-auth-changed': CONTROL,
  'integration-reworded': WARN,
  'requirement-added': SAFE,
  'requirement-removed': CONTROL,
  'requirement-strengthened': SAFE,
  'requirement-weakened': CONTROL,
  'requirement-reworded': WARN,
} as const satisfies Record<string, ChangeKind>;

export type ChangeCode = keyof typeof CHANGE_KINDS;

/** The class and the effect on callers of a kind of change. */
export function changeKind(code: ChangeCode): ChangeKind {
  return CHANGE_KINDS[code];
}
