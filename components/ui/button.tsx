"use client";
import { cva, type VariantProps } from "class-variance-authority";
import { Loader } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { classNames } from "#components/ui/class-names.ts";

export const buttonStyle = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-accent-contrast hover:bg-accent-hover",
        secondary: "border border-line-strong bg-surface text-ink hover:bg-hover",
        ghost: "text-ink-muted hover:bg-hover hover:text-ink",
        danger: "bg-danger-solid text-danger-contrast hover:bg-danger-solid-hover",
        link: "h-auto px-0 text-accent-text underline-offset-2 hover:underline",
      },
      size: {
        small: "h-7 px-2.5 text-xs",
        medium: "h-8 px-3 text-sm",
        large: "h-10 px-4 text-base",
      },
    },
    compoundVariants: [{ variant: "link", className: "h-auto px-0" }],
    defaultVariants: { variant: "secondary", size: "medium" },
  },
);

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonStyle> & {
    /** Renders the one child (a link, say) with the button's look. */
    asChild?: boolean;
    /** Under way: shows it, and takes no second press. */
    pending?: boolean;
  };

/** A button that says what it does. `type` is "button" unless given. */
export function Button({ className, variant, size, asChild, pending, children, ...rest }: ButtonProps) {
  const style = classNames(buttonStyle({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={style} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type="button"
      className={style}
      {...rest}
      disabled={rest.disabled || pending}
      aria-busy={pending || undefined}
    >
      {pending && <Loader className="animate-spin" aria-hidden />}
      {children}
    </button>
  );
}
