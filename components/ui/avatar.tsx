import { classNames } from "#components/ui/class-names.ts";
import { initialsOf, tintOf } from "#components/ui/initials.ts";

export type Presence = "online" | "busy" | "away" | "offline";

const SIZES = { small: "size-5 text-2xs", medium: "size-7 text-xs", large: "size-10 text-base" };
const DOTS: Record<Presence, string> = {
  online: "bg-positive",
  busy: "bg-danger",
  away: "bg-warning",
  offline: "bg-line-strong",
};
const TINTS = [
  "bg-family-trigger-soft text-family-trigger",
  "bg-family-message-soft text-family-message",
  "bg-family-logic-soft text-family-logic",
  "bg-family-people-soft text-family-people",
  "bg-family-ai-soft text-family-ai",
  "bg-family-data-soft text-family-data",
];

interface AvatarProps {
  name: string;
  presence?: Presence;
  size?: keyof typeof SIZES;
  className?: string;
}

/** Initials on a tint of the person's own. Decoration: put the name beside it. */
export function Avatar({ name, presence, size = "medium", className }: AvatarProps) {
  return (
    <span className={classNames("relative inline-flex shrink-0", className)}>
      <span
        aria-hidden
        className={classNames(
          "inline-flex items-center justify-center rounded-full font-medium",
          SIZES[size],
          TINTS[tintOf(name, TINTS.length)],
        )}
      >
        {initialsOf(name)}
      </span>
      {presence && (
        <>
          <PresenceDot presence={presence} className="absolute -right-0.5 -bottom-0.5 ring-2 ring-surface" />
          <span className="sr-only">{presence}</span>
        </>
      )}
    </span>
  );
}

/** A dot for presence; the word stands beside it, spoken or shown. */
export function PresenceDot({ presence, className }: { presence: Presence; className?: string }) {
  return <span aria-hidden className={classNames("block size-2 rounded-full", DOTS[presence], className)} />;
}
