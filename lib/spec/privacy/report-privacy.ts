import type { Reporter } from '../diagnostics/reporter.ts';
import type { Model } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';
import type { PrivacyRule } from './findings.ts';
import { addressInput } from './rules/address-input.ts';
import { decisionRecord } from './rules/decision-record.ts';
import { eventLeak } from './rules/event-leak.ts';
import { headerOutput } from './rules/header-output.ts';
import { lowered } from './rules/lowered.ts';
import { operators } from './rules/operators.ts';
import { outlives } from './rules/outlives.ts';
import { publicOutput } from './rules/public-output.ts';
import { realData } from './rules/real-data.ts';
import { reportOutput } from './rules/report-output.ts';
import { sealedFields } from './rules/sealed-fields.ts';
import { sealedInDatabase } from './rules/sealed-in-database.ts';
import { tokenClaim } from './rules/token-claim.ts';
import { unprotectedSystem } from './rules/unprotected-system.ts';
import { unredactedAudit } from './rules/unredacted-audit.ts';
import { wholeRow } from './rules/whole-row.ts';
import { traceModel } from './trace-model.ts';

const RULES: readonly PrivacyRule[] = [
  eventLeak,
  publicOutput,
  lowered,
  decisionRecord,
  unredactedAudit,
  addressInput,
  headerOutput,
  unprotectedSystem,
  reportOutput,
  operators,
  sealedInDatabase,
  sealedFields,
  outlives,
  tokenClaim,
  realData,
  wholeRow,
];

/** Follows classified values through a model and reports where they must not arrive. Total and deterministic. */
export function reportPrivacy(model: Model, reporter: Reporter): void {
  const table: TypeTable = {
    types: new Map(model.types.map((type) => [type.name, type])),
    entities: new Map(model.entities.map((entity) => [entity.name, entity])),
  };
  const subject = { model, table, arrivals: traceModel(model, table) };
  for (const rule of RULES) rule(subject, reporter);
}
