package genlab.grading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Jars made of folders and of parts of other jars, kept in a folder under names of their content.
 */
record JarStore(Path folder) {

    /**
     * A part of this program as a jar.
     *
     * @throws IOException if it can't be written
     */
    Path packageOf(Class<?> type) throws IOException {
        String name = type.getPackageName().replace('.', '/') + "/";
        try {
            Path code = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
            Part part = (file, bytes) -> file.startsWith(name) ? bytes : null;
            if (Files.isDirectory(code)) {
                return packed(code, part);
            }
            try (FileSystem jar = FileSystems.newFileSystem(code)) {
                return packed(jar.getPath("/"), part);
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /**
     * An entry of a class path as a jar without some of its code.
     *
     * @throws IOException if it can't be read, or a new one not be written
     */
    Path without(Path entry, Collection<String> absent) throws IOException {
        List<String> names = absent.stream().map(name -> name.replace('.', '/')).toList();
        if (Files.isDirectory(entry)) {
            return packed(entry, (file, bytes) -> without(file, bytes, names));
        }
        try (FileSystem jar = FileSystems.newFileSystem(entry)) {
            for (String name : names) {
                String file = name.replaceAll("#.*", "");
                file = file.endsWith("/*") ? file.replace("/*", "") : file + ".class";
                if (Files.exists(jar.getPath("/" + file))) {
                    return packed(jar.getPath("/"), (each, bytes) -> without(each, bytes, names));
                }
            }
        }
        return entry.toAbsolutePath();
    }

    /** What is left of a file, or null for nothing. */
    private interface Part {
        byte[] of(String file, byte[] bytes);
    }

    private static byte[] without(String file, byte[] bytes, List<String> names) {
        byte[] left = bytes;
        for (String name : names) {
            String type = name.replaceAll("#.*", "");
            boolean whole =
                    type.endsWith("/*")
                            ? file.startsWith(type.substring(0, type.length() - 1))
                            : file.equals(type + ".class") || file.startsWith(type + "$");
            if (whole && type.equals(name)) {
                return null;
            }
            if (whole && file.equals(type + ".class")) {
                left = withoutMethods(left, Set.of(name.substring(type.length() + 1).split(",")));
            }
        }
        return left;
    }

    private static byte[] withoutMethods(byte[] type, Set<String> methods) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(type)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String types,
                                    String signature,
                                    String[] exceptions) {
                                return methods.contains(name)
                                        ? null
                                        : super.visitMethod(
                                                access, name, types, signature, exceptions);
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    private Path packed(Path code, Part part) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Stream<Path> tree = Files.walk(code);
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
                String name = code.relativize(file).toString();
                byte[] left = part.of(name, Files.readAllBytes(file));
                if (left != null) {
                    ZipEntry entry = new ZipEntry(name);
                    entry.setLastModifiedTime(FileTime.fromMillis(0));
                    zip.putNextEntry(entry);
                    zip.write(left);
                    zip.closeEntry();
                }
            }
        }
        MessageDigest digest = sha256();
        digest.update(bytes.toByteArray());
        Path jar = folder.resolve(hex(digest) + ".jar");
        return Files.exists(jar) ? jar : save(jar.getFileName().toString(), bytes.toByteArray());
    }

    /**
     * Keeps bytes as a file that everyone may read.
     *
     * @throws IOException if it can't be written
     */
    Path save(String name, byte[] bytes) throws IOException {
        Path unfinished = Files.createTempFile(folder, "fresh", ".tmp");
        Files.write(unfinished, bytes);
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
        return Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A name for what follows from jars: another where one of them, or Java, is another. */
    static String key(List<Path> jars) throws IOException {
        MessageDigest digest = sha256();
        digest.update(System.getProperty("java.vm.version").getBytes());
        for (Path jar : jars) {
            String about =
                    jar.getFileName()
                            + " "
                            + Files.size(jar)
                            + " "
                            + Files.getLastModifiedTime(jar);
            digest.update(about.getBytes());
        }
        return hex(digest);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }
}
