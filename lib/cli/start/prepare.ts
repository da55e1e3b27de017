import { connect } from '../../../db/client.ts';
import { migrate } from '../../server/database/migrate.ts';
import { seedDemo } from '../../server/people/seed-demo.ts';
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
    await seedDemo(connection.db);
    await seedExamples(connection.db);
  } finally {
    await connection.close();
  }
}

const url = process.env['DATABASE_URL'];
if (!url) throw new Error('DATABASE_URL is not set');
await prepare(url, process.env['PLUMBLINE_WORKSPACE']);
