package genlab.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {
    @Test
    void numbersAndRangesGiveEachSeedOnceInOrder() {
        assertEquals(List.of(1L, 2L, 3L), Seeds.parse("1-3"));
        assertEquals(List.of(0L, 3L, 7L, 8L, 9L), Seeds.parse("7-9, 3,0,8"));
        assertEquals(List.of(5L), Seeds.parse("5-5"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "5-1", "1-", "-3", "1,,2", "1;2", "1-5-7", "0-999999999", "1.5"})
    void anythingElseIsRefusedWithAnExample(String text) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> Seeds.parse(text)).getMessage();
        assertTrue(message.contains("such as 1-5") && message.endsWith("'" + text + "'"), message);
    }
}
