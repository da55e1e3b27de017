import type { ReleaseFile } from '../../target.ts';

/** What a tiny release does besides answering. */
export interface TinyBehaviour {
  /** Said by `/version`. */
  version: string;
  /** Code that runs before it listens. */
  atStart?: string;
  /** Code in front of every answer, with `request` and `response` in scope. */
  onRequest?: string;
}

/**
 * A hand-written service without packages that keeps the contract of generated ones: SOCKET, /livez, /readyz, drain on SIGTERM.
 * `/slow` answers after 300 ms, `/echo` sends back what came, `/crash` and `/hang` do what they say, `/database` opens the relay.
 */
export function tinyService({ version, atStart = '', onRequest = '' }: TinyBehaviour): ReleaseFile[] {
  const text = `import { createServer } from 'node:http';
import { connect } from 'node:net';
${atStart}
const server = createServer(async (request, response) => {
  ${onRequest}
  const path = request.url.split('?')[0];
  if (path === '/livez' || path === '/readyz') return response.end('ok');
  if (path === '/version') return response.end(${JSON.stringify(version)});
  if (path === '/slow') return setTimeout(() => response.end(${JSON.stringify(version)}), 300);
  if (path === '/crash') return process.exit(9);
  if (path === '/hang') for (;;);
  if (path === '/env') return response.end(JSON.stringify(process.env));
  if (path === '/echo') {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    response.setHeader('x-got', request.headers['x-request-id'] ?? '');
    return response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, bytes: Buffer.concat(chunks).length }));
  }
  response.statusCode = 404;
  response.end();
});
server.listen(process.env.SOCKET);
process.on('SIGTERM', () => server.close(() => process.exit(0)));
`;
  return [{ path: 'src/main.ts', text }];
}
