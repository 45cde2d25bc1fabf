package genlab.grading;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The system calls that the sandbox refuses, as a program for Linux's seccomp: a process inside can
 * start threads but no further process, so nothing outlives it and its memory limit is the limit of
 * all. Of sockets there are Unix's and the internet's only: others (a virtual machine's vsock, for
 * one) pay no heed to the network namespace.
 *
 * <p>The program is a list of instructions of 8 bytes: code, jump if true, jump if false, operand
 * (Linux, Documentation/userspace-api/seccomp_filter.rst).
 */
final class SeccompFilter {
    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_ANY_BIT = 0x45;
    private static final int JUMP_IF_AT_LEAST = 0x35;
    private static final int RETURN = 0x06;

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL_PROCESS = 0x80000000;
    private static final int REFUSE = 0x00050000;
    private static final int NOT_PERMITTED = 1;
    private static final int NOT_IMPLEMENTED = 38;
    private static final int NO_SUCH_FAMILY = 97;
    private static final int[] FAMILIES = {1, 2, 10};

    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;
    private static final int CLONE_THREAD = 0x10000;

    private SeccompFilter() {}

    /** Numbers of one processor's system calls. */
    private record Platform(
            int architecture, int cloneCall, int clone3, int socket, int ceiling, int[] refused) {}

    // fork, vfork, ptrace, shmget, msgget, semget, unshare, setns, mount, umount2, pivot_root,
    // chroot, bpf, perf_event_open, userfaultfd, memfd_create, memfd_secret, keyctl, add_key,
    // request_key, io_uring_setup, process_vm_readv, process_vm_writev, kexec_load, personality,
    // mq_open, name_to_handle_at, open_by_handle_at, syslog, kcmp, pidfd_open, pidfd_getfd,
    // open_tree, move_mount, fsopen, fsconfig, fsmount, fspick, mount_setattr, fanotify_init,
    // modify_ldt (x86_64 only)
    private static final Platform X86_64 =
            new Platform(
                    0xc000003e,
                    56,
                    435,
                    41,
                    0x40000000,
                    new int[] {
                        57, 58, 101, 29, 68, 64, 272, 308, 165, 166, 155, 161, 321, 298, 323, 319,
                        447, 250, 248, 249, 425, 310, 311, 246, 135, 240, 303, 304, 103, 312, 434,
                        438, 428, 429, 430, 431, 432, 433, 442, 300, 154
                    });
    private static final Platform AARCH64 =
            new Platform(
                    0xc00000b7,
                    220,
                    435,
                    198,
                    0x40000000,
                    new int[] {
                        117, 194, 186, 190, 97, 268, 40, 39, 41, 51, 280, 241, 282, 279, 447, 219,
                        217, 218, 425, 270, 271, 104, 92, 180, 264, 265, 116, 272, 434, 438, 428,
                        429, 430, 431, 432, 433, 442, 262
                    });

    /**
     * The program for this machine's processor.
     *
     * @return its instructions, as the kernel reads them
     */
    static byte[] program() {
        Platform platform = System.getProperty("os.arch").equals("aarch64") ? AARCH64 : X86_64;
        List<long[]> program = new ArrayList<>();
        program.add(new long[] {LOAD_WORD, 0, 0, ARCHITECTURE});
        program.add(new long[] {JUMP_IF_EQUAL, 1, 0, platform.architecture});
        program.add(new long[] {RETURN, 0, 0, KILL_PROCESS});
        program.add(new long[] {LOAD_WORD, 0, 0, NUMBER});
        // Numbers above the ceiling are the same calls in another guise (x32).
        program.add(new long[] {JUMP_IF_AT_LEAST, 0, 1, platform.ceiling});
        program.add(new long[] {RETURN, 0, 0, KILL_PROCESS});
        for (int number : platform.refused) {
            program.add(new long[] {JUMP_IF_EQUAL, 0, 1, number});
            program.add(new long[] {RETURN, 0, 0, REFUSE | NOT_PERMITTED});
        }
        // clone3 has its flags in memory, where a filter can't look; libc falls back to clone.
        program.add(new long[] {JUMP_IF_EQUAL, 0, 1, platform.clone3});
        program.add(new long[] {RETURN, 0, 0, REFUSE | NOT_IMPLEMENTED});
        program.add(new long[] {JUMP_IF_EQUAL, 0, 4, platform.cloneCall});
        program.add(new long[] {LOAD_WORD, 0, 0, FIRST_ARGUMENT});
        program.add(new long[] {JUMP_IF_ANY_BIT, 1, 0, CLONE_THREAD});
        program.add(new long[] {RETURN, 0, 0, REFUSE | NOT_PERMITTED});
        program.add(new long[] {RETURN, 0, 0, ALLOW});
        program.add(new long[] {JUMP_IF_EQUAL, 0, 2 + FAMILIES.length, platform.socket});
        program.add(new long[] {LOAD_WORD, 0, 0, FIRST_ARGUMENT});
        for (int i = 0; i < FAMILIES.length; i++) {
            program.add(new long[] {JUMP_IF_EQUAL, FAMILIES.length - i, 0, FAMILIES[i]});
        }
        program.add(new long[] {RETURN, 0, 0, REFUSE | NO_SUCH_FAMILY});
        program.add(new long[] {RETURN, 0, 0, ALLOW});
        ByteBuffer bytes = ByteBuffer.allocate(8 * program.size()).order(ByteOrder.nativeOrder());
        for (long[] instruction : program) {
            bytes.putShort((short) instruction[0])
                    .put((byte) instruction[1])
                    .put((byte) instruction[2])
                    .putInt((int) instruction[3]);
        }
        return bytes.array();
    }
}
