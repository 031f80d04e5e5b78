"use client";
import { Check, ChevronDown } from "lucide-react";
import { Select as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { useField } from "#components/ui/field.tsx";
import { controlStyle } from "#components/ui/input.tsx";

export interface SelectOption {
  /** Not empty: an empty value means that nothing is chosen. */
  value: string;
  label: ReactNode;
  disabled?: boolean;
}

interface SelectProps {
  value: string;
  onValueChange: (value: string) => void;
  options: readonly SelectOption[];
  placeholder?: string;
  /** The accessible name where no `Field` gives one. */
  label?: string;
  id?: string;
  name?: string;
  disabled?: boolean;
  className?: string;
}

/** One of a few known values. Many or unknown ones: `Combobox`. */
export function Select({
  value,
  onValueChange,
  options,
  placeholder,
  label,
  className,
  name,
  ...rest
}: SelectProps) {
  const field = useField({ id: rest.id });
  return (
    <Primitive.Root value={value} onValueChange={onValueChange} disabled={rest.disabled} name={name}>
      <Primitive.Trigger
        {...field}
        aria-label={label}
        className={classNames(
          controlStyle,
          "flex h-8 items-center justify-between gap-2 px-2.5 text-left data-placeholder:text-ink-faint [&>span]:truncate",
          className,
        )}
      >
        <Primitive.Value placeholder={placeholder} />
        <Primitive.Icon asChild>
          <ChevronDown className="size-4 shrink-0 text-ink-faint" aria-hidden />
        </Primitive.Icon>
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-pop overflow-hidden rounded-md bg-raised shadow-float"
        >
          <Primitive.Viewport className="p-1">
            {options.map((option) => (
              <Primitive.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="flex h-7 cursor-default items-center gap-2 rounded-sm pr-2 pl-7 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-hover"
              >
                <Primitive.ItemIndicator className="absolute left-2.5">
                  <Check className="size-4 text-accent-text" aria-hidden />
                </Primitive.ItemIndicator>
                <Primitive.ItemText>{option.label}</Primitive.ItemText>
              </Primitive.Item>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
