import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { classNames } from "#components/ui/class-names.ts";

const style = cva(
  "inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs [&_svg]:size-3.5",
  {
    variants: {
      tone: {
        neutral: "bg-hover text-ink-muted",
        outline: "border border-line-strong text-ink-muted",
        accent: "bg-accent-soft text-accent-text",
        positive: "bg-positive-soft text-positive",
        warning: "bg-warning-soft text-warning",
        danger: "bg-danger-soft text-danger",
        info: "bg-info-soft text-info",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type BadgeTone = NonNullable<VariantProps<typeof style>["tone"]>;

/** A word about a thing's state. The word says it; the tone only helps. */
export function Badge({ tone, className, ...rest }: ComponentProps<"span"> & { tone?: BadgeTone }) {
  return <span className={classNames(style({ tone }), className)} {...rest} />;
}
