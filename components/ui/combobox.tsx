"use client";
import { Command } from "cmdk";
import { Check, ChevronsUpDown } from "lucide-react";
import { Popover } from "radix-ui";
import { type ReactNode, useState } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { useField } from "#components/ui/field.tsx";
import { controlStyle } from "#components/ui/input.tsx";

export interface ComboboxOption {
  value: string;
  label: string;
  /** A second, quieter line. */
  detail?: string;
  icon?: ReactNode;
}

interface ComboboxProps {
  value: string | null;
  onValueChange: (value: string | null) => void;
  options: readonly ComboboxOption[];
  placeholder?: string;
  searchPlaceholder?: string;
  /** What to say when nothing matches. */
  emptyText?: string;
  /** Choosing the chosen one again clears it. */
  clearable?: boolean;
  label?: string;
  /** Where the caller searches a server: told of each keystroke, and matching is left to it. */
  onSearch?: (query: string) => void;
  id?: string;
  disabled?: boolean;
  className?: string;
}

/** One of many values, found by typing. */
export function Combobox(props: ComboboxProps) {
  const {
    value,
    onValueChange,
    options,
    placeholder = "Choose…",
    clearable,
    label,
    onSearch,
    className,
  } = props;
  const [open, setOpen] = useState(false);
  const field = useField({ id: props.id });
  const chosen = options.find((option) => option.value === value);
  const choose = (next: string) => {
    onValueChange(clearable && next === value ? null : next);
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          type="button"
          role="combobox"
          aria-expanded={open}
          aria-haspopup="listbox"
          {...field}
          disabled={props.disabled}
          aria-label={label && `${label}: ${chosen?.label ?? placeholder}`}
          className={classNames(
            controlStyle,
            "flex h-8 items-center justify-between gap-2 px-2.5 text-left",
            className,
          )}
        >
          <span className={classNames("flex items-center gap-1.5 truncate", !chosen && "text-ink-faint")}>
            {chosen?.icon}
            {chosen?.label ?? placeholder}
          </span>
          <ChevronsUpDown className="size-4 shrink-0 text-ink-faint" aria-hidden />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 w-(--radix-popover-trigger-width) min-w-56 animate-pop overflow-hidden rounded-md bg-raised shadow-float"
        >
          <Command shouldFilter={!onSearch} loop label={label ?? placeholder}>
            <Command.Input
              placeholder={props.searchPlaceholder ?? "Search"}
              onValueChange={onSearch}
              className="h-9 w-full border-line border-b bg-transparent px-3 text-sm outline-none"
            />
            <Command.List className="scroll-quiet max-h-64 overflow-y-auto p-1">
              <Command.Empty className="px-2 py-4 text-center text-ink-faint text-xs">
                {props.emptyText ?? "Nothing matches. Try fewer letters."}
              </Command.Empty>
              {options.map((option) => (
                <Command.Item
                  key={option.value}
                  value={option.value}
                  keywords={[option.label, option.detail ?? ""]}
                  onSelect={() => choose(option.value)}
                  className="flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm data-[selected=true]:bg-hover"
                >
                  {option.icon}
                  <span className="min-w-0 flex-1">
                    <span className="block truncate">{option.label}</span>
                    {option.detail && (
                      <span className="block truncate text-ink-faint text-xs">{option.detail}</span>
                    )}
                  </span>
                  {option.value === value && <Check className="size-4 text-accent-text" aria-hidden />}
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
