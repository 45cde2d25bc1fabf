package genlab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Controls where no kernel runs; with one they are tried in the kernel's WidgetsTest. */
class WidgetTest {

    @Test
    void sliderIsTextAndMovesWithinItsRange() {
        List<Integer> moved = new ArrayList<>();
        Widget<Integer> slider = Widget.slider("epochs", 1, 10, 3).onChange(moved::add);
        assertEquals("epochs: 3 (from 1 to 10; set(...) moves it)", slider.toString());
        assertEquals(List.of(Rich.TEXT), List.copyOf(slider.forms().keySet()));
        assertEquals(7, slider.set(7).value());
        assertEquals(10, slider.set(99).value());
        assertEquals(List.of(7, 10), moved);
        assertEquals(0.25, Widget.slider("rate", 0, 1, 0.1).set(0.25).value());
    }

    @Test
    void listHasItsChoices() {
        Widget<String> list = Widget.choice("loss", List.of("hinge", "least squares"));
        assertEquals("hinge", list.value());
        assertEquals("least squares", list.set("least squares").value());
        assertThrows(IllegalArgumentException.class, () -> list.set("none"));
        assertEquals("least squares", list.value());
    }

    @Test
    void buttonCallsCode() {
        List<String> pressed = new ArrayList<>();
        Widget.button("go", () -> pressed.add("once")).set(1);
        assertEquals(List.of("once"), pressed);
    }

    @Test
    void impossibleControlsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Widget.slider("n", 5, 1, 3));
        assertThrows(IllegalArgumentException.class, () -> Widget.slider("x", 0, 1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Widget.choice("none", List.of()));
    }
}
