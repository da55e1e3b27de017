import type { Period } from '../model.ts';
import { readPeriod } from './duration.ts';
import { type Reading, WordTaker } from './words.ts';

export interface AuditValue {
  record: readonly ('request' | 'response' | 'decisions')[];
  keep: Period | null;
  redact: 'classified' | null;
  tamperEvident: boolean;
}

/**
 * Reads what is recorded. Grammar: `[full] (request | response | decision)… [logging]`, `[kept|keep] [for] NUMBER UNIT`,
 * `masked | redacted`, `tamper-evident`, `none`. "full" alone records all three.
 */
export function readAuditPhrase(text: string): Reading<AuditValue> {
  const words = new WordTaker(text);
  const assumptions: string[] = [];
  const keep =
    words.take(/^(keep|kept|for)$/, /^for$/, /^\d+$/, /^[a-z]+$/) ??
    words.take(/^(keep|kept|for)$/, /^\d+$/, /^[a-z]+$/) ??
    words.take(/^\d+$/, /^(days?|weeks?|months?|years?)$/);
  const tamperEvident = words.take(/^tamper-(evident|proof)$/) !== null || words.take(/^tamper$/, /^evident$/) !== null;
  const redact = words.takeAll(/^(masked|redacted)$/).length > 0 ? ('classified' as const) : null;
  const record: AuditValue['record'][number][] = [];
  if (words.takeAll(/^(requests?|inputs?)$/).length > 0) record.push('request');
  if (words.takeAll(/^(responses?|answers?|outputs?)$/).length > 0) record.push('response');
  if (words.takeAll(/^decisions?$/).length > 0) record.push('decisions');
  const full = words.takeAll(/^(full|complete|everything)$/).length > 0;
  words.takeAll(/^(logging|logged|log|logs|audit|audited|trail|record|recorded)$/);
  const none = record.length === 0 && !full && words.take(/^(none|no)$/) !== null;
  if (record.length === 0 && !none) {
    record.push('request', 'response', 'decisions');
    if (!full) assumptions.push('What is recorded is not said: requests, responses and decisions are.');
  }
  const period =
    keep === null
      ? null
      : readPeriod(
          keep
            .slice(-2)
            .map((word) => word.lower)
            .join(' '),
        );
  return words.reading({ record, keep: period, redact, tamperEvident }, assumptions);
}
