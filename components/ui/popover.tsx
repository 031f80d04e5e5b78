"use client";
import { Popover as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

interface PopoverProps {
  /** One element that opens it. */
  trigger: ReactNode;
  /** The accessible name of what opens. */
  label: string;
  align?: "start" | "center" | "end";
  side?: "top" | "right" | "bottom" | "left";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
}

/** A small panel beside what opened it. */
export function Popover({
  trigger,
  label,
  align = "start",
  side = "bottom",
  className,
  children,
  ...rest
}: PopoverProps) {
  return (
    <Primitive.Root {...rest}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className={classNames(
            "z-50 w-72 animate-pop rounded-lg bg-raised p-3 text-sm shadow-float outline-none",
            className,
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export const PopoverClose = Primitive.Close;
