package genlab.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MarkdownTest {

    private static String html(String text) {
        return new Markdown(link -> link.startsWith("http") ? link : "").html(text);
    }

    @Test
    void headingsParagraphsAndLists() {
        assertEquals(
                "<h2>A &amp; B</h2>\n<p>One\ntwo.</p>\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>\n",
                html("## A & B\n\nOne\ntwo.\n\n- x\n- y"));
    }

    @Test
    void boldCodeAndLinksAndNoMarkupOfTheTexts() {
        assertEquals(
                "<p><b>b</b> <code>c &lt;d></code> <a href=\"https://e.org\">f</a> g &lt;script></p>\n",
                html("**b** `c <d>` [f](https://e.org) [g](h.ipynb) <script>"));
    }

    @Test
    void tablesWithFormulas() {
        assertEquals(
                "<div class=\"wide\"><table>\n<tr><th>a</th><th>b</th></tr>\n"
                        + "<tr><td>$p(x \\mid z)$</td><td></td></tr>\n</table>\n</div>\n",
                html("| a | b |\n|---|---|\n| $p(x \\mid z)$ | |"));
    }
}
