import { createHash } from 'node:crypto';

/**
 * The id of a draft's call number `index`: a UUID of version 8 (RFC 9562 §5.8) made of the draft's id. Calls need no column of
 * their own to name their draft, and a draft's calls can be found from its id alone.
 */
export function draftCallId(draftId: string, index: number): string {
  return derivedId(`specification draft ${draftId} call ${index}`);
}

/** The id of the ledger entry of a draft's decision: one draft is decided once. */
export function draftDecisionId(draftId: string): string {
  return derivedId(`specification draft ${draftId} decision`);
}

function derivedId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
