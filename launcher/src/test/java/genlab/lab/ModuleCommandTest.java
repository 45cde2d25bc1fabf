package genlab.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModuleCommandTest {

    @Test
    void sparkIsNeededForASweepWithAMasterOnly() {
        ModuleCommand sweep = new ModuleCommand("sweep", "own.Main", "Does.");
        assertEquals(List.of("own"), sweep.modules(List.of("--near", "master")));
        assertEquals(List.of("own", "sweep-spark"), sweep.modules(List.of("--master")));
        assertEquals(List.of("own", "sweep-spark"), sweep.modules(List.of("x", "--master=there")));
        ModuleCommand other = new ModuleCommand("name", "own.Main", "Does.");
        assertEquals(List.of("own"), other.modules(List.of("--master", "x")));
    }
}
