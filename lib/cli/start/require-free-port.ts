import { createServer } from 'node:net';
import { AppError } from '../../core/app-error.ts';

/** Throws an AppError that says what to do when the address cannot be listened on. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const reason = await new Promise<string | null>((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
  if (reason === null) return;
  if (reason === 'EADDRINUSE') {
    throw new AppError(
      'conflict',
      `Port ${port} is taken by another program. Stop that program, or choose a port: PORT=${port + 1} npm start`,
    );
  }
  throw new AppError('unavailable', `Cannot listen on ${host}:${port} (${reason}). Choose others with HOST and PORT.`);
}
