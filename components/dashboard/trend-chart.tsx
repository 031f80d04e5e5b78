"use client";
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { figureWords } from "#components/dashboard/figure-words.ts";
import { type Point, pointName } from "#components/dashboard/series.ts";
import { durationTicks, labelShift } from "#components/dashboard/ticks.ts";
import type { Metric } from "#core/api/metrics.ts";

interface TrendChartProps {
  points: readonly Point[];
  unit: Metric["unit"];
  interval: "hour" | "day" | "week" | "month";
}

/** Of the area that lines are drawn in, px; the card gives it its height. */
const PLOT_HEIGHT = 150;

const NUMBERS = { fontSize: "var(--text-xs)", fill: "var(--color-ink-faint)" };

/** This period as a line, the one before dashed in grey; both named at their ends. */
export function TrendChart({ points, unit, interval }: TrendChartProps) {
  const last = (key: "now" | "before") => points.findLastIndex((point) => point[key] !== null);
  const score = unit === "score";
  const most = Math.max(0, ...points.flatMap((point) => [point.now ?? 0, point.before ?? 0]));
  const ticks = score ? [-1, 0, 1] : unit === "milliseconds" ? durationTicks(most) : undefined;
  const ends = { now: points[last("now")]?.now ?? null, before: points[last("before")]?.before ?? null };
  const shift = labelShift(ends.now, ends.before, score ? 2 : (ticks?.at(-1) ?? most), PLOT_HEIGHT);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        data={[...points]}
        accessibilityLayer={false}
        margin={{ top: 8, right: 52, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={false} stroke="var(--color-chart-grid)" />
        {score && <ReferenceLine y={0} stroke="var(--color-line-strong)" />}
        <XAxis
          dataKey="at"
          tickFormatter={(at: string) => pointName(at, interval === "week" ? "day" : interval)}
          tick={NUMBERS}
          tickLine={false}
          axisLine={false}
          minTickGap={32}
        />
        <YAxis
          tickFormatter={(value: number) => axisWords(unit, value)}
          tick={NUMBERS}
          tickLine={false}
          axisLine={false}
          width={60}
          domain={ticks ? [ticks[0] ?? 0, ticks.at(-1) ?? 0] : [0, "auto"]}
          ticks={ticks}
          allowDecimals={score}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--color-line-strong)" }}
          content={({ active, payload }) => (
            <PointWords
              point={active ? (payload?.[0]?.payload as Point | undefined) : undefined}
              unit={unit}
              interval={interval}
            />
          )}
        />
        <Line
          dataKey="before"
          stroke="var(--color-chart-grey)"
          strokeWidth={1.25}
          strokeDasharray="4 3"
          dot={false}
          connectNulls
          isAnimationActive={false}
          label={
            <EndLabel at={last("before")} shift={shift} words="Before" colour="var(--color-ink-faint)" />
          }
        />
        <Line
          dataKey="now"
          stroke="var(--color-chart)"
          strokeWidth={2}
          dot={points.length <= 1}
          connectNulls
          isAnimationActive={false}
          label={<EndLabel at={last("now")} words="Now" colour="var(--color-accent-text)" />}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}

interface EndLabelProps {
  /** Index of the line's last point. */
  at: number;
  words: string;
  /** Down, px. */
  shift?: number;
  colour: string;
  index?: number;
  x?: number;
  y?: number;
}

function EndLabel({ at, words, shift = 0, colour, index, x = 0, y = 0 }: EndLabelProps) {
  if (index !== at) return null;
  return (
    <text x={x + 6} y={y + shift} dy="0.35em" fill={colour} fontSize="var(--text-xs)">
      {words}
    </text>
  );
}

function PointWords(props: {
  point: Point | undefined;
  unit: Metric["unit"];
  interval: TrendChartProps["interval"];
}) {
  const { point, unit, interval } = props;
  if (!point) return null;
  return (
    <div className="rounded-md bg-raised px-2.5 py-1.5 text-xs shadow-float">
      <p className="text-ink-faint">{pointName(point.at, interval)}</p>
      <p className="font-medium tabular-nums">{figureWords(unit, point.now)}</p>
      {point.before !== null && (
        <p className="text-ink-muted tabular-nums">Before: {figureWords(unit, point.before)}</p>
      )}
    </div>
  );
}

function axisWords(unit: Metric["unit"], value: number): string {
  if (unit === "score") return value === 0 ? "Neutral" : value > 0 ? "Positive" : "Negative";
  if (unit === "count") return value.toLocaleString();
  return figureWords(unit, value);
}
