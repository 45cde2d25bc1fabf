package genlab.data;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A square room in which an agent looks for the goal, and the camera through which it may see.
 *
 * <pre>{@code
 * Room room = Room.of("..#.G",
 *                     "..#..",
 *                     ".....", ...);     // # is a wall, G the goal
 * int there = room.move(cell, 3);        // up; against a wall it stays
 * }</pre>
 *
 * <p>Cells are numbered row by row from the top left. The actions are 0 right, 1 left, 2 down, 3
 * up.
 */
public final class Room {
    /** How many actions there are. */
    public static final int ACTIONS = 4;

    private static final String ARROWS = "→←↓↑";
    private static final int[] RIGHT = {1, -1, 0, 0};
    private static final int[] DOWN = {0, 0, 1, -1};
    private static final int UNKNOWN = Integer.MAX_VALUE;
    private static final double NOISE = 0.05;

    private final int width;
    private final String plan;
    private final int goal;
    private final int[] steps;
    private final int[] starts;

    private Room(int width, String plan) {
        this.width = width;
        this.plan = plan;
        this.goal = plan.indexOf('G');
        this.steps = new int[plan.length()];
        Arrays.fill(steps, UNKNOWN);
        steps[goal] = 0;
        // cells ask their neighbours until nothing can change any more
        for (int round = 0; round < cells(); round++) {
            for (int cell = 0; cell < cells(); cell++) {
                for (int action = 0; action < ACTIONS; action++) {
                    int next = steps[move(cell, action)];
                    if (plan.charAt(cell) != '#' && next < steps[cell]) {
                        steps[cell] = next + 1;
                    }
                }
            }
        }
        this.starts =
                IntStream.range(0, cells())
                        .filter(cell -> cell != goal && plan.charAt(cell) != '#')
                        .toArray();
    }

    /**
     * Builds a room.
     *
     * @param rows its plan, from the top: {@code .} is free, {@code #} a wall, {@code G} the goal;
     *     2 to 50 rows, each as long as there are rows
     * @throws IllegalArgumentException if the plan isn't square, has another letter, has not just
     *     one goal, or a free cell from which no way leads there
     */
    public static Room of(String... rows) {
        int width = Require.given("rows", rows).length;
        Require.that(width >= 2 && width <= 50, "rows must be 2 to 50, but were %d", width);
        for (String row : rows) {
            Require.that(
                    Require.given("a row", row).matches("[.#G]{" + width + "}"),
                    "a row must be %d of the letters . # G, as there are %d rows, but was '%s'",
                    width,
                    width,
                    row);
        }
        String plan = String.join("", rows);
        long goals = plan.chars().filter(letter -> letter == 'G').count();
        Require.that(goals == 1, "rows must have one G, the goal, but had %d", goals);
        Room room = new Room(width, plan);
        Require.that(room.starts.length > 0, "rows must have a free cell, but all are walls");
        for (int cell : room.starts) {
            Require.that(
                    room.steps[cell] < UNKNOWN,
                    "every free cell must have a way to the goal, but cell %d has none",
                    cell);
        }
        return room;
    }

    /** The number of cells, walls among them. */
    public int cells() {
        return plan.length();
    }

    /** The cell of the goal. */
    public int goal() {
        return goal;
    }

    /** The free cells other than the goal, ascending. */
    public int[] starts() {
        return starts.clone();
    }

    /** One of the {@link #starts}, each as likely. */
    public int anyStart(RandomGenerator random) {
        return starts[Require.given("random", random).nextInt(starts.length)];
    }

    /**
     * Where an action leads: to the next cell, or nowhere if that is a wall.
     *
     * @param cell where the agent is
     * @param action 0 right, 1 left, 2 down, 3 up
     */
    public int move(int cell, int action) {
        checkCell(cell);
        Require.between("action", 0, ACTIONS - 1, action);
        int x = cell % width + RIGHT[action];
        int y = cell / width + DOWN[action];
        boolean inside = x >= 0 && y >= 0 && x < width && y < width;
        return inside && plan.charAt(y * width + x) != '#' ? y * width + x : cell;
    }

    /**
     * The least number of steps from a cell to the goal.
     *
     * @throws IllegalArgumentException if the cell is a wall
     */
    public int steps(int cell) {
        checkCell(cell);
        Require.that(steps[cell] < UNKNOWN, "cell must be free, but %d is a wall", cell);
        return steps[cell];
    }

    /** An action that begins a shortest way to the goal: the first of them. */
    public int bestAction(int cell) {
        int least = steps(cell) - 1;
        return IntStream.range(0, ACTIONS)
                .filter(action -> steps[move(cell, action)] <= least)
                .findFirst()
                .orElse(0);
    }

    /**
     * The room seen from above, with what an agent does in each cell.
     *
     * @param policy the action in a free cell, such as {@link #bestAction}
     * @return a line a row: arrows, {@code #} for a wall, {@code G} for the goal
     */
    public String map(IntUnaryOperator policy) {
        Require.given("policy", policy);
        return IntStream.range(0, width)
                .mapToObj(
                        y ->
                                IntStream.range(y * width, (y + 1) * width)
                                        .mapToObj(cell -> sign(cell, policy))
                                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }

    private String sign(int cell, IntUnaryOperator policy) {
        if (plan.charAt(cell) != '.') {
            return plan.substring(cell, cell + 1);
        }
        int action = policy.applyAsInt(cell);
        Require.between("the policy's action", 0, ACTIONS - 1, action);
        return ARROWS.substring(action, action + 1);
    }

    /**
     * What the camera sees: 2 x 2 pixels a cell, a soft spot where the agent is, and noise. By day
     * the spot is dark on a bright floor, by night the agent carries a lamp.
     *
     * @param cell where the agent is
     * @param night whether it is night
     * @param clouds the strength of a wave of light from left to right that lies elsewhere in every
     *     picture, from 0 for a clear sky to 1
     * @return {@code [1, 4 * cells]}, pixels in [0, 1]
     */
    public Matrix picture(int cell, boolean night, double clouds, RandomGenerator random) {
        checkCell(cell);
        Require.between("clouds", 0, 1, clouds);
        Require.given("random", random);
        double middleX = 2 * (cell % width) + 0.5;
        double middleY = 2 * (cell / width) + 0.5;
        double phase = 2 * Math.PI * random.nextDouble();
        Matrix picture = Matrix.zeros(1, 4 * cells());
        for (int pixel = 0; pixel < picture.columns(); pixel++) {
            int column = pixel % (2 * width);
            double x = column - middleX;
            double y = pixel / (2 * width) - middleY;
            double light = 0.1 + 0.8 * Math.exp(-(x * x + y * y) / 4);
            double seen =
                    (night ? light : 1 - light)
                            + NOISE * random.nextGaussian()
                            + clouds * Math.sin(phase + 0.6 * column);
            picture.set(0, pixel, Math.max(0, Math.min(1, seen)));
        }
        return picture;
    }

    /**
     * Pictures of an agent that stands anywhere, by day or by night.
     *
     * @param count how many, at least 1
     * @param clouds as for {@link #picture}
     * @return {@code [count, 4 * cells]}, pixels in [0, 1]
     */
    public Matrix pictures(int count, double clouds, RandomGenerator random) {
        Require.size("count", count);
        Require.given("random", random);
        Matrix pictures = Matrix.zeros(count, 4 * cells());
        for (int row = 0; row < count; row++) {
            Matrix one = picture(anyStart(random), random.nextBoolean(), clouds, random);
            for (int pixel = 0; pixel < one.columns(); pixel++) {
                pictures.set(row, pixel, one.get(0, pixel));
            }
        }
        return pictures;
    }

    private void checkCell(int cell) {
        Require.between("cell", 0, cells() - 1, cell);
    }
}
