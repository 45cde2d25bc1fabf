package genlab.charts;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Charts of images. */
final class Pictures {
    private static final int STEPS = 9;

    private Pictures() {}

    static Chart grid(Matrix images, int columns) {
        int side = Images.side("images", images);
        Require.atLeast("columns", 1, columns);
        int across = Math.min(columns, images.rows());
        int rows = (images.rows() + across - 1) / across;
        return chart(images, new String[rows], new String[across], side, "", "");
    }

    static Chart grid(genlab.data.Pictures pictures, int columns) {
        Require.given("pictures", pictures);
        Require.atLeast("columns", 1, columns);
        int count = pictures.pixels().rows();
        int across = Math.min(columns, count);
        String words =
                String.format(
                        "%d images of %d x %d pixels in %d columns",
                        count, pictures.width(), pictures.height(), across);
        return chart(
                Images.grid(pictures, across),
                words,
                new String[(count + across - 1) / across],
                new String[across],
                pictures.height(),
                pictures.width(),
                "",
                "");
    }

    static Chart rows(Series... rows) {
        Checks.all("rows", rows);
        int columns = Arrays.stream(rows).mapToInt(r -> r.samples().rows()).max().orElseThrow();
        int side = Images.side(rows[0].name(), rows[0].samples());
        Matrix all = Matrix.filled(rows.length * columns, side * side, Double.NaN);
        for (int r = 0; r < rows.length; r++) {
            Matrix images = rows[r].samples();
            Images.side(rows[r].name(), images);
            Require.that(
                    images.columns() == side * side,
                    "all rows must have images of the same size, but '%s' had %d pixels and '%s' %d",
                    rows[0].name(),
                    side * side,
                    rows[r].name(),
                    images.columns());
            for (int i = 0; i < images.rows(); i++) {
                for (int pixel = 0; pixel < images.columns(); pixel++) {
                    all.set(r * columns + i, pixel, images.get(i, pixel));
                }
            }
        }
        String[] names = Arrays.stream(rows).map(Series::name).toArray(String[]::new);
        return chart(all, names, new String[columns], side, "", "");
    }

    static Chart traversal(UnaryOperator<Matrix> decoder, Matrix code, double reach) {
        Require.given("decoder", decoder);
        Require.finite("code", 1, code);
        Require.that(code.rows() == 1, "code must be one row, but was %s", code.shape());
        Require.positive("reach", Checks.number("reach", reach));
        int latents = code.columns();
        Matrix codes = Matrix.zeros(latents * STEPS, latents);
        String[] names = new String[latents];
        String[] values = new String[STEPS];
        for (int latent = 0; latent < latents; latent++) {
            names[latent] = "latent " + (latent + 1);
            for (int step = 0; step < STEPS; step++) {
                double value = -reach + 2 * reach * step / (STEPS - 1);
                values[step] = Text.number(value, 3);
                int row = latent * STEPS + step;
                for (int column = 0; column < latents; column++) {
                    codes.set(row, column, code.get(0, column));
                }
                codes.set(row, latent, value);
            }
        }
        Matrix images = decoded(decoder, codes);
        int side = Images.side("decoder's images", images);
        return chart(images, names, values, side, "value of the latent", "");
    }

    static Chart manifold(UnaryOperator<Matrix> decoder, int count, double reach) {
        Require.given("decoder", decoder);
        Require.between("count", 2, 100, count);
        Require.positive("reach", Checks.number("reach", reach));
        Matrix codes = Matrix.zeros(count * count, 2);
        String[] across = new String[count];
        String[] down = new String[count];
        for (int i = 0; i < count; i++) {
            double value = -reach + 2 * reach * i / (count - 1);
            across[i] = i * 2 % (count - 1) == 0 ? Text.number(value, 3) : null;
            down[i] = i * 2 % (count - 1) == 0 ? Text.number(-value, 3) : null;
            for (int j = 0; j < count; j++) {
                codes.set(i * count + j, 0, -reach + 2 * reach * j / (count - 1));
                codes.set(i * count + j, 1, -value);
            }
        }
        Matrix images = decoded(decoder, codes);
        int side = Images.side("decoder's images", images);
        return chart(images, down, across, side, "latent 1", "latent 2");
    }

    private static Matrix decoded(UnaryOperator<Matrix> decoder, Matrix codes) {
        Matrix images = Require.given("decoder's images", decoder.apply(codes));
        Require.that(
                images.rows() == codes.rows(),
                "decoder must give an image a code, but gave %s for %s",
                images.shape(),
                codes.shape());
        return images;
    }

    private static Chart chart(
            Matrix images,
            String[] rowNames,
            String[] columnNames,
            int side,
            String xTitle,
            String yTitle) {
        BufferedImage picture = Images.grid(images, columnNames.length, side);
        String words =
                String.format(
                        "%d images of %d x %d pixels in %d columns",
                        images.rows(), side, side, columnNames.length);
        return chart(picture, words, rowNames, columnNames, side, side, xTitle, yTitle);
    }

    private static Chart chart(
            BufferedImage picture,
            String words,
            String[] rowNames,
            String[] columnNames,
            int tall,
            int wide,
            String xTitle,
            String yTitle) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        List<String> rows = Arrays.stream(rowNames).filter(n -> n != null && !n.isEmpty()).toList();
        // Pixels are squares at any size, never smoothed.
        Map<String, Object> image =
                Json.of(
                        "type: 'image', source: ?, hoverinfo: 'skip', zsmooth: false",
                        Images.dataUri(picture));
        Chart chart =
                new Chart(
                        List.of(new StyledTrace(null, "", image)),
                        Json.of("margin: {l: 4, r: 4, t: 4, b: 4}"),
                        List.of(
                                rows.isEmpty()
                                        ? words
                                        : words + "; rows " + String.join(", ", rows)));
        chart = axis(chart, "xaxis", columnNames, wide, new double[] {-0.5, width - 0.5});
        chart = axis(chart, "yaxis", rowNames, tall, new double[] {height - 0.5, -0.5});
        chart = xTitle.isEmpty() ? chart : chart.xTitle(xTitle);
        chart = yTitle.isEmpty() ? chart : chart.yTitle(yTitle);
        int longest = rows.stream().mapToInt(String::length).max().orElse(0);
        boolean named = Arrays.stream(columnNames).anyMatch(Objects::nonNull);
        double aspect = height / (double) width;
        int room = 8 + 8 * longest + (yTitle.isEmpty() ? 0 : 24);
        int widest = (int) Math.min(680, Math.max(columnNames.length * 28.0, 560 / aspect));
        return chart.axis("yaxis", "scaleanchor", "x")
                .shaped(
                        aspect,
                        room,
                        8 + (named ? 22 : 0) + (xTitle.isEmpty() ? 0 : 26),
                        widest + room);
    }

    private static Chart axis(Chart chart, String axis, String[] names, int side, double[] range) {
        List<Double> at = new ArrayList<>();
        List<String> text = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            if (names[i] != null) {
                at.add(i * (side + 1.0) + side / 2.0 - 0.5);
                text.add(names[i]);
            }
        }
        String bare = "showgrid: false, zeroline: false, showline: false, ticks: ''";
        String toward = "constrain: 'domain', constraintoward: ?";
        return chart.axis(axis, "range", range)
                .axis(axis, Json.of("tickvals: ?, ticktext: ?, " + bare, at, text))
                .axis(axis, Json.of(toward, axis.equals("xaxis") ? "left" : "top"));
    }
}
