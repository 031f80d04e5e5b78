import { sentimentOf } from "#components/ui/sentiment.ts";
import type { JsonObject } from "#core/json.ts";

interface Line {
  name: string;
  value: string;
}

/** What a routing decision looked at, in words; what it did not know is left out. */
export function describeInputs(inputs: JsonObject): Line[] {
  const { channel, intent, intentConfidence, sentiment, language, skills, minTier } = inputs;
  const sure = typeof intentConfidence === "number" ? `, ${Math.round(intentConfidence * 100)}% sure` : "";
  const lines: [string, string | null][] = [
    ["Channel", text(channel)],
    ["Intent", typeof intent === "string" ? `${intent.replaceAll("_", " ")}${sure}` : null],
    [
      "Sentiment",
      typeof sentiment === "number" ? `${sentimentOf(sentiment)} (${sentiment.toFixed(2)})` : null,
    ],
    ["Language", text(language)],
    ["Skills asked for", skillsOf(skills)],
    ["Tier at least", text(minTier)],
  ];
  return lines.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function skillsOf(value: unknown): string | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const skills = value as { key?: unknown; level?: unknown }[];
  return skills
    .map(({ key, level }) => `${String(key).replaceAll("_", " ")} ${String(level ?? 1)}`)
    .join(", ");
}
