/**
 * Charts of runs, samples and models: read {@link genlab.charts.Charts} first.
 *
 * <p>A {@link genlab.charts.Chart} is a figure of Tablesaw's, drawn by plotly.js. What jsplot
 * writes stays as it is; what it lacks (titles and colour scales of heatmaps, several heatmaps in a
 * figure, pictures, intervals, frames with a slider) is added around it. Any other {@code Figure}
 * that a notebook makes with jsplot gets the same look.
 *
 * <p>Colours mean the same everywhere: {@link genlab.charts.Palette}. A chart reads the page it
 * stands on and is legible on light and on dark ones, and its height is given while its width is
 * the page's.
 *
 * <p><b>Where plotly.js comes from.</b> A chart's HTML is a {@code div} and a small script, never
 * the library itself (1.4 MB). The script looks for, in this order:
 *
 * <ol>
 *   <li>{@code window.Plotly}: the pages of {@code ./lab run} hold the library once, and {@code
 *       Notebook.embedPlotly()} puts it into any notebook that is to be exported by hand;
 *   <li>{@code kernelspecs/java/plotly.min.js} on the Jupyter server that the notebook is open in:
 *       the file lies in the kernel's folder, next to {@code kernel.json};
 *   <li>the network, by its checksum, where there is neither.
 * </ol>
 *
 * <p>The library is always run with AMD hidden: the classic Notebook and nbconvert's pages have
 * require.js, which would take the library for a module of its own, and the charts would stay
 * blank. Charts that come before the library wait for it.
 */
package genlab.charts;
