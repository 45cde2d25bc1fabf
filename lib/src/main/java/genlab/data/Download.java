package genlab.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One file from one of several addresses.
 *
 * <p>What has come so far is in {@code <file>.part}, from where an interrupted download goes on, at
 * whichever address. Only when all of it has the right checksum does it become {@code <file>}.
 */
record Download(List<URI> addresses, String sha256, Path file) {
    private static final int PATIENCE_MILLISECONDS = 30_000;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    /** Downloads the file unless it is there already; tells its progress about once a second. */
    void run(Consumer<String> progress) throws IOException {
        if (Files.exists(file)) {
            String found = checksum(file);
            if (!found.equals(sha256)) {
                throw new IOException(
                        mismatch(file.toString(), found) + "; move it away and download again");
            }
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel channel =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            try {
                // Beyond the end: Windows would keep even this program from reading what it locks.
                if (channel.tryLock(Long.MAX_VALUE - 1, 1, false) == null) {
                    throw new OverlappingFileLockException();
                }
            } catch (OverlappingFileLockException e) {
                throw new IOException(part + " is being downloaded already; wait for it", e);
            }
            fromAnyAddress(part, channel, progress);
        } catch (ClosedByInterruptException e) {
            throw (IOException)
                    new InterruptedIOException(file + ": interrupted; download again to go on")
                            .initCause(e);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void fromAnyAddress(Path part, FileChannel channel, Consumer<String> progress)
            throws IOException {
        List<String> failures = new ArrayList<>();
        for (URI address : addresses) {
            try {
                // A part left by an earlier download may be wrong itself: then once more, afresh.
                boolean resumed = channel.size() > 0;
                fetch(address, channel, progress);
                String found = checksum(part);
                if (!found.equals(sha256) && resumed) {
                    channel.truncate(0);
                    fetch(address, channel, progress);
                    found = checksum(part);
                }
                if (found.equals(sha256)) {
                    return;
                }
                channel.truncate(0);
                failures.add(mismatch(address.toString(), found));
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                failures.add(address + ": " + (e.getMessage() == null ? e : e.getMessage()));
            }
        }
        if (channel.size() == 0) {
            Files.delete(part);
        }
        String message =
                "%s could not be downloaded: %s; download again to go on after the %s bytes that are"
                        + " kept";
        throw new IOException(message.formatted(file, String.join("; ", failures), channel.size()));
    }

    private String mismatch(String name, String found) {
        return name + " must have the SHA-256 " + sha256 + ", but has " + found;
    }

    private void fetch(URI address, FileChannel channel, Consumer<String> progress)
            throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLISECONDS);
        connection.setReadTimeout(PATIENCE_MILLISECONDS);
        if (channel.size() > 0) {
            connection.setRequestProperty("Range", "bytes=" + channel.size() + "-");
        }
        try {
            int status = connection.getResponseCode();
            if (status == RANGE_NOT_SATISFIABLE && channel.size() > 0) {
                return; // All there is has come already: what it is worth, the checksum tells.
            }
            if (status == HttpURLConnection.HTTP_OK) {
                channel.truncate(0); // The server can't go on in the middle.
            } else if (status != HttpURLConnection.HTTP_PARTIAL) {
                throw new IOException("must answer 200, but answered " + status);
            }
            long total = channel.size() + connection.getContentLengthLong();
            channel.position(channel.size());
            try (InputStream in = connection.getInputStream()) {
                copy(in, channel, total, progress);
            }
        } finally {
            connection.disconnect();
        }
    }

    private void copy(InputStream in, FileChannel channel, long total, Consumer<String> progress)
            throws IOException {
        String of = String.format(Locale.ROOT, " of %.1f MB", total / 1e6);
        long nextReport = System.nanoTime() + 1_000_000_000L;
        byte[] buffer = new byte[1 << 16];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length); bytes.hasRemaining(); ) {
                channel.write(bytes);
            }
            if (System.nanoTime() > nextReport) {
                nextReport += 1_000_000_000L;
                progress.accept(file.getFileName() + ": " + megabytes(channel) + of);
            }
        }
        if (channel.size() < total) {
            throw new IOException(
                    "must send " + total + " bytes, but stopped after " + channel.size());
        }
        progress.accept(file.getFileName() + ": " + megabytes(channel) + " MB");
    }

    private static String megabytes(FileChannel channel) throws IOException {
        return String.format(Locale.ROOT, "%.1f", channel.size() / 1e6);
    }

    private static String checksum(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                digest.update(buffer, 0, length);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
