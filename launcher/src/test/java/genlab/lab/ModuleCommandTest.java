package genlab.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModuleCommandTest {

    private static final ModuleCommand COMMAND =
            new ModuleCommand("name", "own.Main", "--far", "extension", "Does.");

    @Test
    void anExtensionIsNeededWithItsOptionOnly() {
        assertEquals(List.of("own"), COMMAND.modules(List.of("--near", "far")));
        assertEquals(List.of("own", "extension"), COMMAND.modules(List.of("--far")));
        assertEquals(List.of("own", "extension"), COMMAND.modules(List.of("x", "--far=there")));
        ModuleCommand plain = new ModuleCommand("name", "own.Main", "", "", "Does.");
        assertEquals(List.of("own"), plain.modules(List.of("--far", "x")));
    }
}
