package genlab.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParameterFileTest {
    @TempDir Path folder;

    private static Network network(long seed, int hidden) {
        return Network.mlp(Activation.TANH, Activation.IDENTITY, new Random(seed), 3, hidden, 2);
    }

    private static float[] values(Network network) {
        return network.parameters().get(0).value().values().clone();
    }

    @Test
    void loadedNetworkIsTheSavedOne() throws IOException {
        Network saved = network(1, 4);
        Path file = folder.resolve("network.bin");
        ParameterFile.save(file, saved);
        Network loaded = network(2, 4);
        ParameterFile.load(file, loaded);
        for (int p = 0; p < 4; p++) {
            assertArrayEquals(
                    saved.parameters().get(p).value().values(),
                    loaded.parameters().get(p).value().values());
        }
        ParameterFile.save(file, network(3, 4)); // replaces
        assertEquals(1, folder.toFile().list().length);
    }

    @Test
    void everyTruncationIsNoticed() throws IOException {
        Path file = folder.resolve("network.bin");
        ParameterFile.save(file, network(1, 4));
        byte[] all = Files.readAllBytes(file);
        for (int length = 0; length < all.length; length++) {
            Files.write(file, Arrays.copyOf(all, length));
            assertRejected(file, network(2, 4), "network.bin");
        }
    }

    @Test
    void everyChangedByteIsNoticed() throws IOException {
        Path file = folder.resolve("network.bin");
        ParameterFile.save(file, network(1, 4));
        byte[] all = Files.readAllBytes(file);
        for (int at = 0; at < all.length; at++) {
            byte[] changed = all.clone();
            changed[at] ^= 0x10;
            Files.write(file, changed);
            assertRejected(file, network(2, 4), "network.bin");
        }
    }

    @Test
    void foreignFilesAndOtherNetworksAreNamed() throws IOException {
        Path file = folder.resolve("network.bin");
        Files.writeString(file, "GENTLE reminder");
        assertRejected(file, network(2, 4), "must start with GENLAB01, but differs at byte 3");
        ParameterFile.save(file, network(1, 4));
        assertRejected(
                file,
                network(2, 5),
                "has [3, 4] at byte 12, but parameter 0 (weight) of the network is [3, 5]");
        Dense dense = new Dense(3, 4, new Random(1));
        assertRejected(file, dense, "has 4 parameters, but the network has 2");
    }

    @Test
    void failedSaveKeepsTheOldFile() throws IOException {
        Path missing = folder.resolve("missing").resolve("network.bin");
        assertThrows(IOException.class, () -> ParameterFile.save(missing, network(1, 4)));
        Path directory = Files.createDirectories(folder.resolve("taken").resolve("inner"));
        assertThrows(
                IOException.class, () -> ParameterFile.save(directory.getParent(), network(1, 4)));
        assertEquals(1, folder.toFile().list().length, "no half-written file stays");
    }

    private static void assertRejected(Path file, Layer layer, String expected) {
        float[] before = layer.parameters().get(0).value().values().clone();
        String message =
                assertThrows(IOException.class, () -> ParameterFile.load(file, layer)).getMessage();
        assertTrue(message.contains(expected), message);
        assertTrue(message.contains(file.toString()), message);
        assertArrayEquals(before, layer.parameters().get(0).value().values());
    }
}
