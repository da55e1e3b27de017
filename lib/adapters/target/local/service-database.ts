import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { AppError } from '../../../core/app-error.ts';
import type { ServiceState } from './service-state.ts';

/**
 * Tells the service databases of this installation from those of another on the same server. It follows from the platform's own
 * database, so that a lost data folder does not mean lost data: the same names are found again.
 */
export function instanceOf(adminUrl: string): string {
  return createHash('sha256').update(new URL(adminUrl).pathname).digest('hex').slice(0, 8);
}

/** The names and the secret of a new service's own database. PostgreSQL keeps 63 bytes of a name. */
export function newServiceDatabase(instance: string, service: string): ServiceState['database'] {
  const digest = createHash('sha256').update(service).digest('hex').slice(0, 6);
  const name = `svc_${instance}_${service.replaceAll('-', '_').slice(0, 40)}_${digest}`;
  return { name, role: name, password: randomBytes(24).toString('base64url') };
}

/**
 * Makes sure that the service has a database and a role of its own, which may do nothing elsewhere. Safe to repeat.
 * @param adminUrl a PostgreSQL address whose role may create roles and databases
 * @throws AppError `unavailable` if the server cannot be reached or refuses
 */
export async function ensureServiceDatabase(adminUrl: string, wanted: ServiceState['database']): Promise<void> {
  const client = new pg.Client({
    connectionString: adminUrl,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 20_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const name = client.escapeIdentifier(wanted.name);
    const role = client.escapeIdentifier(wanted.role);
    const password = client.escapeLiteral(wanted.password);
    const roles = await client.query('select 1 from pg_roles where rolname = $1', [wanted.role]);
    if (roles.rowCount) await client.query(`alter role ${role} password ${password}`);
    else await client.query(`create role ${role} login connection limit 60 password ${password}`);
    const databases = await client.query('select 1 from pg_database where datname = $1', [wanted.name]);
    if (databases.rowCount) return;
    // The creator must be a member of the owner's role; a superuser is one of every role.
    await client.query(`grant ${role} to current_user`);
    await client.query(`create database ${name} owner ${role}`);
    await client.query(`revoke connect, temporary on database ${name} from public`);
  } catch (error) {
    throw new AppError('unavailable', 'The service’s own database could not be made.', {
      internal: error instanceof Error ? error.message : String(error),
    });
  } finally {
    await client.end().catch(() => {});
  }
}
