package genlab.grading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Pages for people, each a file that needs no other and no script of anybody else. */
final class Page {
    private Page() {}

    /** A page of text. */
    static String of(String title, String body) {
        return resource("page.html")
                .replace("@TITLE@", SafeText.html(title))
                .replace("@BODY@", body);
    }

    /** A part of this program that is no Java. */
    static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " can't be read", e);
        }
    }

    /** JSON for a script element of a page: nothing in it ends the element. */
    static String script(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
