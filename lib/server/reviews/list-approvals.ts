import { desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { DbOrTx } from '#db/client.ts';
import { approvals, gateResults, people, runFiles, runs, services, specVersions, testResults } from '#db/schema.ts';
import type { ApprovalItem, ApprovalLists } from '../../domain/reviews/review-view.ts';
import { personalReason } from '../../domain/reviews/who-may-sign.ts';
import { authorise, type Context } from '../context.ts';

const MOST_WAITING = 100;
const MOST_DECIDED = 20;

/** What waits for a decision (by this person, by others) and what was decided lately, newest first. */
export async function listApprovals(ctx: Context): Promise<ApprovalLists> {
  authorise(ctx, 'read');
  const waiting = (await readWaiting(ctx.db)).map((row) => toItem(ctx, row));
  return {
    mine: waiting.filter((item) => item.reason === null),
    others: waiting.filter((item) => item.reason !== null),
    decided: (await readDecided(ctx.db)).map((row) => toItem(ctx, row)),
  };
}

const starter = alias(people, 'starter');
const signer = alias(people, 'signer');

const columns = {
  runId: runs.id,
  runNumber: runs.number,
  service: services.name,
  versionNumber: specVersions.number,
  message: specVersions.message,
  authors: specVersions.authors,
  starterId: runs.startedBy,
  startedBy: starter.name,
  createdAt: runs.createdAt,
  provenAt: sql<
    string | null
  >`(select max(${gateResults.at}) from ${gateResults} where ${gateResults.runId} = ${runs.id})`,
  testsPassed: countOf('passed'),
  testsFailed: countOf('failed'),
  files: sql<number>`(select count(*)::int from ${runFiles} where ${runFiles.runId} = ${runs.id})`,
  decision: approvals.decision,
  reason: approvals.reason,
  decidedBy: signer.name,
  decidedAt: approvals.at,
};

function countOf(status: 'passed' | 'failed') {
  return sql<number>`(select count(*)::int from ${testResults} where ${testResults.runId} = ${runs.id} and ${testResults.status} = ${status})`;
}

function select(db: DbOrTx) {
  return db
    .select(columns)
    .from(runs)
    .innerJoin(services, eq(services.id, runs.serviceId))
    .innerJoin(specVersions, eq(specVersions.id, runs.versionId))
    .innerJoin(starter, eq(starter.id, runs.startedBy))
    .leftJoin(approvals, eq(approvals.runId, runs.id))
    .leftJoin(signer, eq(signer.id, approvals.personId));
}

type Row = Awaited<ReturnType<typeof readWaiting>>[number];

function readWaiting(db: DbOrTx) {
  return select(db)
    .where(sql`${runs.status} = 'waiting' and ${approvals.id} is null`)
    .orderBy(desc(runs.createdAt))
    .limit(MOST_WAITING);
}

function readDecided(db: DbOrTx) {
  return select(db).where(sql`${approvals.id} is not null`).orderBy(desc(approvals.at)).limit(MOST_DECIDED);
}

function toItem(ctx: Context, row: Row): ApprovalItem {
  const { runId, runNumber, service, versionNumber, message, startedBy, testsPassed, testsFailed, files } = row;
  const person = { id: ctx.actor.id, role: ctx.actor.role };
  return {
    ...{ runId, runNumber, service, versionNumber, message, startedBy, testsPassed, testsFailed, files },
    at: (row.decidedAt ?? (row.provenAt ? new Date(row.provenAt) : row.createdAt)).toISOString(),
    reason: personalReason({ person, run: { startedBy: row.starterId }, versionAuthors: row.authors }),
    decision: row.decision && row.decidedBy ? { by: row.decidedBy, decision: row.decision, reason: row.reason } : null,
  };
}
