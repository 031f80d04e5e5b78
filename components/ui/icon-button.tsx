"use client";
import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";

const style = cva(
  "inline-flex shrink-0 items-center justify-center rounded-md transition-colors disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-4",
  {
    variants: {
      variant: {
        ghost: "text-ink-muted hover:bg-hover hover:text-ink aria-pressed:bg-selected aria-pressed:text-ink",
        secondary: "border border-line-strong bg-surface text-ink-muted hover:bg-hover hover:text-ink",
        primary: "bg-accent text-accent-contrast hover:bg-accent-hover",
      },
      size: { small: "size-6", medium: "size-8", large: "size-10" },
    },
    defaultVariants: { variant: "ghost", size: "medium" },
  },
);

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> &
  VariantProps<typeof style> & {
    /** The accessible name, also the tooltip. */
    label: string;
    /** A key that does the same, shown in the tooltip. */
    shortcut?: string;
    tooltipSide?: "top" | "right" | "bottom" | "left";
    children: ReactNode;
  };

/** A button with an icon alone: its name is spoken and shown on hover and focus. */
export function IconButton(props: IconButtonProps) {
  const { className, variant, size, label, shortcut, tooltipSide, children, ...rest } = props;
  return (
    <Tooltip content={label} shortcut={shortcut} side={tooltipSide}>
      <button
        type="button"
        aria-label={label}
        className={classNames(style({ variant, size }), className)}
        {...rest}
      >
        {children}
      </button>
    </Tooltip>
  );
}
