import type { Context } from '../context.ts';

/** Published ahead of its implementation: see the contract. */
export async function verifyFresh(ctx: Context, proof: { password?: string }): Promise<void> {
  void ctx;
  void proof;
  throw new Error('verifyFresh is not ready');
}
