/**
 * Whether this is the demo workspace. Only the exact word makes it one: without the start command, which sets it, a
 * workspace is real and knows no default password.
 */
export function isDemo(env: NodeJS.ProcessEnv = process.env): boolean {
  return env['PLUMBLINE_WORKSPACE'] === 'demo';
}
