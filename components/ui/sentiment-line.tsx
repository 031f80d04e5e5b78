import { classNames } from "#components/ui/class-names.ts";
import { type SentimentLabel, sentimentOf, sentimentPoints } from "#components/ui/sentiment.ts";

const INK: Record<SentimentLabel, string> = {
  negative: "text-sentiment-negative",
  neutral: "text-sentiment-neutral",
  positive: "text-sentiment-positive",
};
const WORDS: Record<SentimentLabel, string> = {
  negative: "Negative",
  neutral: "Neutral",
  positive: "Positive",
};

interface SentimentLineProps {
  /** Scores from −1 to 1, oldest first. */
  scores: readonly number[];
  width?: number;
  height?: number;
  className?: string;
}

/** How a conversation feels: a line over its messages, and the word for now. */
export function SentimentLine({ scores, width = 48, height = 16, className }: SentimentLineProps) {
  const last = scores[scores.length - 1];
  if (last === undefined)
    return <span className={classNames("text-ink-faint text-xs", className)}>No reading yet</span>;
  const label = sentimentOf(last);
  const points = sentimentPoints(scores, width, height);
  const [endX, endY] = (points.split(" ").at(-1) ?? "0,0").split(",");
  return (
    <span className={classNames("inline-flex items-center gap-1.5 text-xs", INK[label], className)}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden className="shrink-0">
        <line
          x1={0}
          x2={width}
          y1={height / 2}
          y2={height / 2}
          className="stroke-line-strong"
          strokeDasharray="2 2"
        />
        <polyline
          points={points}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.5}
          strokeLinejoin="round"
        />
        <circle cx={endX} cy={endY} r={2} fill="currentColor" />
      </svg>
      {WORDS[label]}
    </span>
  );
}

/** The word alone, in its tint, where there is no room for a line. */
export function SentimentWord({ label, className }: { label: SentimentLabel; className?: string }) {
  return <span className={classNames("text-xs", INK[label], className)}>{WORDS[label]}</span>;
}
