package genlab.charts;

import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.plotly.components.Figure;

/**
 * Charts side by side: {@code Charts.beside(left, right)}.
 *
 * @param figures the charts, from left to right
 */
public record Panel(List<Figure> figures) implements Rendered {
    /** Keeps its own list. */
    public Panel {
        figures = List.copyOf(Checks.all("figures", figures));
    }

    @Override
    public String html() {
        // Two thirds of a laptop's page hold two or three beside each other; a phone holds one.
        String least = "min(100%," + (figures.size() > 2 ? 240 : 320) + "px)";
        return figures.stream()
                .map(f -> "<div style=\"min-width:0\">" + Charts.html(f) + "</div>")
                .collect(
                        Collectors.joining(
                                "",
                                "<div style=\"display:grid;gap:12px;grid-template-columns:"
                                        + "repeat(auto-fit,minmax("
                                        + least
                                        + ",1fr))\">",
                                "</div>"));
    }

    @Override
    public String text() {
        return figures.stream().map(Charts::text).collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return text();
    }
}
