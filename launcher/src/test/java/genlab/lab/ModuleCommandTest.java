package genlab.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleCommandTest {

    private static final ModuleCommand COMMAND =
            new ModuleCommand("name", "own", "Does.", Map.of("--far", "extension"), false);

    @Test
    void anExtensionIsNeededWithItsOptionOnly() {
        assertEquals(List.of("own"), COMMAND.modules(List.of("--near", "far")));
        assertEquals(List.of("own", "extension"), COMMAND.modules(List.of("--far")));
        assertEquals(List.of("own", "extension"), COMMAND.modules(List.of("x", "--far=there")));
        assertEquals(List.of("own"), COMMAND.modules(List.of("")));
    }
}
