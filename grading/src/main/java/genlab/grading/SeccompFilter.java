package genlab.grading;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The system calls that the sandbox refuses, as a program for Linux's seccomp: a process inside can
 * start threads but no further process, so nothing outlives it and its memory limit is the limit of
 * all.
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

    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;
    private static final int CLONE_THREAD = 0x10000;

    private SeccompFilter() {}

    /** Numbers of one processor's system calls. */
    private record Platform(
            int architecture, int cloneCall, int clone3, int ceiling, int[] refused) {}

    // fork, vfork, ptrace, shmget, msgget, semget, unshare, setns, mount, umount2, pivot_root,
    // chroot, bpf, perf_event_open, userfaultfd, memfd_create, memfd_secret, keyctl, add_key,
    // request_key, io_uring_setup, process_vm_readv, process_vm_writev, kexec_load, personality,
    // mq_open, name_to_handle_at, open_by_handle_at
    private static final Platform X86_64 =
            new Platform(
                    0xc000003e,
                    56,
                    435,
                    0x40000000,
                    new int[] {
                        57, 58, 101, 29, 68, 64, 272, 308, 165, 166, 155, 161, 321, 298, 323, 319,
                        447, 250, 248, 249, 425, 310, 311, 246, 135, 240, 303, 304
                    });
    private static final Platform AARCH64 =
            new Platform(
                    0xc00000b7,
                    220,
                    435,
                    0x40000000,
                    new int[] {
                        117, 194, 186, 190, 97, 268, 40, 39, 41, 51, 280, 241, 282, 279, 447, 219,
                        217, 218, 425, 270, 271, 104, 92, 180, 264, 265
                    });

    /**
     * Writes the program for this machine's processor.
     *
     * @param file where to write it
     * @throws IOException if the file can't be written
     */
    static void write(Path file) throws IOException {
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
        program.add(new long[] {JUMP_IF_EQUAL, 0, 3, platform.cloneCall});
        program.add(new long[] {LOAD_WORD, 0, 0, FIRST_ARGUMENT});
        program.add(new long[] {JUMP_IF_ANY_BIT, 1, 0, CLONE_THREAD});
        program.add(new long[] {RETURN, 0, 0, REFUSE | NOT_PERMITTED});
        program.add(new long[] {RETURN, 0, 0, ALLOW});
        ByteBuffer bytes = ByteBuffer.allocate(8 * program.size()).order(ByteOrder.nativeOrder());
        for (long[] instruction : program) {
            bytes.putShort((short) instruction[0])
                    .put((byte) instruction[1])
                    .put((byte) instruction[2])
                    .putInt((int) instruction[3]);
        }
        Files.write(file, bytes.array());
    }
}
