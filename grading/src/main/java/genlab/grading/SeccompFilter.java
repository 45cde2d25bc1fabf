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

    /** What is refused, with its number on x86-64 and on 64-bit ARM, - where it has none. */
    private static final String REFUSED =
            """
            fork 57 -               vfork 58 -              ptrace 101 117
            shmget 29 194           msgget 68 186           semget 64 190
            mq_open 240 180         memfd_create 319 279    memfd_secret 447 447
            unshare 272 97          setns 308 268           chroot 161 51
            mount 165 40            umount2 166 39          pivot_root 155 41
            open_tree 428 428       move_mount 429 429      mount_setattr 442 442
            fsopen 430 430          fsconfig 431 431        fsmount 432 432
            fspick 433 433          fanotify_init 300 262   name_to_handle_at 303 264
            open_by_handle_at 304 265
            bpf 321 280             perf_event_open 298 241 userfaultfd 323 282
            keyctl 250 219          add_key 248 217         request_key 249 218
            io_uring_setup 425 425  io_setup 206 0          syslog 103 116
            process_vm_readv 310 270                        process_vm_writev 311 271
            pidfd_open 434 434      pidfd_getfd 438 438     kcmp 312 272
            kexec_load 246 104      personality 135 92      modify_ldt 154 -
            """;

    /** Numbers of one processor's system calls. */
    private record Platform(int architecture, int column, int cloneCall, int clone3, int socket) {
        List<Integer> refused() {
            List<Integer> numbers = new ArrayList<>();
            String[] words = REFUSED.strip().split("\\s+");
            for (int i = column; i < words.length; i += 3) {
                if (!words[i].equals("-")) {
                    numbers.add(Integer.parseInt(words[i]));
                }
            }
            return numbers;
        }
    }

    private static final Platform X86_64 = new Platform(0xc000003e, 1, 56, 435, 41);
    private static final Platform AARCH64 = new Platform(0xc00000b7, 2, 220, 435, 198);

    /** Numbers from here on are the same calls in another guise (x32). */
    private static final int CEILING = 0x40000000;

    /** The program for this machine's processor. */
    static byte[] program() {
        Platform platform = System.getProperty("os.arch").equals("aarch64") ? AARCH64 : X86_64;
        List<long[]> program = new ArrayList<>();
        program.add(new long[] {LOAD_WORD, 0, 0, ARCHITECTURE});
        program.add(new long[] {JUMP_IF_EQUAL, 1, 0, platform.architecture});
        program.add(new long[] {RETURN, 0, 0, KILL_PROCESS});
        program.add(new long[] {LOAD_WORD, 0, 0, NUMBER});
        program.add(new long[] {JUMP_IF_AT_LEAST, 0, 1, CEILING});
        program.add(new long[] {RETURN, 0, 0, KILL_PROCESS});
        for (int number : platform.refused()) {
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
