import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedFile } from '../../generated-file.ts';
import type { Plan } from '../../plan.ts';
import type { Databases } from '../mutation/open-databases.ts';
import { differentAnswers, differentRequests } from './choose-exchanges.ts';
import { type DocumentOperation, type Exchange, operationsOf } from './exchange.ts';
import { recordExchanges } from './record-exchanges.ts';
import { DOCUMENT, sendWrong, testService, type Verdict, validateExamples } from './specmatic.ts';
import { type Example, exampleOf } from './specmatic-example.ts';
import { startJudged } from './start-judged.ts';

/** What Specmatic says of a service. */
export interface Judged {
  /** Of the requests and answers of the service's own tests. */
  recorded: Verdict & { unsaid: number };
  /** Of the running service. */
  live: Verdict;
  /** Of wrong requests that it makes of right ones. */
  wrong: Verdict;
  /** Pairs of operation and status that the document declares, and how many of them were judged in either way. */
  declared: number;
  judged: number;
  /** Operations, and how many of them answered with success while they were judged. */
  operations: number;
  succeeded: number;
}

/**
 * Lets Specmatic judge a service in three ways by its API document alone: the requests and answers of its own tests; on PostgreSQL
 * the running service, which is sent such requests again where their rows are stored; and wrong ones that Specmatic makes of them.
 */
export async function judgeService(
  jar: string,
  folder: string,
  plan: Plan,
  files: readonly GeneratedFile[],
  databases: Databases,
): Promise<Judged> {
  const openapi = files.find(({ path }) => path === 'openapi.json')?.text ?? '';
  const operations = operationsOf(openapi);
  writeFileSync(join(folder, DOCUMENT), asJudged(openapi));
  const exchanges = await recordExchanges(folder);
  const answers = await examplesOf(differentAnswers(exchanges, operations), folder);
  const recorded = await validateExamples(
    jar,
    folder,
    answers.map(({ example }) => example),
  );
  return await databases.withNew(async (database) => {
    const service = await startJudged(folder, plan, files, database);
    try {
      const requests = [...differentRequests(exchanges, operations), ...plainRequests(operations)];
      const asked = await askedAgain(service.url, requests);
      const again = await examplesOf(asked, folder);
      const live = await testService(
        jar,
        folder,
        service.url,
        again.map(({ example }) => example),
      );
      const wrong = await sendWrong(jar, folder, service.url, onePerOperation(again), operations);
      return { recorded, live, wrong, ...coverage(operations, [...answers, ...again]) };
    } finally {
      await service.stop();
    }
  });
}

/** Requests that are answered with success, one for each operation. */
function onePerOperation(found: readonly (Found & { example: Example })[]): Example[] {
  const good = found.filter(({ exchange }) => exchange.answer.status < 400);
  return [...new Map(good.map(({ operation, example }) => [nameOf(operation), example])).values()];
}

interface Found {
  exchange: Exchange;
  operation: DocumentOperation;
}

/**
 * The document as Specmatic understands it: it refuses a document with tokens in cookies, which the proxy shows anyway, and knows
 * files only as OpenAPI 3.0 wrote them, and one by one.
 */
function asJudged(openapi: string): string {
  const text = JSON.stringify(JSON.parse(openapi), (_, value) =>
    'x-file' in Object(value) || 'x-file' in Object(Object(value).items) ? { type: 'string', format: 'binary' } : value,
  );
  const { security, ...document } = JSON.parse(text);
  const { securitySchemes, ...components } = document.components;
  const cookies = Object.values(Object(securitySchemes)).some((scheme) => Object(scheme).in === 'cookie');
  return cookies ? JSON.stringify({ ...document, components }).replace(/"security":\[[^[\]]*\],?/g, '') : text;
}

/** What can be read without knowing anything. */
function plainRequests(operations: readonly DocumentOperation[]): Found[] {
  const plain = operations.filter(({ method, path }) => method === 'GET' && !path.includes('{'));
  const answer = { status: 200, headers: {}, body: Buffer.alloc(0) };
  return plain.map((operation) => ({
    exchange: { method: 'GET', url: operation.path, headers: {}, body: null, answer },
    operation,
  }));
}

/** Asks the running service, and keeps of each operation a few exchanges for each status that it answers. */
async function askedAgain(url: string, requests: readonly Found[]): Promise<Found[]> {
  const kept = new Map<string, Found[]>();
  for (const { exchange, operation } of requests) {
    const { method, body, headers } = exchange;
    const sent = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-length'));
    const response = await fetch(`${url}${exchange.url}`, {
      method,
      headers: sent,
      redirect: 'manual',
      ...(body === null || method === 'GET' ? {} : { body: new Uint8Array(body) }),
    });
    const answer = {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    };
    const kind = `${method} ${operation.path} ${answer.status}`;
    const alike = kept.get(kind) ?? [];
    if (alike.length < MOST_ALIKE) kept.set(kind, [...alike, { exchange: { ...exchange, answer }, operation }]);
  }
  return [...kept.values()].flat();
}

const MOST_ALIKE = 2;

async function examplesOf(found: readonly Found[], folder: string): Promise<(Found & { example: Example })[]> {
  const examples = await Promise.all(
    found.map(async ({ exchange, operation }, at) => ({
      exchange,
      operation,
      example: await exampleOf(exchange, operation, join(folder, `parts/${at}`)),
    })),
  );
  return examples.flatMap(({ example, ...one }) => (example === null ? [] : [{ ...one, example }]));
}

function coverage(
  operations: readonly DocumentOperation[],
  found: readonly Found[],
): Omit<Judged, 'recorded' | 'live' | 'wrong'> {
  const pairs = new Set(found.map(({ exchange, operation }) => `${nameOf(operation)} ${exchange.answer.status}`));
  const succeeded = new Set(
    found.flatMap(({ exchange, operation }) => (exchange.answer.status < 400 ? [nameOf(operation)] : [])),
  );
  const declared = operations.flatMap((operation) =>
    operation.statuses.map((status) => `${nameOf(operation)} ${status}`),
  );
  return {
    declared: declared.length,
    judged: declared.filter((pair) => pairs.has(pair)).length,
    operations: operations.length,
    succeeded: succeeded.size,
  };
}

function nameOf({ method, path }: DocumentOperation): string {
  return `${method} ${path}`;
}
