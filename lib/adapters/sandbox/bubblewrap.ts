import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Identity } from './identity.ts';
import { limitedCommand, unprivilegedCommand } from './limited-command.ts';
import type { Mount, ServiceJob } from './sandbox.ts';

/** Bytes that `/tmp` and `/dev/shm` may hold: they live in memory, which no process is charged for. */
const SCRATCH_BYTES = 64 * 1024 * 1024;

/** The command line that runs a job in bubblewrap, which reads the system call filter from descriptor 3 if there is one. As root it keeps three capabilities for one step: to give up the rest. */
export function bubblewrapCommand(job: ServiceJob, identity: Identity, node: string, filtered: boolean): string[] {
  return [
    'bwrap',
    ...['--unshare-pid', '--unshare-net', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
    ...(identity === null ? ['--unshare-user', '--disable-userns'] : rootKeeps()),
    ...(filtered ? ['--seccomp', '3'] : []),
    ...['--die-with-parent', '--new-session', '--hostname', 'sandbox'],
    ...['--size', '1048576', '--tmpfs', '/'],
    ...systemFolders(),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...scratch('/dev/shm'),
    ...scratch('/tmp'),
    ...mount('--ro-bind', { from: node, to: '/node/bin/node' }),
    ...mount(job.folderReadOnly ? '--ro-bind' : '--bind', { from: job.folder, to: '/work' }),
    ...job.readOnly.flatMap((each) => mount('--ro-bind', each)),
    ...(job.readWrite ?? []).flatMap((each) => mount('--bind', each)),
    ...['--remount-ro', '/dev', '--remount-ro', '/', '--chdir', '/work', '--'],
    ...unprivilegedCommand(limitedCommand(job.argv, job.limits), identity?.uid ?? null),
  ];
}

function rootKeeps(): string[] {
  return ['CAP_SETUID', 'CAP_SETGID', 'CAP_SETPCAP'].flatMap((cap) => ['--cap-add', cap]);
}

/** `/usr`, and the top-level names that programs are looked up by: links into it on most systems, folders on some. */
function systemFolders(): string[] {
  const names = ['/bin', '/sbin', '/lib', '/lib64'].filter((name) => existsSync(name));
  return [
    ...['--ro-bind', '/usr', '/usr'],
    ...names.flatMap((name) =>
      lstatSync(name).isSymbolicLink() ? ['--symlink', readlinkSync(name), name] : ['--ro-bind', name, name],
    ),
  ];
}

function scratch(folder: string): string[] {
  return ['--perms', '1777', '--size', String(SCRATCH_BYTES), '--tmpfs', folder];
}

/** A mount, and the folders above it: those that bubblewrap makes by itself only root may enter. */
function mount(kind: '--bind' | '--ro-bind', { from, to }: Mount): string[] {
  return [...foldersAbove(to).flatMap((folder) => ['--perms', '0755', '--dir', folder]), kind, from, to];
}

function foldersAbove(path: string): string[] {
  const above = dirname(path);
  return above === '/' || path.startsWith('/work/') ? [] : [...foldersAbove(above), above];
}
