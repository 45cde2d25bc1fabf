package genlab.data;

import genlab.nn.Require;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The handwritten digits of MNIST and data sets in the same files.
 *
 * <pre>{@code
 * Path folder = Path.of(".lab/mnist");
 * Mnist.DIGITS.download(folder);                    // once, 12 MB
 * LabelledImages train = Mnist.DIGITS.train(folder);
 * }</pre>
 *
 * <p>A folder holds four files under their usual names, with or without {@code .gz}: 60,000 images
 * to train on and 10,000 to test with, 28x28 pixels. Nothing is ever downloaded unless {@link
 * #download} is called.
 */
public enum Mnist {
    /**
     * Handwritten digits (LeCun, Cortes and Burges, "The MNIST database of handwritten digits",
     * 1998; CC BY-SA 3.0).
     */
    DIGITS(
            "5041921314",
            "7210414959",
            List.of(
                    URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                    URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
            Map.of(
                    "train-images-idx3-ubyte.gz",
                    "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                    "train-labels-idx1-ubyte.gz",
                    "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                    "t10k-images-idx3-ubyte.gz",
                    "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                    "t10k-labels-idx1-ubyte.gz",
                    "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),

    /**
     * Pictures of clothes in ten classes (Xiao, Rasul and Vollgraf, "Fashion-MNIST", 2017; MIT
     * licence).
     */
    FASHION(
            "9003027255",
            "9211614657",
            List.of(
                    URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
                    URI.create(
                            "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist"
                                    + "/master/data/fashion/")),
            Map.of(
                    "train-images-idx3-ubyte.gz",
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                    "train-labels-idx1-ubyte.gz",
                    "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                    "t10k-images-idx3-ubyte.gz",
                    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                    "t10k-labels-idx1-ubyte.gz",
                    "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"));

    /** How many labels tell one data set from another. */
    private static final int TELLING = 10;

    private final String firstTrainLabels;
    private final String firstTestLabels;
    private final List<URI> mirrors;
    private final Map<String, String> checksums;

    Mnist(
            String firstTrainLabels,
            String firstTestLabels,
            List<URI> mirrors,
            Map<String, String> checksums) {
        this.firstTrainLabels = firstTrainLabels;
        this.firstTestLabels = firstTestLabels;
        this.mirrors = mirrors;
        this.checksums = checksums;
    }

    /**
     * A folder that has the 10,000 images to test with already: the one that the environment
     * variable {@code GENLAB_MNIST} names, or else {@code .lab/mnist} in the working directory or
     * one above.
     *
     * @return the folder, or nothing if they are in neither
     */
    public static Optional<Path> folder() {
        String named = System.getenv("GENLAB_MNIST");
        Stream<Path> here =
                Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                        .map(folder -> folder.resolve(".lab/mnist"));
        return Stream.concat(Stream.ofNullable(named).map(Path::of), here)
                .filter(path -> Files.exists(path.resolve("t10k-images-idx3-ubyte.gz")))
                .findFirst();
    }

    /**
     * Reads the 60,000 images to train on.
     *
     * @param folder where the files are
     * @return images with labels, without factors
     * @throws IOException if a file is missing, damaged, doesn't belong to the other one, or is of
     *     another of these data sets
     */
    public LabelledImages train(Path folder) throws IOException {
        return read(folder, "train");
    }

    /** Reads the 10,000 images to test with, as {@link #train} those to train on. */
    public LabelledImages test(Path folder) throws IOException {
        return read(folder, "t10k");
    }

    /**
     * Downloads the four files from public mirrors, those that aren't there yet. Each file appears
     * in the folder only when it is whole and its SHA-256 is right; after an interruption, the next
     * call goes on where this one stopped.
     *
     * @param folder where to put them; made if it isn't there
     * @throws IOException if no mirror gives the right file, or a file in the folder isn't the
     *     right one
     */
    public void download(Path folder) throws IOException {
        download(folder, mirrors);
    }

    /**
     * Downloads as {@link #download(Path)} does, but from another place: an address of the web to
     * put the files' names behind, ending with a slash.
     */
    public void download(Path folder, URI mirror) throws IOException {
        String scheme = Require.given("mirror", mirror).getScheme();
        Require.that(
                "http".equals(scheme) || "https".equals(scheme),
                "mirror must be an address that starts with http, but was %s",
                mirror);
        download(folder, List.of(mirror));
    }

    private void download(Path folder, List<URI> from) throws IOException {
        Require.given("folder", folder);
        for (String name : checksums.keySet().stream().sorted().toList()) {
            List<URI> addresses = from.stream().map(mirror -> mirror.resolve(name)).toList();
            new Download(addresses, checksums.get(name), folder.resolve(name))
                    .run(System.out::println);
        }
    }

    private LabelledImages read(Path folder, String part) throws IOException {
        Path imageFile = find(folder, part + "-images-idx3-ubyte");
        Path labelFile = find(folder, part + "-labels-idx1-ubyte");
        var images = Idx.readImages(imageFile);
        int[] labels = Idx.readLabels(labelFile);
        Require.inFile(
                labels.length == images.rows(),
                "%s must have as many labels as %s has images, %d, but has %d; get both from the same"
                        + " place",
                labelFile,
                imageFile,
                images.rows(),
                labels.length);
        for (int i = 0; i < labels.length; i++) {
            Require.inFile(
                    labels[i] <= 9,
                    "%s must have labels from 0 to 9, but label %d is %d; it isn't a file of this data"
                            + " set",
                    labelFile,
                    i,
                    labels[i]);
        }
        checkDataSet(labelFile, labels);
        return new LabelledImages(images, labels, Map.of());
    }

    /** All data sets have the same names of files; only what is in them tells. */
    private void checkDataSet(Path labelFile, int[] labels) throws IOException {
        String first =
                Arrays.stream(labels)
                        .limit(TELLING)
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining());
        for (Mnist other : values()) {
            boolean others =
                    first.equals(other.firstTrainLabels) || first.equals(other.firstTestLabels);
            Require.inFile(
                    !others || other == this,
                    "%s must have labels of Mnist.%s, but has those of Mnist.%s; give each data set a"
                            + " folder of its own",
                    labelFile,
                    this,
                    other);
        }
    }

    private Path find(Path folder, String name) throws IOException {
        Require.given("folder", folder);
        for (Path file : List.of(folder.resolve(name + ".gz"), folder.resolve(name))) {
            if (Files.exists(file)) {
                return file;
            }
        }
        String advice =
                "expected there, with or without .gz; put it there or run"
                        + " Mnist.%s.download(Path.of(\"%s\"))";
        throw new NoSuchFileException(
                folder.resolve(name + ".gz").toString(), null, advice.formatted(name(), folder));
    }
}
