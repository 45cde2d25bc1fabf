package genlab.acceptance;

import com.microsoft.playwright.Page;
import java.util.List;

/** How a notebook is opened and run in each face that Jupyter has. */
enum Ui {
    /** Version 6 of Notebook. */
    CLASSIC(
            "notebooks/",
            "Jupyter.notebook",
            "window.Jupyter && Jupyter.notebook && Jupyter.notebook._fully_loaded",
            "Jupyter.notebook.notebook_path",
            "Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected()",
            "execute_all_cells()",
            "notebook.get_cells().every(cell => cell.cell_type !== 'code' || !cell.get_text().trim()"
                    + " || typeof cell.input_prompt_number === 'number')"
                    // A cell's reply may be here before its last outputs.
                    + " && !notebook.kernel_busy",
            "i => document.querySelectorAll('.cell')[i].scrollIntoView()"),
    /** From version 7 on. */
    NOTEBOOK("notebooks/"),
    JUPYTERLAB("lab/tree/");

    private static final double MILLISECONDS_A_NOTEBOOK = 1_800_000;

    /** What Jupyter's configuration needs so that a page tells of its notebook. */
    static final String CONFIGURATION =
            """
            {"LabApp": {"expose_app_in_browser": true},
             "JupyterNotebookApp": {"expose_app_in_browser": true}}
            """;

    final String path;
    private final String notebook;
    private final String loaded;
    private final String location;
    private final String ready;
    private final String run;
    private final String done;
    private final String scroll;

    Ui(String path) {
        this(
                path,
                "jupyterapp.shell.currentWidget",
                "window.jupyterapp && jupyterapp.shell.currentWidget"
                        + " && jupyterapp.shell.currentWidget.context"
                        + " && jupyterapp.shell.currentWidget.context.isReady",
                "jupyterapp.shell.currentWidget.context.path",
                "(jupyterapp.shell.currentWidget.sessionContext.session || {}).kernel"
                        + " && jupyterapp.shell.currentWidget.sessionContext.session.kernel.status"
                        + " === 'idle'",
                null,
                "notebook.content.widgets.every(cell => cell.model.type !== 'code'"
                        + " || !cell.model.sharedModel.source.trim() || cell.model.executionCount)"
                        + " && notebook.sessionContext.session.kernel.status === 'idle'",
                "i => jupyterapp.shell.currentWidget.content.scrollToItem(i)");
    }

    Ui(
            String path,
            String notebook,
            String loaded,
            String location,
            String ready,
            String run,
            String done,
            String scroll) {
        this.path = path;
        this.notebook = notebook;
        this.loaded = loaded;
        this.location = location;
        this.ready = ready;
        this.run = run;
        this.done = done;
        this.scroll = scroll;
    }

    static List<Ui> of(boolean classic) {
        return classic ? List.of(CLASSIC) : List.of(NOTEBOOK, JUPYTERLAB);
    }

    /**
     * Opens a notebook of the server, in JupyterLab on the page that the browser has already; its
     * kernel may still be starting.
     */
    Page open(Browser browser, Lab.Server server, String file) {
        Page page = browser.page();
        if (this == JUPYTERLAB && page != null) {
            page.evaluate(
                    "path => { jupyterapp.commands.execute('docmanager:open', {path}); }", file);
        } else {
            page = browser.open(server.page(path + file));
        }
        wait(page, loaded + " && " + location + " === '" + file + "'");
        return page;
    }

    /** Closes a notebook's page while its kernel goes on; JupyterLab's stays, for the next one. */
    void close(Page page) {
        if (this != JUPYTERLAB) {
            page.close();
        }
    }

    /** Runs every cell and waits for the last one. */
    void runAll(Page page) {
        wait(page, ready);
        if (run == null) {
            page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells'); }");
        } else {
            page.evaluate("() => { " + notebook + "." + run + "; }");
        }
        wait(page, "(notebook => " + done + ")(" + notebook + ")");
    }

    /** The notebook's outputs: what HTML shows, and the errors. */
    @SuppressWarnings("unchecked")
    List<String> outputs(Page page, String type) {
        return (List<String>)
                page.evaluate(
                        "type => "
                                + cells()
                                + ".flatMap(cell => cell.outputs || []).map(output => type ==="
                                + " 'error' ? output.evalue && output.ename + output.evalue :"
                                + " (output.data || {})[type]).filter(found => found)"
                                + ".map(found => [].concat(found).join(''))",
                        type);
    }

    /** The cells as they would be saved. */
    private String cells() {
        return notebook + (this == CLASSIC ? "" : ".context.model") + ".toJSON().cells";
    }

    int chartsExpected(Page page) {
        return outputs(page, "text/html").stream()
                .mapToInt(html -> html.split("data-genlab=\"waiting\"", -1).length - 1)
                .sum();
    }

    /**
     * Scrolls from one cell with charts to the next, waits for the charts that are in sight, and
     * counts those that show something.
     */
    int chartsDrawn(Page page) {
        return ((Number)
                        page.evaluate(
                                """
                                async scroll => {
                                  const pause = ms => new Promise(next => setTimeout(next, ms));
                                  const seen = new Set(), end = Date.now() + 600_000;
                                  const cells = CELLS.map(cell => JSON.stringify(cell.outputs || ''));
                                  for (let i = 0; i < cells.length; i++) {
                                    if (!cells[i].includes('data-genlab')) continue;
                                    await eval(scroll)(i);
                                    do await pause(20);
                                    while (document.querySelector('[data-genlab=waiting]')
                                      && Date.now() < end);
                                    document.querySelectorAll('[data-genlab=drawn]').forEach(chart => {
                                      if ([...chart.querySelectorAll('svg, canvas')].some(drawing =>
                                        drawing.getBoundingClientRect().width > 100
                                        && drawing.getBoundingClientRect().height > 50))
                                          seen.add(chart.id);
                                    });
                                  }
                                  return seen.size;
                                }
                                """
                                        .replace("CELLS", cells()),
                                scroll))
                .intValue();
    }

    /** Ends the notebook's kernel and closes its page, as {@link #close} does. */
    void shutdown(Page page) {
        wait(page, ready);
        page.evaluate(
                this == CLASSIC
                        ? "() => { Jupyter.notebook.session.delete(); }"
                        : "() => jupyterapp.shell.currentWidget.sessionContext.shutdown()");
        close(page);
    }

    static void wait(Page page, String condition) {
        page.waitForFunction(
                "() => " + condition,
                null,
                new Page.WaitForFunctionOptions()
                        .setTimeout(MILLISECONDS_A_NOTEBOOK)
                        .setPollingInterval(200));
    }
}
