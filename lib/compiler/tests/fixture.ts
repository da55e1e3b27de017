import type { Model } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { encryptedFields } from '../service/encrypted.ts';
import { hashes } from '../service/hashed.ts';
import { mentionsTime, rowInvariants, rowsAlone } from '../service/invariant.ts';
import { newModule } from '../service/module.ts';
import { rowColumns } from '../service/row-columns.ts';
import { hasWide, isWide } from '../service/row-invariants.ts';
import { storesPasswords } from '../service/stores-passwords.ts';
import { runsAlone } from '../sql/history.ts';
import { code, when } from '../text/code.ts';
import { type Doc, hardline, indent, list, print, rows } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { key, quote, sqlName } from '../text/quote.ts';
import { racesOf } from './concurrency.ts';
import {
  authImports,
  authSetup,
  cryptoNames,
  joseImports,
  keepsSubject,
  keysShown,
  shown,
  subjectImports,
  subjectRow,
  tokenText,
} from './fixture-auth.ts';
import { pathPattern } from './forms.ts';
import { boundedSystem } from './integrations.ts';
import { faultsText } from './told.ts';

/** test/fixture.ts: one database, one service, tokens and requests for all tests. */
export function fixtureFile(plan: Plan): string {
  const { model, entities, waits, seals, outside, publishes, drives, schedules, snapshotMs } = plan;
  const snapshots = snapshotMs !== null;
  const passwords = storesPasswords(plan);
  const forms = plan.files.parts || plan.files.fields;
  const roles = rolesOf(model).map(quote).join(', ');
  const scopes = scopesOf(model);
  const claims = [roles && `roles: [${roles}]`, scopes.length > 0 && `scope: ${quote(scopes.join(' '))}`].filter(
    Boolean,
  );
  const subject = subjectRow(plan);
  const tables = [
    ...entities.map(({ table }) => sqlName(table)),
    ...(waits ? WAITING_TABLES : []),
    ...(plan.wire.repeatable ? ['platform.idempotency'] : []),
    ...(snapshots ? ['platform.snapshot'] : []),
    ...(schedules.length > 0 ? ['platform.schedule_run'] : []),
    ...(publishes ? ['platform.outbox', 'platform.delivery'] : []),
    ...(hasWide(plan) ? ['platform.broken_row'] : []),
    ...(plan.files.kept
      ? ['platform.content', 'platform.content_part', ...(waits ? ['platform.content_request'] : [])]
      : []),
    ...(plan.files.written.length > 0 ? ['platform.folder_write'] : []),
  ];
  const always = entities.filter((one) => isLookedAt(one, plan));
  const wide = model.invariants.filter((one) => isWide(one, model) && !mentionsTime(one.holds)).map(({ name }) => name);
  return code`
    ${imports([
      ['node:assert/strict', ...(wide.length > 0 ? ['default assert'] : [])],
      ['node:crypto', ...cryptoNames(plan)],
      ['node:test', 'after', ...(always.length + wide.length > 0 ? ['afterEach'] : []), 'beforeEach'],
      ['fastify', 'type FastifyInstance'],
      ['jose', ...joseImports(plan)],
      ['../src/app.ts', 'buildApp', ...(drives ? ['flows'] : [])],
      ['../src/data/all-rows.ts', ...(wide.length > 0 ? ['rowInvariants'] : [])],
      ...always.map(
        (one): Import => [`../src/data/${one.file}.ts`, `type ${one.type}`, one.columns, rowInvariants(one)],
      ),
      ['../src/integrations/index.ts', ...(outside ? ['simulations'] : [])],
      ...subjectImports(plan),
      ['../src/platform/auth.ts', ...authImports(plan)],
      ['../src/platform/broken-rows.ts', ...(wide.length > 0 ? ['findBroken'] : [])],
      ['../src/platform/connections.ts', ...(outside ? ['simulatedAt'] : [])],
      ['../src/platform/db.ts', 'type Database', 'openEmbedded', 'openPostgres'],
      ['../src/platform/invariants.ts', ...(always.length > 0 ? ['uphold'] : [])],
      ['../src/platform/limits.ts', ...(plan.wire.limits ? ['RateLimits'] : [])],
      ['../src/platform/metrics.ts', 'Metrics'],
      ['../src/platform/migrate.ts', 'migrate'],
      ['../src/platform/driver.ts', ...(drives ? ['driveAll'] : [])],
      ['../src/platform/events.ts', ...(publishes ? ['type Subscribers'] : [])],
      ['../src/platform/operation.ts', 'type Service'],
      ['../src/platform/outside.ts', ...(outside ? ['Outside', 'type Wire'] : [])],
      ['../src/platform/passwords.ts', ...(passwords ? ['hashWith'] : [])],
      ['../src/platform/seal.ts', ...(seals ? ['sealWith'] : [])],
      ['../src/platform/received-files.ts', ...(outside && plan.files.brought ? ['keepingFiles'] : [])],
      ['../src/platform/sent-files.ts', ...(outside && plan.files.carried ? ['keptContents'] : [])],
      ['../src/platform/simulator.ts', ...(outside ? ['Simulator'] : [])],
      ['../src/platform/snapshots.ts', ...(snapshots ? ['Snapshots'] : [])],
      ['../src/platform/wire.ts', ...(outside ? ['HttpWire'] : [])],
      ['./forms.ts', ...(forms ? ['encoded'] : [])],
      ['./reader.ts', ...(plan.extracts ? ['reader'] : [])],
    ])}

    export const ISSUER = ${quote(plan.auth.tested?.kind === 'secret' && plan.auth.issues !== null ? model.service.name : 'https://issuer.test')};
    export const AUDIENCE = ${quote(model.service.name)};

    const url = process.env['DATABASE_URL'];

    const opened: Database = url === undefined ? await openEmbedded(null) : openPostgres(url);
    await migrate(opened);

    /** Something was asked of the database since it was emptied. */
    let used = true;

    /** One database for all tests; every test finds it empty. */
    export const db: Database = {
      query: (text, values) => touched().query(text, values),
      script: (text) => touched().script(text),
      transaction: (work) => touched().transaction(work),
      ${when(runsAlone(plan), 'session: (work) => touched().session(work),')}
      close: () => opened.close(),
    };

    function touched(): Database {
      used = true;
      return opened;
    }

    ${when(passwords, '\n/** At full strength, tests would do little else than hash; passwords.test.ts looks at that. */\nhashWith(4);')}

    ${authSetup(plan)}

    ${when(seals, `export const seal = sealWith([randomBytes(32)]${when(hashes(plan), ", 'a key for tests that makes hashes only'")});`)}
    ${when(plan.wire.limits, 'const limits = new RateLimits();')}

    ${when(publishes, subscribers(plan))}

    ${when(outside, systems(plan))}

    ${serviceText(plan)}

    ${when(drives, DRIVE)}

    ${waits ? 'let' : 'const'} app: FastifyInstance = newApp();

    ${when(keepsSubject(plan), '/** The row that callers are, as it was stored first. */\nlet stored: string | null = null;')}

    ${racesOf(plan).length > 0 ? EMPTIED : 'beforeEach(async () => {'}
      ${when(subject === '', 'if (used) await opened.script(RESET);')}
      ${when(subject !== '', withSubject(subject))}
      used = false;
      ${when(plan.wire.limits, 'limits.clear();')}
      ${when(outside, FRESH)}
    ${racesOf(plan).length > 0 ? '}' : '});'}

    ${when(always.length > 0, always.length === 0 ? '' : lookingAtRows(always))}

    ${when(wide.length > 0, lookingAtAll(wide))}

    after(async () => {
      await app.close();
      ${when(outside, 'await wire.close();\nawait Promise.all([...simulators.values()].map((simulator) => simulator.close()));')}
      await db.close();
    });

    /** In one statement, as rows need each other in any order; few rows go much faster so than by TRUNCATE. */
    const RESET = \`
      ALTER TABLE platform.audit_log DISABLE TRIGGER audit_log_append_only;
      ${emptied(tables)}
      ALTER TABLE platform.audit_log ENABLE TRIGGER audit_log_append_only;
      UPDATE platform.audit_head SET seq = 0, hash = decode(repeat('00', 32), 'hex');
    \`;

    /** Changes the audit log as only the owner of its table can. */
    export function tamper(sql: string): Promise<void> {
      const trigger = 'TRIGGER audit_log_append_only';
      return db.script(
        \`ALTER TABLE platform.audit_log DISABLE \${trigger}; \${sql}; ALTER TABLE platform.audit_log ENABLE \${trigger}\`,
      );
    }

    /** The service on a server of its own; \`of\` may have other parts, and it may be about to end. */
    export function newApp(of: Service = service, draining?: () => boolean): FastifyInstance {
      return buildApp(of, draining);
    }

    ${when(waits, RESTART)}

    export interface TokenClaims {
      sub?: string;
      roles?: readonly string[];
      scope?: string;
      issuer?: string;
      audience?: string;
      expires?: string;
      forged?: boolean;
      ${when(plan.auth.tested?.kind !== 'keys', '/** What it says besides. */\nmore?: object;')}
    }

    /** A token as the issuer would give it, or one that is wrong in one way. */
    ${tokenText(plan)}

    export interface Sent {
      body?: unknown;
      /** The body as it is, instead of JSON made of \`body\`. */
      raw?: string | Buffer;
      headers?: Record<string, string>;
      /** Who calls, by default somebody who may call everything; null sends no token. */
      as?: TokenClaims | null;
    }

    export interface Got {
      status: number;
      headers: Record<string, unknown>;
      body: Record<string, unknown>;
      text: string;
    }

    const CALLER: TokenClaims = {${claims.length > 0 ? ` ${claims.join(', ')} ` : ''}};

    ${when(plan.media.wholes, wholeText(plan))}

    type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

    /** Sends one request to the service, by default as a caller with a good token. */
    export async function send(
      method: Method,
      path: string,
      { body, raw, headers = {}, as = CALLER }: Sent = {},
    ): Promise<Got> {
      ${when(plan.media.wholes, plan.media.fileTypes.length > 0 ? SENT_WHOLE.replace('wholeOf(', 'await wholeOf(') : SENT_WHOLE)}
      ${when(!forms, 'const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));')}
      ${when(forms, ENCODED)}
      const sent: Record<string, string> = {
        ...(payload === undefined ? {} : { 'content-type': ${forms ? 'type' : "'application/json'"} }),
        ...headers,
      };
      ${keysShown(plan)}
      ${shown(plan)}
      const answer = await app.inject({ method, url: path, headers: sent, ...(payload === undefined ? {} : { payload }) });
      const json = String(answer.headers['content-type']).includes('json');
      return { status: answer.statusCode, headers: answer.headers, body: json ? answer.json() : {}, text: answer.body };
    }

    ${faultPaths(plan)}

    /** The audit log, oldest record first. */
    export function auditLog(): Promise<Record<string, unknown>[]> {
      return db.query('SELECT * FROM platform.audit_log ORDER BY seq');
    }
  `;
}

/** Bodies that are one value: the member `body` of an example is what is sent. */
const SENT_PARTS = "Required<Pick<Sent, 'raw' | 'headers'>> | null";

function wholeText({ operations, media }: Plan): string {
  const files = media.fileTypes.length > 0;
  const rowsOf = operations.flatMap(({ endpoint, whole }) =>
    whole === null ? [] : [`[${quote(endpoint.method)}, ${pathPattern(endpoint.path)}, ${quote(whole)}]`],
  );
  return code`
    /** The operations whose body is one value, and its media type. */
    ${print(['const WHOLE: readonly [method: string, path: RegExp, type: string][] = ', rows('[', rowsOf, ']'), ';'])}

    /** The body itself, where it is one value. */
    ${print([list(`${files ? 'async ' : ''}function wholeOf(`, ['method: Method', 'path: string', 'body: unknown'], `): ${files ? `Promise<${SENT_PARTS}>` : SENT_PARTS} {`)])}
      const [plain = ''] = path.split('?');
      const [, , type] = WHOLE.find(([wanted, pattern]) => wanted === method && pattern.test(plain)) ?? [];
      if (type === undefined || body === undefined) return null;
      const value: unknown = Object(body).body;
      ${when(files, "if (value instanceof File) return { raw: Buffer.from(await value.arrayBuffer()), headers: { 'content-type': type } };")}
      const isText = !/[/+]json$/.test(type);
      return { raw: isText ? String(value ?? '') : (JSON.stringify(value) ?? ''), headers: { 'content-type': type } };
    }
  `;
}

const SENT_WHOLE = code`
  const whole = wholeOf(method, path, body);
  if (whole !== null && raw === undefined)
    return send(method, path, { raw: whole.raw, headers: { ...whole.headers, ...headers }, as });
`;

const ENCODED = code`
  const made = body === undefined ? undefined : await encoded(method, path, body);
  const payload = raw ?? made?.payload;
  const type = raw === undefined && made !== undefined ? made.type : 'application/json';
`;

/** The function that reads where a refused request is wrong; empty where that is not said. */
function faultPaths(plan: Plan): string {
  const paths = faultsText(plan);
  return code`
    ${when(paths !== null, '/** The paths of what a refused request got wrong. */')}
    ${when(paths !== null, `export function faultPaths({ body }: Got): unknown[] {\n  return ${paths};\n}`)}
  `;
}

function systems(plan: Plan): string {
  const { snapshotMs, files } = plan;
  const parts = [
    'through',
    'metrics',
    ...(files.carried ? ['keptContents(db)'] : []),
    ...(files.brought ? ['keepingFiles(db)'] : []),
    ...(snapshotMs === null ? [] : ['new Snapshots(db, seal)']),
  ];
  return code`
    /** Stand-ins for the other systems, by their names. */
    export const simulators = new Map<string, Simulator>();
    for (const load of simulations) {
      const simulation = await load();
      simulators.set(simulation.system.name, await Simulator.start(simulation));
    }

    const connections = Object.fromEntries([...simulators].map(([name, { url }]) => [name, simulatedAt(url)]));
    ${when(boundedSystem(plan) !== undefined, 'export ')}const wire = new HttpWire(connections);

    /** Other systems as they are after a start: nothing failed yet. */
    export function newOutside(through: Wire = wire, metrics = new Metrics()): Outside {
      ${print(['return ', list('new Outside(', parts, ')'), ';'], 2)}
    }
  `;
}

/** One subscriber for each event, at an address where nobody listens. */
function subscribers({ events }: Plan): string {
  const each = events.map(
    ({ event }): Doc => [key(event.name), ": [{ name: 'TEST_URL', url: 'http://127.0.0.1:9', secret: SECRET }]"],
  );
  return code`
    export const SECRET = 'whsec_dGVzdHMgYXJlIG5vIHNlY3JldA==';

    /** Somebody who is told of each event; nobody listens there. */
    ${print(['export const SUBSCRIBERS: Subscribers = ', ['{', indent(each.map((one): Doc => [hardline, one, ','])), hardline, '}'], ';'])}
  `;
}

function serviceText({ outside, seals, publishes, wire, extracts, auth }: Plan): string {
  return code`
    export const service: Service = {
      db,
      ${when(wire.limits, 'limits,')}
      ${when(wire.addresses, 'proxies: [],')}
      ${when(seals, 'seal,')}
      ${when(extracts, 'programs: { tesseract: reader, pdftotext: reader },')}
      ${when(outside, 'outside: newOutside(),\nsimulated: [...simulators.keys()],')}
      ${when(publishes, 'subscribers: SUBSCRIBERS,')}
      authenticate,
      ${when(auth.issues !== null, 'issueToken: issuing(AUTH),')}
      metrics: new Metrics(),
    };
  `;
}

const EMPTIED = code`
  beforeEach(emptied);

  /** Makes the service as it is after a start, with nothing stored. */
  export async function emptied(): Promise<void> {
`;

function withSubject(stored: string): string {
  return code`
    if (used) {
      await opened.script(RESET);
      ${stored}
    }
  `;
}

/** Deletes all rows of these tables and the audit log. */
function emptied(tables: readonly string[]): string {
  const each = tables.map((table, at) => `  rows_${at + 1} AS (DELETE FROM ${table})`);
  return [...(each.length > 0 ? [`WITH\n${each.join(',\n')}`] : []), 'DELETE FROM platform.audit_log;'].join('\n');
}

const DRIVE = code`
  /** Lets the requests go on that can, and says how many did. */
  export function drive(): Promise<number> {
    return driveAll(
      service,
      flows.map(({ operation }) => operation),
    );
  }
`;

const FRESH = code`
  for (const simulator of simulators.values()) simulator.reset();
  service.outside = newOutside();
`;

const WAITING_TABLES = ['platform.task', 'platform.request'];

const RESTART = code`
  /** Starts the service anew on the same database, as after a crash. */
  export async function restart(): Promise<void> {
    await app.close();
    app = newApp();
  }
`;

/** Whether rows are looked at after each test: something always holds of them, and they can be read by anybody. */
function isLookedAt(planned: EntityPlan, plan: Plan): boolean {
  if (rowsAlone(planned, plan).length === 0) return false;
  const plain = rowColumns(planned, newModule(plan)).parameters.length === 0;
  return plain && encryptedFields(planned, plan).length === 0;
}

function lookingAtRows(entities: readonly EntityPlan[]): string {
  const each = entities.map((one) => {
    const query = `await db.query<${one.type}>(\`SELECT \${${one.columns}} FROM ${sqlName(one.table)}\`)`;
    return `for (const row of ${query}) uphold(${rowInvariants(one)}, row);`;
  });
  return code`
    /** Whatever a test did: what always holds of rows holds of those that it stored. */
    afterEach(async () => {
      ${each}
    });
  `;
}

function lookingAtAll(names: readonly string[]): string {
  return code`
    /** And so does what always holds of rows together. */
    afterEach(async () => {
      ${print(['const names: readonly string[] = ', list('[', names.map(quote), ']'), ';'], 2)}
      const invariants = rowInvariants.filter(({ name }) => names.includes(name));
      assert.equal(await findBroken(db, new Metrics(), invariants), 0);
    });
  `;
}

/** All roles that some operation asks for, in the order of the text. */
export function rolesOf({ endpoints }: Model): string[] {
  return [...new Set(endpoints.flatMap(({ access }) => (access.kind !== 'public' ? access.roles : [])))];
}

/** All scopes likewise. */
export function scopesOf({ endpoints }: Model): string[] {
  return [...new Set(endpoints.flatMap(({ access }) => (access.kind !== 'public' ? access.scopes : [])))];
}
