import { existsSync, lstatSync, statSync } from 'node:fs';
import type { Identity } from './identity.ts';
import { limitedCommand, unprivilegedCommand } from './limited-command.ts';
import type { ServiceJob } from './sandbox.ts';

/**
 * The command line that runs a job with util-linux alone: namespaces by `unshare`, a new root file system by a shell script,
 * privileges dropped by `setpriv`. The script stays as the namespace's init, so that its death ends everything inside.
 */
export function unshareCommand(job: ServiceJob, identity: Identity, node: string): string[] {
  const mounts = [
    ...['/usr', '/bin', '/sbin', '/lib', '/lib64'].filter(isFolder).map((path) => ['ro', path, path]),
    ['ro', node, '/node/bin/node'],
    [job.folderReadOnly ? 'ro' : 'rw', job.folder, '/work'],
    ...job.readOnly.map(({ from, to }) => ['ro', from, to]),
    ...(job.readWrite ?? []).map(({ from, to }) => ['rw', from, to]),
  ];
  return [
    ...['/usr/bin/setpriv', '--pdeathsig', 'KILL', '--'],
    ...['/usr/bin/unshare', '--mount', '--pid', '--net', '--ipc', '--uts', '--fork', '--kill-child=KILL'],
    ...(identity === null ? ['--user', '--map-root-user'] : []),
    ...['--propagation', 'private', '--', '/bin/sh', '-c', SCRIPT, 'sandbox', identity === null ? 'own' : 'host'],
    ...mounts.flat(),
    '--',
    ...unprivilegedCommand(limitedCommand(job.argv, job.limits), identity?.uid ?? null),
  ];
}

/**
 * Raises the namespace's own loopback by whichever program there is (tests listen on it), then builds the new root on a tmpfs over `/sys`: a folder that every machine has and that holds no job's files. Links such as
 * `/bin → usr/bin` are made again as links. In a user namespace of our own, further ones are forbidden (in the host's, that would
 * change the host). After `pivot_root` the old root is detached; nothing of the host stays reachable.
 */
const SCRIPT = `set -eu
RAISE_LOOPBACK='socket(S, 2, 2, 0); ioctl(S, 0x8914, pack("a16s", "lo", 0x41)) or exit 1'
umask 022
user_namespace=$1; shift
root=/sys
ip link set lo up 2>/dev/null || ifconfig lo up 2>/dev/null || perl -e "$RAISE_LOOPBACK" 2>/dev/null || true
mount -t tmpfs -o size=1m,mode=755,nosuid,nodev tmpfs $root
mkdir $root/proc $root/dev $root/tmp
while [ "$1" != -- ]; do
  kind=$1 from=$2 to=$3; shift 3
  if [ -L "$from" ]; then ln -s "$(readlink "$from")" "$root$to"; continue; fi
  if [ ! -e "$root$to" ]; then
    if [ -d "$from" ]; then mkdir -p "$root$to"; else mkdir -p "$(dirname "$root$to")"; : > "$root$to"; fi
  fi
  mount --bind "$from" "$root$to"
  if [ $kind = ro ]; then mount -o remount,bind,ro,nosuid,nodev "$root$to"; else mount -o remount,bind,nosuid,nodev "$root$to"; fi
done
shift
mount -t tmpfs -o size=64k,mode=755,nosuid tmpfs $root/dev
for name in null zero full random urandom; do : > $root/dev/$name; mount --bind /dev/$name $root/dev/$name; done
ln -s /proc/self/fd $root/dev/fd
mkdir $root/dev/shm
mount -t tmpfs -o size=64m,mode=1777,nosuid,nodev tmpfs $root/dev/shm
mount -t tmpfs -o size=64m,mode=1777,nosuid,nodev tmpfs $root/tmp
mount -t proc -o nosuid,nodev,noexec proc $root/proc
mount -o remount,bind,ro,nosuid $root/dev
if [ $user_namespace = own ]; then echo 0 > $root/proc/sys/user/max_user_namespaces; fi
cd $root
pivot_root . .
umount -l .
mount -o remount,bind,ro,nosuid,nodev /
cd /work
set +e
"$@"
exit $?
`;

function isFolder(path: string): boolean {
  return existsSync(path) && (lstatSync(path).isSymbolicLink() || statSync(path).isDirectory());
}
