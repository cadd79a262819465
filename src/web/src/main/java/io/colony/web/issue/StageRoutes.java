package io.colony.web.issue;

import io.colony.engine.workflow.IssueState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the boxes and lines of a {@link StageGraph} are drawn. Units are those of the drawing. */
final class StageRoutes {
    static final int BOX = 144;
    static final int TALL = 76;

    private static final int PITCH = 166;
    private static final int ROW = 122;
    private static final int EDGE = 12;
    private static final int APART = 26;

    private final List<Line> lines = new ArrayList<>();
    private final int top;
    private final int width;
    private final int height;

    /** Which way an arrow's head looks. */
    enum Heading {
        RIGHT,
        LEFT,
        UP,
        DOWN
    }

    /** A line with its head, and where its count stands. */
    record Line(StageGraph.Edge edge, String path, Point end, Heading heading, Point label, boolean back) {}

    record Point(int x, int y) {}

    /** An edge with its ends. */
    private record Way(StageGraph.Edge edge, StageGraph.Node from, StageGraph.Node to) {
        /** How many columns it passes over the top of the main line; 0 where it does not. */
        int arc() {
            boolean main = from.row() == 0 && to.row() == 0;
            return main && to.column() != from.column() + 1 ? Math.abs(to.column() - from.column()) : 0;
        }
    }

    StageRoutes(StageGraph graph) {
        Map<IssueState, StageGraph.Node> nodes = new HashMap<>();
        graph.nodes().forEach(node -> nodes.put(node.state(), node));
        List<Way> ways = new ArrayList<>();
        for (StageGraph.Edge edge : graph.edges()) {
            StageGraph.Node from = nodes.get(edge.from());
            StageGraph.Node to = nodes.get(edge.to());
            if (from != null && to != null) {
                ways.add(new Way(edge, from, to));
            }
        }
        int span = ways.stream().mapToInt(Way::arc).max().orElse(0);
        this.top = 26 + (span == 0 ? 0 : rise(span) * 3 / 4);
        int columns = 1
                + graph.nodes().stream().mapToInt(StageGraph.Node::column).max().orElse(0);
        int rows =
                1 + graph.nodes().stream().mapToInt(StageGraph.Node::row).max().orElse(0);
        this.width = 2 * EDGE + (columns - 1) * PITCH + BOX;
        this.height = top + (rows - 1) * ROW + TALL + EDGE;
        ways.forEach(way -> lines.add(route(way)));
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    List<Line> lines() {
        return lines;
    }

    Point corner(StageGraph.Node node) {
        return new Point(EDGE + node.column() * PITCH, top + node.row() * ROW);
    }

    private static int rise(int span) {
        return 34 + 12 * span;
    }

    private Line route(Way way) {
        StageGraph.Edge edge = way.edge();
        Point from = corner(way.from());
        Point to = corner(way.to());
        int rows = Math.abs(way.from().row() - way.to().row());
        if (way.from().row() == 0 && way.to().row() == 0) {
            return way.arc() == 0 ? straight(edge, from, to) : over(edge, from, to);
        }
        if (way.from().column() == way.to().column()) {
            return rows == 1 ? upright(edge, from, to) : beside(edge, from, to);
        }
        return way.from().row() == 0
                ? down(edge, from, to)
                : away(edge, from, to, way.to().row() == 0);
    }

    private static Line straight(StageGraph.Edge edge, Point from, Point to) {
        int y = from.y() + TALL / 2;
        int x1 = from.x() + BOX;
        return new Line(
                edge,
                "M" + x1 + " " + y + "H" + (to.x() - 4),
                new Point(to.x() - 1, y),
                Heading.RIGHT,
                new Point((x1 + to.x()) / 2, y - 9),
                false);
    }

    private static Line over(StageGraph.Edge edge, Point from, Point to) {
        boolean back = to.x() < from.x();
        int x1 = from.x() + BOX / 2 + (back ? -APART : APART);
        int x2 = to.x() + BOX / 2 + (back ? APART : -APART);
        int y = from.y();
        int peak = y - rise(Math.abs(to.x() - from.x()) / PITCH);
        return new Line(
                edge,
                "M" + x1 + " " + y + "C" + x1 + " " + peak + " " + x2 + " " + peak + " " + x2 + " " + (y - 4),
                new Point(x2, y - 1),
                Heading.DOWN,
                new Point((x1 + x2) / 2, y - (y - peak) * 3 / 4),
                back);
    }

    private static Line upright(StageGraph.Edge edge, Point from, Point to) {
        boolean down = to.y() > from.y();
        int x = from.x() + BOX / 2 + (down ? -APART : APART);
        int y1 = down ? from.y() + TALL : from.y();
        int y2 = down ? to.y() - 1 : to.y() + TALL + 1;
        return new Line(
                edge,
                "M" + x + " " + y1 + "V" + (down ? y2 - 3 : y2 + 3),
                new Point(x, y2),
                down ? Heading.DOWN : Heading.UP,
                new Point(x + (down ? -14 : 14), (y1 + y2) / 2),
                !down);
    }

    /** Past what stands between them in their column. */
    private static Line beside(StageGraph.Edge edge, Point from, Point to) {
        boolean down = to.y() > from.y();
        int x = down ? from.x() : from.x() + BOX;
        int bend = down ? x - 26 : x + 26;
        int y1 = from.y() + TALL * 3 / 4;
        int y2 = to.y() + TALL * 3 / 4;
        return new Line(
                edge,
                "M" + x + " " + y1 + "C" + bend + " " + y1 + " " + bend + " " + y2 + " " + (down ? x - 4 : x + 4) + " "
                        + y2,
                new Point(down ? x - 1 : x + 1, y2),
                down ? Heading.RIGHT : Heading.LEFT,
                new Point(bend + (down ? 4 : -4), (y1 + y2) / 2),
                !down);
    }

    /** From the main line to a side state of another column. */
    private static Line down(StageGraph.Edge edge, Point from, Point to) {
        boolean left = to.x() < from.x();
        int x1 = from.x() + BOX / 2 + (left ? -APART : APART);
        int y1 = from.y() + TALL;
        int x2 = left ? to.x() + BOX : to.x();
        int y2 = to.y() + TALL / 3;
        return new Line(
                edge,
                "M" + x1 + " " + y1 + "C" + x1 + " " + y2 + " " + x1 + " " + y2 + " " + (left ? x2 + 4 : x2 - 4) + " "
                        + y2,
                new Point(left ? x2 + 1 : x2 - 1, y2),
                left ? Heading.LEFT : Heading.RIGHT,
                new Point(x2 + (left ? 20 : -20), y2 - 9),
                left);
    }

    /** From a side state to another column. */
    private static Line away(StageGraph.Edge edge, Point from, Point to, boolean toMain) {
        boolean left = to.x() < from.x();
        int x1 = left ? from.x() : from.x() + BOX;
        int y1 = from.y() + TALL * 2 / 3;
        int x2 = to.x() + BOX / 2 + (left ? APART : -APART);
        boolean up = toMain || to.y() < from.y();
        int y2 = up ? to.y() + TALL + 1 : to.y() - 1;
        return new Line(
                edge,
                "M" + x1 + " " + y1 + "C" + x2 + " " + y1 + " " + x2 + " " + y1 + " " + x2 + " "
                        + (up ? y2 + 3 : y2 - 3),
                new Point(x2, y2),
                up ? Heading.UP : Heading.DOWN,
                new Point(x1 + (left ? -18 : 18), y1 - 8),
                left);
    }
}
