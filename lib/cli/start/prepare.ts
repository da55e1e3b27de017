import { existsSync } from 'node:fs';
import { connect, type Db } from '../../../db/client.ts';
import { migrate } from '../../server/database/migrate.ts';
import { seedExamples } from '../../server/specs/seed-examples.ts';

/**
 * Brings the tables up to this version, and puts the demo people and examples into a demo workspace. Idempotent: every
 * start runs it, as `DATABASE_URL=… PLUMBLINE_WORKSPACE=… node lib/cli/start/prepare.ts`.
 */
async function prepare(databaseUrl: string, workspace: string | undefined): Promise<void> {
  await migrate(databaseUrl);
  if (workspace !== 'demo') return;
  const connection = connect(databaseUrl, 2);
  try {
    await seedPeople(connection.db);
    await seedExamples(connection.db);
  } finally {
    await connection.close();
  }
}

async function seedPeople(db: Db): Promise<void> {
  const file = new URL('../../server/people/seed-demo.ts', import.meta.url);
  if (!existsSync(file)) return;
  const { seedDemo } = await import(file.href);
  await seedDemo(db);
}

const url = process.env['DATABASE_URL'];
if (!url) throw new Error('DATABASE_URL is not set');
await prepare(url, process.env['PLUMBLINE_WORKSPACE']);
