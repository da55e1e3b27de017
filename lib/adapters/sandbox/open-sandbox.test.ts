import { execFile, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Means, openSandbox } from './open-sandbox.ts';
import { platformNode } from './platform-node.ts';
import type { Job, JobResult, Limits, Sandbox } from './sandbox.ts';

const LIMITS: Limits = {
  wallMs: 10_000,
  cpuSeconds: 5,
  memoryBytes: 256 * 1024 * 1024,
  processes: 6,
  outputBytes: 100_000,
};
const run = promisify(execFile);
const home = mkdtempSync(join(tmpdir(), 'sandbox-test-'));

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe.each<[Means, boolean]>([
  ['bubblewrap', true],
  ['bubblewrap', false],
  ['unshare', true],
  ['unshare', false],
])('%s, cgroups %s', (means, cgroups) => {
  let sandbox: Sandbox;
  const marker = `job-${means}-${cgroups}-${process.pid}`;

  beforeAll(async () => {
    sandbox = await openSandbox([means], cgroups);
  });

  /** Runs a script in a folder below a private home, as a user's checkout may be. */
  async function attack(script: string, more: Partial<Job> = {}): Promise<JobResult & { out: string; folder: string }> {
    const folder = join(mkdtempSync(join(home, 'private-')), 'job');
    mkdirSync(folder);
    writeFileSync(join(folder, 'attack.cjs'), script);
    let out = '';
    const note = (chunk: string): void => {
      out += chunk;
    };
    const argv = ['node', 'attack.cjs', marker];
    const result = await sandbox.run({
      argv,
      folder,
      readOnly: [],
      env: {},
      limits: LIMITS,
      onStdout: note,
      onStderr: note,
      ...more,
    });
    expect(await running(marker), 'processes left behind').toEqual([]);
    return { ...result, out, folder };
  }

  test('runs the platform’s Node, in its folder, with the given environment and nothing else', async () => {
    process.env['SECRET_OF_PLATFORM'] = 'hunter2';
    const { ending, out, folder, cpuMs, peakMemoryBytes } = await attack(
      `const { PATH, HOME, TMPDIR, LANG, NODE_ENV, PWD, OLDPWD, ...rest } = process.env;
       require('fs').writeFileSync('made.txt', 'yes');
       console.log(JSON.stringify([process.version, process.cwd(), rest]));
       while (process.cpuUsage().user < 200_000);`,
      { env: { GIVEN: 'a=b "c"' } },
    );
    const { stdout } = await run(platformNode(), ['--version']);
    expect(ending).toEqual({ kind: 'exited', code: 0 });
    expect(JSON.parse(out)).toEqual([stdout.trim(), '/work', { GIVEN: 'a=b "c"' }]);
    expect(readFileSync(join(folder, 'made.txt'), 'utf8')).toBe('yes');
    expect(cpuMs).toBeGreaterThan(100);
    expect(peakMemoryBytes).toBeGreaterThan(1_000_000);
  });

  test('exit codes and crashes come out as they were', async () => {
    expect((await attack('process.exit(7)')).ending).toEqual({ kind: 'exited', code: 7 });
    expect((await attack('process.abort()')).ending).toEqual({ kind: 'crashed', signal: 'SIGABRT' });
  });

  test('host files are not there to be read, not even through a link or /proc', async () => {
    process.env['SECRET_OF_PLATFORM'] = 'hunter2';
    const secret = join(home, 'secret.txt');
    writeFileSync(secret, 'top secret');
    const { out } = await attack(
      `const fs = require('fs');
       const tries = [${JSON.stringify(secret)}, '/etc/passwd', '/etc/shadow', ${JSON.stringify(homedir())}, '/proc/1/root/etc/passwd',
         '/sys/fs/cgroup', '/var', '/run', 'link'];
       try { fs.symlinkSync(${JSON.stringify(secret)}, 'link'); } catch {}
       const got = tries.filter((path) => { try { fs.statSync(path).isDirectory() ? fs.readdirSync(path) : fs.readFileSync(path); return true; } catch { return false; } });
       try { if (fs.readFileSync('/proc/1/environ', 'utf8').includes('hunter2')) got.push('environment'); } catch {}
       console.log(JSON.stringify(got));`,
    );
    expect(JSON.parse(out)).toEqual([]);
  });

  test('nothing outside its folder and /tmp can be written, and its privileges are gone', async () => {
    const { out } = await attack(
      `const fs = require('fs');
       const tries = ['/x', '/usr/x', '/usr/bin/node', '/node/bin/node', '/dev/x', '/proc/sys/kernel/hostname', '../x'];
       const wrote = tries.filter((path) => { try { fs.writeFileSync(path, 'x'); return true; } catch { return false; } });
       const caps = fs.readFileSync('/proc/self/status', 'utf8').match(/^(CapPrm|CapEff|CapBnd|NoNewPrivs):.*$/gm).map((line) => line.split('\\t')[1]);
       console.log(JSON.stringify([wrote, caps]));`,
    );
    const none = '0000000000000000';
    expect(JSON.parse(out)).toEqual([[], [none, none, none, '1']]);
  });

  test('a process cannot make itself root of a new user namespace, mount, or trace', async () => {
    const { out } = await attack(
      `const { spawnSync } = require('child_process');
       const tried = [['unshare', '--user', '--map-root-user', 'id', '-u'], ['mount', '-t', 'tmpfs', 'x', '/tmp'], ['chroot', '/tmp']];
       console.log(JSON.stringify(tried.map(([file, ...args]) => spawnSync(file, args).status === 0)));`,
    );
    // Without a system call filter, root's own means leaves new user namespaces to the host's settings.
    const allowed = means === 'unshare' && process.getuid?.() === 0;
    expect(JSON.parse(out)).toEqual([allowed, false, false]);
  });

  test('the network is out of reach, the machine’s own loopback included', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    let connected = 0;
    server.on('connection', () => connected++);
    const { out } = await attack(
      `const socket = require('net').connect(${port}, '127.0.0.1');
       socket.on('connect', () => { console.log('connected'); process.exit(); }).on('error', (error) => console.log(error.code));`,
    );
    server.close();
    expect([out.trim(), connected]).toEqual(['ECONNREFUSED', 0]);
  });

  test('host processes can be neither seen nor killed', async () => {
    const victim = spawn('sleep', ['60'], { stdio: 'ignore' });
    const { out } = await attack(
      `const tried = [${victim.pid}, ${process.pid}].map((pid) => { try { process.kill(pid, 'SIGKILL'); return 'sent'; } catch (error) { return error.code; } });
       try { process.kill(-1, 'SIGKILL'); } catch {}
       console.log(JSON.stringify(tried));`,
    );
    expect(victim.exitCode ?? victim.signalCode).toBe(null);
    victim.kill('SIGKILL');
    expect(out === '' || out.trim() === '["ESRCH","ESRCH"]').toBe(true);
  });

  test('an endless loop ends by CPU, an endless wait by time', async () => {
    const loop = await attack('for (;;);', { limits: { ...LIMITS, cpuSeconds: 1 } });
    expect(loop.ending).toEqual({ kind: 'stopped', reason: 'cpu' });
    const wait = await attack('setInterval(() => {}, 1000)', { limits: { ...LIMITS, wallMs: 300 } });
    expect(wait.ending).toEqual({ kind: 'stopped', reason: 'time' });
    expect(wait.wallMs).toBeLessThan(1_500);
  });

  test('a memory bomb ends by memory, also when a child or shared memory holds it', async () => {
    const bomb = `const held = []; for (;;) held.push(Buffer.alloc(4e6, 1));`;
    const own = await attack(bomb);
    expect(own.ending).toEqual({ kind: 'stopped', reason: 'memory' });
    expect(own.peakMemoryBytes).toBeLessThan(LIMITS.memoryBytes * 1.5);
    const child = await attack(`require('child_process').spawnSync('node', ['-e', ${JSON.stringify(bomb)}]);`);
    expect(child.ending).toEqual({ kind: 'stopped', reason: 'memory' });
    const shared = await attack(
      `const fs = require('fs'); const full = (dir) => { try { for (let i = 0; ; i++) fs.writeFileSync(dir + '/' + i, Buffer.alloc(4e6, 1)); } catch (error) { return error.code; } };
       console.log(full('/dev/shm'), full('/tmp'));`,
    );
    expect([shared.out.trim(), shared.ending.kind === 'stopped' && shared.ending.reason]).toContainEqual(
      shared.out === '' ? 'memory' : 'ENOSPC ENOSPC',
    );
  });

  test('a fork bomb ends by processes', async () => {
    const { ending, wallMs } = await attack(
      `const { spawn } = require('child_process');
       for (let i = 0; i < 3; i++) spawn('node', [__filename, ...process.argv.slice(2)], { detached: true, stdio: 'ignore' }).on('error', () => {});
       setInterval(() => {}, 1000);`,
    );
    expect(ending).toEqual({ kind: 'stopped', reason: 'processes' });
    expect(wallMs).toBeLessThan(5_000);
  });

  test('a shell’s fork bomb ends as fast, by the watch or by the kernel’s own cap', async () => {
    const { ending, wallMs } = await attack(
      `require('child_process').spawnSync('sh', ['-c', 'b() { b | b & }; b; sleep 3'])`,
    );
    // Without cgroups the shells may meet the kernel's cap and give up ("Cannot fork") between two looks of the watch: over, and nothing left.
    const ends = [{ kind: 'stopped', reason: 'processes' }, ...(cgroups ? [] : [{ kind: 'exited', code: 0 }])];
    expect(ends).toContainEqual(ending);
    expect(wallMs).toBeLessThan(8_000);
  });

  test('an output flood ends by output, and what is kept is bounded', async () => {
    const { ending, out } = await attack(`for (;;) require('fs').writeSync(1, 'x'.repeat(10000));`);
    expect(ending).toEqual({ kind: 'stopped', reason: 'output' });
    expect(out.length).toBeLessThanOrEqual(LIMITS.outputBytes);
  });

  test('cancelling kills within a second, a background process too', async () => {
    const stop = new AbortController();
    const started = performance.now();
    const { ending } = await attack(
      `require('child_process').spawn('sleep', ['60'], { detached: true }); process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)`,
      { signal: stop.signal, onStdout: () => stop.abort() },
    );
    expect(ending).toEqual({ kind: 'stopped', reason: 'cancelled' });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('what a finished command left running ends with it', async () => {
    const { ending, wallMs } = await attack(
      `require('child_process').spawn('sleep', ['30'], { detached: true, stdio: 'inherit' }).unref();`,
    );
    expect(ending).toEqual({ kind: 'exited', code: 0 });
    expect(wallMs).toBeLessThan(3_000);
  });

  test('a read-only folder stays as it is, and mounts appear inside it', async () => {
    const modules = mkdtempSync(join(home, 'modules-'));
    chmodSync(modules, 0o755);
    writeFileSync(join(modules, 'a.txt'), 'module');
    const { out, folder } = await attack(
      `const fs = require('fs'); const wrote = ['x', 'node_modules/x'].filter((path) => { try { fs.writeFileSync(path, 'x'); return true; } catch { return false; } });
       fs.writeFileSync('/run/it/b.txt', 'out');
       console.log(JSON.stringify([wrote, fs.readFileSync('node_modules/a.txt', 'utf8')]));`,
      {
        folderReadOnly: true,
        readOnly: [{ from: modules, to: '/work/node_modules' }],
        readWrite: [{ from: mkdtempSync(join(home, 'out-')), to: '/run/it' }],
      },
    );
    expect(JSON.parse(out)).toEqual([[], 'module']);
    expect(readdirSync(folder).sort()).toEqual(['attack.cjs', 'node_modules']);
  });

  test('a link that an earlier job left where a mount belongs is refused, not followed', async () => {
    const { folder } = await attack(`require('fs').symlinkSync('/', 'node_modules')`);
    const job: Job = {
      argv: ['node', '-e', '0'],
      folder,
      readOnly: [{ from: home, to: '/work/node_modules/x' }],
      env: {},
      limits: LIMITS,
    };
    await expect(sandbox.run(job)).rejects.toThrow('link');
    expect(existsSync('/x')).toBe(false);
  });

  test('a service is stopped gently, and by force when it does not listen', async () => {
    const folder = mkdtempSync(join(home, 'service-'));
    const start = (script: string): Promise<{ stop: (ms: number) => Promise<void>; ended: Promise<JobResult> }> =>
      new Promise((resolve) => {
        const argv = ['node', '-e', `${script}; setInterval(() => {}, 1000); console.log('up')`, marker];
        const job = sandbox.start({
          argv,
          folder,
          readOnly: [],
          env: {},
          limits: LIMITS,
          onStdout: () => resolve(job),
        });
      });
    const polite = await start(`process.on('SIGTERM', () => process.exit(3))`);
    await polite.stop(5_000);
    expect((await polite.ended).ending).toEqual({ kind: 'exited', code: 3 });
    const deaf = await start(`process.on('SIGTERM', () => {})`);
    await deaf.stop(200);
    expect((await deaf.ended).ending).toEqual({ kind: 'stopped', reason: 'cancelled' });
    expect(await running(marker)).toEqual([]);
  });

  test('kill -9 of the platform takes its jobs along', async () => {
    const folder = mkdtempSync(join(home, 'orphan-'));
    const script = `
      import { openSandbox } from ${JSON.stringify(join(import.meta.dirname, 'open-sandbox.ts'))};
      const sandbox = await openSandbox([${JSON.stringify(means)}], ${cgroups});
      sandbox.start({ argv: ['node', '-e', 'console.log(1); setInterval(() => {}, 1000)', ${JSON.stringify(marker)}], folder: ${JSON.stringify(folder)},
        readOnly: [], env: {}, limits: ${JSON.stringify(LIMITS)}, onStdout: () => process.kill(process.pid, 'SIGKILL') });
      setInterval(() => {}, 1000);`;
    const platform = spawn(platformNode(), ['--input-type=module-typescript', '-e', script], { stdio: 'inherit' });
    await new Promise((resolve) => platform.once('exit', resolve));
    expect(platform.signalCode).toBe('SIGKILL');
    expect(await running(`setInterval(() => {}, 1000) ${marker}`)).toEqual([]);
  });
});

test('without a sandbox, code is refused unless the operator allows it', async () => {
  const sandbox = await openSandbox(['process']);
  expect(sandbox.level).toBe('process-only');
  const folder = mkdtempSync(join(home, 'weak-'));
  const job: Job = { argv: ['node', '-e', 'process.exit(4)'], folder, readOnly: [], env: {}, limits: LIMITS };
  await expect(sandbox.run(job)).rejects.toThrow('no sandbox');
  process.env['PLUMBLINE_ALLOW_WEAK_SANDBOX'] = '1';
  try {
    expect((await sandbox.run(job)).ending).toEqual({ kind: 'exited', code: 4 });
    const bomb = { ...job, argv: ['node', '-e', 'for (;;);'], limits: { ...LIMITS, cpuSeconds: 1 } };
    expect((await sandbox.run(bomb)).ending).toEqual({ kind: 'stopped', reason: 'cpu' });
  } finally {
    delete process.env['PLUMBLINE_ALLOW_WEAK_SANDBOX'];
  }
});

/** Command lines of live processes that carry a marker, after a moment for the kernel to clean up. */
async function running(marker: string): Promise<string[]> {
  for (let tries = 0; ; tries++) {
    const found = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .map((pid) => commandLine(pid))
      .filter((line) => line.includes(marker));
    if (found.length === 0 || tries === 20) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
