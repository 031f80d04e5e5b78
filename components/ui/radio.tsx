"use client";
import { RadioGroup as Primitive } from "radix-ui";
import { type ReactNode, useId } from "react";
import { classNames } from "#components/ui/class-names.ts";

export interface RadioOption {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

interface RadioGroupProps {
  /** The accessible name of the group. */
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  options: readonly RadioOption[];
  orientation?: "vertical" | "horizontal";
  className?: string;
}

/** One of a few, all in view. */
export function RadioGroup({
  label,
  value,
  onValueChange,
  options,
  orientation,
  className,
}: RadioGroupProps) {
  const id = useId();
  return (
    <Primitive.Root
      aria-label={label}
      value={value}
      onValueChange={onValueChange}
      orientation={orientation ?? "vertical"}
      className={classNames("flex gap-2", orientation === "horizontal" ? "gap-4" : "flex-col", className)}
    >
      {options.map((option) => (
        <div key={option.value} className="flex items-start gap-2">
          <span className="flex h-5 items-center">
            <Primitive.Item
              id={`${id}-${option.value}`}
              value={option.value}
              disabled={option.disabled}
              className="relative flex size-4 items-center justify-center rounded-full border border-line-control bg-surface before:absolute before:-inset-1 hover:border-ink-faint disabled:opacity-50 data-[state=checked]:border-accent"
            >
              <Primitive.Indicator className="size-2 rounded-full bg-accent" />
            </Primitive.Item>
          </span>
          <label htmlFor={`${id}-${option.value}`} className="flex flex-col text-sm">
            {option.label}
            {option.hint && <span className="text-ink-faint text-xs">{option.hint}</span>}
          </label>
        </div>
      ))}
    </Primitive.Root>
  );
}
