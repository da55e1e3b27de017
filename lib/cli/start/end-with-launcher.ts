/**
 * Preloaded (`--import`) into every process that the launcher starts, and by NODE_OPTIONS into theirs: when the launcher
 * dies, even by kill -9, nobody stays behind.
 */
const CHECK_EVERY_MS = 250;
const startedBy = process.ppid;
const launcher = Number(process.env['PLUMBLINE_LAUNCHER']);

setInterval(() => {
  if (process.ppid !== startedBy || !isAlive(launcher)) process.kill(process.pid, 'SIGKILL');
}, CHECK_EVERY_MS).unref();

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

export {};
