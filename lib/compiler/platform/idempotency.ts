import { mediaTypeText } from '../named-errors.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/idempotency.ts: requests that may be sent again. */
export function idempotencyFile({ outside, model, waits, files, media }: Plan): string {
  const kept = waits && (files.sends || media.writes) ? 'status, headers, body, waits' : 'status, headers, body';
  return code`
    ${imports([
      ['node:crypto', 'createHash'],
      ['fastify', 'type FastifyRequest'],
      ['./audit.ts', 'appendAudit'],
      ['./db.ts', 'type Database', 'type Db'],
      ['./operation.ts', 'type Answer', 'type Operation', 'type Service', 'SPEC_VERSION'],
      [
        './problems.ts',
        'asProblem',
        'conflict',
        'invalid_input',
        'key_reused',
        ...(mediaTypeText(model, '').startsWith('media') ? ['mediaTypeOf'] : []),
        'Problem',
        'problemDocument',
      ],
    ])}

    /** How an operation may be asked again without being done again. */
    export interface Idempotency {
      /** The header that holds the key. */
      header: string;
      /** For how long answers are kept, as PostgreSQL writes intervals. */
      keep: string;
    }

    /** A key that a request holds while it is worked on. */
    export interface Held {
      operation: string;
      caller: string;
      key: string;
      until: string;
    }

    /** Longer than any request takes: after that a key is held by nobody. */
    const HELD = '10 minutes';

    /** Refusals before anything was done: the same request may succeed later. */
    const NOT_KEPT = [400, 401, 403, 429];

    /** Does the work of a request, or gives the answer that the same request got before. */
    export async function repeatable(
      service: Service,
      operation: Operation,
      request: FastifyRequest,
      work: () => Promise<Answer>,
    ): Promise<Answer> {
      if (operation.idempotency === undefined) return work();
      const { header, keep } = operation.idempotency;
      const wanted = {
        operation: operation.name,
        caller: request.caller?.id ?? 'anonymous',
        key: keyOf(header, request),
      };
      const asked = JSON.stringify([request.url, request.body ?? null]);
      const digest = createHash('sha256').update(asked).digest();
      const [held] = await claim(service.db, wanted, digest, keep);
      if (held === undefined) return answeredBefore(service, operation, request, wanted, digest);
      request.held = held;
      try {
        return await work();
      } catch (error) {
        await keepRefusal(service, held, error);
        throw error;
      }
    }

    function keyOf(header: string, { headers }: FastifyRequest): string {
      const key = headers[header.toLowerCase()];
      if (typeof key === 'string' && /^[!-~]{1,255}$/.test(key)) return key;
      const message = 'is needed: 1 to 255 visible characters that name this request';
      throw new Problem(invalid_input, undefined, [{ path: \`/\${header}\`, message }]);
    }

    type Wanted = Omit<Held, 'until'>;

    /** Takes a key that nobody holds and that no answer is kept for. */
    function claim(db: Db, { operation, caller, key }: Wanted, digest: Buffer, keep: string): Promise<Held[]> {
      return db.query<Held>(
        \`INSERT INTO platform.idempotency AS known (operation, caller, key, digest, held_until, expires_at)
         VALUES ($1, $2, $3, $4, now() + interval '\${HELD}', now() + $5::interval)
         ON CONFLICT (operation, caller, key) DO UPDATE
           SET digest = excluded.digest, sealed = NULL, held_until = excluded.held_until, expires_at = excluded.expires_at
           WHERE known.expires_at <= now() OR (known.sealed IS NULL AND known.held_until <= now())
         RETURNING operation, caller, key, held_until::text AS until\`,
        [operation, caller, key, digest, keep],
      );
    }

    async function answeredBefore(
      { db, seal }: Service,
      operation: Operation,
      request: FastifyRequest,
      wanted: Wanted,
      digest: Buffer,
    ): Promise<Answer> {
      const [known] = await db.query<{ digest: Uint8Array; sealed: Uint8Array | null }>(
        'SELECT digest, sealed FROM platform.idempotency WHERE operation = $1 AND caller = $2 AND key = $3',
        [wanted.operation, wanted.caller, wanted.key],
      );
      if (known === undefined || (known.sealed === null && digest.equals(known.digest)))
        throw new Problem(conflict, 'The same request is worked on right now');
      if (known.sealed === null || !digest.equals(known.digest)) throw new Problem(key_reused);
      const answer = seal.open<Answer>(nameOf(wanted), known.sealed);
      await db.transaction((tx) =>
        appendAudit(tx, {
          at: new Date().toISOString(),
          request: request.id,
          operation: operation.name,
          specVersion: SPEC_VERSION,
          actor: wanted.caller,
          status: answer.status,
          input: null,
          output: null,
          decisions: null,
          ${when(outside, 'calls: null,')}
        }),
      );
      return answer;
    }

    const nameOf = ({ operation, caller, key }: Wanted): string => JSON.stringify([operation, caller, key]);

    /** Keeps the answer, encrypted, with what it is about. */
    export async function keepAnswer(
      tx: Db,
      { seal }: Pick<Service, 'seal'>,
      held: Held,
      { ${kept} }: Answer,
    ): Promise<void> {
      const kept = await tx.query(
        \`UPDATE platform.idempotency SET sealed = $5
         WHERE operation = $1 AND caller = $2 AND key = $3 AND held_until = $4::timestamptz RETURNING key\`,
        [held.operation, held.caller, held.key, held.until, seal.close(nameOf(held), { ${kept} })],
      );
      if (kept.length === 0) throw new Problem(conflict, 'The same request was taken over');
    }

    /** A refusal of the steps is an answer like others; what failed, or never began, may be tried again. */
    async function keepRefusal(service: Service, held: Held, error: unknown): Promise<void> {
      const problem = asProblem(error);
      const { status } = problem.error;
      if (status < 500 && !NOT_KEPT.includes(status)) {
        const headers = { 'content-type': ${mediaTypeText(model, 'problem')} };
        return keepAnswer(service.db, service, held, { status, headers, body: problemDocument(problem) });
      }
      await service.db.query(
        \`DELETE FROM platform.idempotency
         WHERE operation = $1 AND caller = $2 AND key = $3 AND held_until = $4::timestamptz AND sealed IS NULL\`,
        [held.operation, held.caller, held.key, held.until],
      );
    }

    /** Forgets the keys whose time is over. */
    export async function forgetKeys(db: Database): Promise<void> {
      await db.query('DELETE FROM platform.idempotency WHERE expires_at <= now()');
    }
  `;
}
