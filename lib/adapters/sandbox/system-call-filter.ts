/**
 * The system calls that jobs have no business with, as a classic BPF program for seccomp: new user namespaces (they give a
 * process all capabilities inside, and with them most of the kernel's attack surface), mounts, tracing other processes, kernel
 * keys, kernel modules, BPF, performance counters, io_uring. They fail with EPERM; `clone3`, whose flags a filter cannot read,
 * with ENOSYS, upon which the C library uses `clone`.
 */

interface Machine {
  /** AUDIT_ARCH_…, what the kernel says in `seccomp_data.arch`. */
  arch: number;
  clone: number;
  unshare: number;
  clone3: number;
  denied: readonly number[];
}

/** Numbers from the kernel's tables: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h. */
const MACHINES: Readonly<Record<string, Machine>> = {
  x64: {
    arch: 0xc000003e,
    clone: 56,
    unshare: 272,
    clone3: 435,
    // ptrace, syslog, acct, mount, umount2, swapon, swapoff, reboot, module calls, quotactl, clock and time setting, kexec, keys,
    // perf_event_open, open_by_handle_at, setns, process_vm, kcmp, bpf, userfaultfd, pivot_root, chroot, io_uring, new mount calls
    denied: [
      101, 103, 163, 165, 166, 167, 168, 169, 175, 176, 313, 174, 179, 227, 164, 305, 159, 246, 320, 248, 249, 250, 298,
      304, 303, 308, 310, 311, 312, 321, 323, 155, 161, 425, 426, 427, 428, 429, 430, 431, 432, 433, 442,
    ],
  },
  arm64: {
    arch: 0xc00000b7,
    clone: 220,
    unshare: 97,
    clone3: 435,
    denied: [
      117, 116, 89, 40, 39, 224, 225, 142, 105, 106, 273, 60, 112, 170, 266, 171, 104, 294, 217, 218, 219, 241, 265,
      264, 268, 270, 271, 272, 280, 282, 41, 51, 425, 426, 427, 428, 429, 430, 431, 432, 433, 442,
    ],
  },
};

const CLONE_NEWUSER = 0x10000000;
const X32_BIT = 0x40000000;
const ALLOW = 0x7fff0000;
const KILL = 0x80000000;
const refuse = (errno: number): number => 0x00050000 | errno;
const EPERM = 1;
const ENOSYS = 38;

/** Where `struct seccomp_data` has the call's number, the machine, and the low half of the first argument. */
const AT_NUMBER = 0;
const AT_ARCH = 4;
const AT_FIRST_ARGUMENT = 16;

const LOAD = 0x20;
const JUMP_IF_EQUAL = 0x15;
const JUMP_IF_AT_LEAST = 0x35;
const JUMP_IF_SET = 0x45;
const RETURN = 0x06;

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

/** The program's bytes, for `bwrap --seccomp`; null on a machine whose numbers are not known here. */
export function systemCallFilter(architecture: string = process.arch): Buffer | null {
  const machine = MACHINES[architecture];
  return machine === undefined ? null : encoded(program(machine));
}

function program({ arch, clone, unshare, clone3, denied }: Machine): Instruction[] {
  return [
    [LOAD, 0, 0, AT_ARCH],
    [JUMP_IF_EQUAL, 1, 0, arch],
    [RETURN, 0, 0, KILL],
    [LOAD, 0, 0, AT_NUMBER],
    // Another numbering of the same calls, by which the list below could be passed.
    [JUMP_IF_AT_LEAST, 0, 1, X32_BIT],
    [RETURN, 0, 0, refuse(ENOSYS)],
    ...answered([clone3], refuse(ENOSYS)),
    ...answered(denied, refuse(EPERM)),
    [JUMP_IF_EQUAL, 2, 0, clone],
    [JUMP_IF_EQUAL, 1, 0, unshare],
    [RETURN, 0, 0, ALLOW],
    [LOAD, 0, 0, AT_FIRST_ARGUMENT],
    [JUMP_IF_SET, 0, 1, CLONE_NEWUSER],
    [RETURN, 0, 0, refuse(EPERM)],
    [RETURN, 0, 0, ALLOW],
  ];
}

function answered(numbers: readonly number[], answer: number): Instruction[] {
  return numbers.flatMap((number): Instruction[] => [
    [JUMP_IF_EQUAL, 0, 1, number],
    [RETURN, 0, 0, answer],
  ]);
}

/** `struct sock_filter[]`: 16-bit code, two 8-bit jumps, 32-bit value, in the machine's (little) byte order. */
function encoded(instructions: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(instructions.length * 8);
  instructions.forEach(([code, ifTrue, ifFalse, value], index) => {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(ifTrue, index * 8 + 2);
    bytes.writeUInt8(ifFalse, index * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, index * 8 + 4);
  });
  return bytes;
}
