import { type DocumentOperation, type Exchange, operationFor } from './exchange.ts';

const MOST_ALIKE = 4;
const MOST_SENT = 10;

/** Exchanges to hold against the document: of each operation some for each status and media type that were answered. */
export function differentAnswers(
  exchanges: readonly Exchange[],
  operations: readonly DocumentOperation[],
): { exchange: Exchange; operation: DocumentOperation }[] {
  const seen = new Map<string, number>();
  return published(exchanges, operations).filter(({ exchange: { method, answer }, operation: { path } }) => {
    const kind = [method, path, answer.status, answer.headers['content-type']].join(' ');
    const before = seen.get(kind) ?? 0;
    seen.set(kind, before + 1);
    return before < MOST_ALIKE;
  });
}

/** Requests to send again: of each operation some that differ, those that succeeded first, then those that were sent most often. */
export function differentRequests(
  exchanges: readonly Exchange[],
  operations: readonly DocumentOperation[],
): { exchange: Exchange; operation: DocumentOperation }[] {
  const found = published(exchanges, operations).filter(({ exchange }) => isAgain(exchange));
  const alike = Map.groupBy(found, ({ exchange: { method, url, headers, body } }) =>
    [method, url, headers['content-type'], body?.toString('base64')].join(' '),
  );
  const first = [...alike.values()].flatMap((ones) => {
    const [one] = ones.toSorted((a, b) => a.exchange.answer.status - b.exchange.answer.status);
    return one === undefined ? [] : [{ one, times: ones.length, failed: one.exchange.answer.status >= 400 ? 1 : 0 }];
  });
  const ordered = first.sort((a, b) => a.failed - b.failed || b.times - a.times).map(({ one }) => one);
  const byOperation = Map.groupBy(ordered, ({ operation }) => `${operation.method} ${operation.path}`);
  return [...byOperation.values()].flatMap((ones) => ones.slice(0, MOST_SENT));
}

/**
 * What depends on nothing but the request and what is stored: who calls, and how often, is the proxy's. What is wrong in the
 * bytes of a form nobody else sends.
 */
function isAgain({ headers, madeUp, answer: { status } }: Exchange): boolean {
  const broken = status >= 400 && headers['content-type']?.startsWith('multipart/') === true;
  return madeUp !== true && status < 500 && ![401, 403, 429].includes(status) && !broken;
}

function published(
  exchanges: readonly Exchange[],
  operations: readonly DocumentOperation[],
): { exchange: Exchange; operation: DocumentOperation }[] {
  return exchanges.flatMap((exchange) => {
    if (isPage(exchange)) return [];
    const operation = operationFor(exchange, operations);
    return operation === undefined ? [] : [{ exchange, operation }];
  });
}

/** The page of tasks, for browsers, is no part of what a document promises to programs. */
function isPage({ method, url, headers }: Exchange): boolean {
  return method === 'GET' && url === '/tasks' && headers['accept']?.startsWith('text/html') === true;
}
