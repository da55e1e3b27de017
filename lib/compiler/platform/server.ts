import { mediaTypeText } from '../named-errors.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';

/** src/platform/server.ts: the HTTP server, its refusals and its probes. */
export function serverFile({ model, records, outside, suspends, auth, wire, files, media }: Plan): string {
  const invariants = model.invariants.length > 0;
  const forms = files.parts || files.fields;
  const others = media.textTypes.length + media.jsonTypes.length + media.fileTypes.length > 0;
  const takes = forms || others;
  const traces = suspends && (records || outside);
  const kept = (what: string): string =>
    `operation.record.length > 0 ? (request.trace.journal?.${what} ?? null) : null`;
  const straight = records ? 'operation.record.length > 0 ? request.decisions : null' : 'null';
  const decisions = records && suspends ? kept('decisions') : straight;
  return code`
    ${imports([
      ['node:crypto', 'randomUUID'],
      ['node:http', 'STATUS_CODES'],
      [
        'fastify',
        'default Fastify',
        'type FastifyError',
        'type FastifyInstance',
        'type FastifyReply',
        'type FastifyRequest',
      ],
      ['../../openapi.json', 'default openapi'],
      ['./audit.ts', 'appendAudit'],
      ['./forms.ts', ...(forms ? ['useForms'] : [])],
      ['./invariants.ts', ...(invariants ? ['InvariantBroken'] : [])],
      ['./operation.ts', 'type Service', 'SPEC_VERSION'],
      [
        './problems.ts',
        'asProblem',
        'invalid_input',
        ...(mediaTypeText(model, '').startsWith('media') ? ['mediaTypeOf'] : []),
        'not_found',
        'Problem',
        'problemDocument',
        'timed_out',
        'unavailable',
        'unsupported',
      ],
      ['./whole-files.ts', ...(media.fileTypes.length > 0 ? ['useWholeFiles'] : [])],
    ])}

    const SLOWEST_ARRIVAL_MS = 10_000;
    const DEEPEST = 64;
    /** More than Node reads of a request's head: no value of a path is too long before it is looked at. */
    const LONGEST_ADDRESS = 16_384;
    const ALWAYS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

    /** An HTTP server that reads only JSON, answers every error as a problem document and refuses what arrives too slowly. */
    export function newServer(service: Service): FastifyInstance {
      const app = Fastify({
        genReqId: () => randomUUID(),
        ${when(wire.addresses, 'trustProxy: [...service.proxies],')}
        requestTimeout: SLOWEST_ARRIVAL_MS,
        routerOptions: { maxParamLength: LONGEST_ADDRESS },
        frameworkErrors: (error, _request, reply) => sendProblem(reply.headers(ALWAYS), asProblem(error)),
        http: { headersTimeout: SLOWEST_ARRIVAL_MS, connectionsCheckingInterval: 1000 },
        clientErrorHandler: refuseUnreadable,
      });
      app.decorateRequest('caller', null);
      app.decorateRequest('shown', null);
      ${when(files.kept, DECORATE_UPLOADS)}
      ${when(wire.repeatable, "app.decorateRequest('held', null);")}
      ${when(records && !suspends, "app.decorateRequest('decisions', null);")}
      ${when(traces, DECORATE_TRACE)}
      app.removeAllContentTypeParsers();
      app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) =>
        readJson(body),
      );
      ${when(media.jsonTypes.length > 0, parserFor(media.jsonTypes, 'readJson'))}
      ${when(media.textTypes.length > 0, parserFor(media.textTypes, 'readText'))}
      ${when(media.fileTypes.length > 0, 'useWholeFiles(app);')}
      ${when(others, REFUSE_OTHERS)}
      ${when(forms, `useForms(app${when(files.parts, ', readJson')});`)}
      app.addHook('onRequest', async (request) => {
        refuseNull(request.url);
        refuseMediaTypes(request);
      });
      app.addHook('onSend', async (_request, reply) => {
        reply.headers(ALWAYS);
      });
      app.addHook('onResponse', async (request, reply) => {
        const route = request.routeOptions.url ?? 'unknown';
        service.metrics.duration(
          { method: request.method, route, status: \`\${reply.statusCode}\` },
          reply.elapsedTime / 1000,
        );
      });
      app.setErrorHandler((error: FastifyError, request, reply) => refuse(service, error, request, reply));
      app.setNotFoundHandler((_request, reply) => sendProblem(reply, new Problem(not_found)));
      return app;
    }

    /** Serves what tells machines how the service is, and its API document. \`draining\` turns readiness off. */
    export function useProbes(app: FastifyInstance, service: Service, draining: () => boolean): void {
      app.get('/livez', async () => ({ status: 'alive' }));
      app.get('/readyz', async () => {
        const connected = await service.db.query('SELECT 1').then(
          () => true,
          () => false,
        );
        if (draining() || !connected) throw new Problem(unavailable);
        return { status: 'ready'${when(outside, ', ...(service.simulated.length > 0 && { simulated: service.simulated })')} };
      });
      app.get('/metrics', async (_request, reply) => reply.type('text/plain; version=0.0.4').send(service.metrics.text()));
      app.get('/openapi.json', async () => openapi);
    }

    /** No text holds U+0000: the database takes none, so no path names anything with it. */
    function refuseNull(url: string): void {
      const at = url.indexOf('%00');
      if (at === -1) return;
      if (url.lastIndexOf('?', at) === -1) throw new Problem(not_found);
      throw new Problem(invalid_input, 'The query holds U+0000');
    }

    /** One media type, no encoding; a body without a media type is ${takes ? 'what the operation takes' : 'JSON'}. */
    function refuseMediaTypes({ raw${when(takes, ', routeOptions')} }: FastifyRequest): void {
      const encoding = raw.headers['content-encoding'];
      const types = raw.rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === 'content-type');
      if (types.length > 1 || (encoding !== undefined && encoding !== 'identity')) throw new Problem(unsupported);
      raw.headers['content-type'] ||= ${when(takes, 'routeOptions.config.operation?.takes ?? ')}'application/json';
    }

    function readJson(body: Buffer): unknown {
      if (body.length === 0) return undefined;
      try {
        const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
        const value: unknown = JSON.parse(text);
        if (isSafe(value, DEEPEST) && !hasTwins(text)) return value;
      } catch {
        throw new Problem(invalid_input, 'The body is not JSON in UTF-8');
      }
      throw new Problem(
        invalid_input,
        'The body holds U+0000, half a character, a reserved name, a name twice, or is too deep',
      );
    }

    /** Whether some object of a JSON text has two members of one name: readers differ in which of them they take. */
    function hasTwins(text: string): boolean {
      const open: Set<string>[] = [];
      const next = /["{}]/g;
      const colon = /\s*:/y;
      for (let found = next.exec(text); found !== null; found = next.exec(text)) {
        if (found[0] === '{') open.push(new Set());
        else if (found[0] === '}') open.pop();
        else {
          const end = endOfString(text, found.index);
          next.lastIndex = end;
          colon.lastIndex = end;
          if (!colon.test(text)) continue;
          const name = String(JSON.parse(text.slice(found.index, end)));
          if (open.at(-1)?.has(name)) return true;
          open.at(-1)?.add(name);
        }
      }
      return false;
    }

    /** Where a string of a JSON text ends, that begins at a place: behind its last quote. */
    function endOfString(text: string, start: number): number {
      for (let at = start + 1; ; at = text.indexOf('"', at) + 1) {
        const end = text.indexOf('"', at);
        let slashes = 0;
        while (text.charAt(end - 1 - slashes) === '\\') slashes += 1;
        if (slashes % 2 === 0) return end + 1;
      }
    }

    ${when(media.textTypes.length > 0, READ_TEXT)}

    function isSafe(value: unknown, left: number): boolean {
      if (typeof value === 'string') return value.isWellFormed() && !value.includes('\u0000');
      if (value === null || typeof value !== 'object') return true;
      if (left === 0) return false;
      return Object.entries(value).every(
        ([name, item]) => name !== '__proto__' && !name.includes('\u0000') && isSafe(item, left - 1),
      );
    }

    /** Answers an error, after it is in the audit log if the request was for an operation. No record, no other answer than 503. */
    async function refuse(
      service: Service,
      error: Error,
      request: FastifyRequest,
      reply: FastifyReply,
    ): Promise<FastifyReply> {
      const problem = asProblem(error);
      const { status, name } = problem.error;
      if (status >= 500) logError(request, error);
      service.metrics.count('problems_total', { name });
      ${when(invariants, BROKEN)}
      const operation = request.routeOptions.config.operation;
      if (operation === undefined) return sendProblem(reply, problem);
      const record = {
        at: new Date().toISOString(),
        request: request.id,
        operation: operation.name,
        specVersion: SPEC_VERSION,
        actor: request.caller?.id ?? 'unknown',
        status,
        input: operation.record.includes('request') ? request.shown : null,
        output: problemDocument(problem),
        decisions: ${decisions},
        ${when(outside, `calls: ${kept('calls')},`)}
      };
      try {
        await service.db.transaction((tx) => appendAudit(tx, record));
        return sendProblem(reply, problem);
      } catch (auditError) {
        logError(request, auditError);
        return sendProblem(reply, new Problem(unavailable));
      }
    }

    function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
      if (problem.error.status === 401) reply.header('www-authenticate', ${quote(auth.challenge)});
      return reply.code(problem.error.status).type(${mediaTypeText(model, 'problem')}).send(problemDocument(problem));
    }

    function logError(request: FastifyRequest, error: unknown): void {
      const stack = error instanceof Error ? error.stack : String(error);
      console.error(JSON.stringify({ level: 'error', at: new Date().toISOString(), request: request.id, error: stack }));
    }

    /** What Node could not read as HTTP, or what took too long. */
    function refuseUnreadable(error: NodeJS.ErrnoException, socket: NodeJS.WritableStream & { writable: boolean }): void {
      const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
      const problem = new Problem(late ? timed_out : invalid_input);
      const { status } = problem.error;
      const body = JSON.stringify(problemDocument(problem));
      const type = ${mediaTypeText(model, 'problem')};
      const head = \`HTTP/1.1 \${status} \${STATUS_CODES[status]}\r\ncontent-type: \${type}\r\nconnection: close\`;
      if (socket.writable) socket.end(\`\${head}\r\ncontent-length: \${Buffer.byteLength(body)}\r\n\r\n\${body}\`);
    }
  `;
}

/** Reads bodies of other media types by a function of the module. */
function parserFor(types: readonly string[], reader: string): string {
  const said = list('[', types.map(quote), ']');
  const name = reader === 'readText' ? 'textTypes' : 'jsonTypes';
  return code`
    ${print(['const ', `${name} = `, said, ';'], 6)}
    app.addContentTypeParser(${name}, { parseAs: 'buffer' }, async (_: FastifyRequest, body: Buffer) => ${reader}(body));
  `;
}

const REFUSE_OTHERS = code`
  app.addHook('preParsing', async ({ routeOptions, headers }) => {
    const { operation } = routeOptions.config;
    if (operation === undefined || operation.body === null) return;
    const said = String(headers['content-type']).toLowerCase();
    const [type, ...more] = said.split(/\s*;\s*/);
    const charset = more.find((one) => one.startsWith('charset='));
    const known = charset === undefined || /^charset="?(utf-8|us-ascii)"?$/.test(charset.trim());
    if (type?.trim() !== (operation.takes ?? 'application/json') || !known) throw new Problem(unsupported);
  });
`;

const READ_TEXT = code`
  function readText(body: Buffer): string {
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
      if (!text.includes('\u0000')) return text;
    } catch {
      throw new Problem(invalid_input, 'The body is not text in UTF-8');
    }
    throw new Problem(invalid_input, 'The body holds U+0000');
  }
`;

const BROKEN = code`
  if (error instanceof InvariantBroken)
    service.metrics.count('invariant_violations_total', { invariant: error.invariant });
`;

const DECORATE_UPLOADS = code`
  app.decorateRequest('spool', null);
  app.decorateRequest('uploads');
  app.addHook('onRequest', async (request) => {
    request.uploads = [];
  });
`;

const DECORATE_TRACE = code`
  // Fastify forbids shared objects: each request gets its own.
  app.decorateRequest('trace');
  app.addHook('onRequest', async (request) => {
    request.trace = { journal: null };
  });
`;
