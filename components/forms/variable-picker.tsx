"use client";
import { Command } from "cmdk";
import { Popover } from "radix-ui";
import { type ReactNode, useMemo, useState } from "react";
import { useFormScope, type VariableOption } from "#components/forms/form-scope.tsx";
import { variableOptions } from "#components/forms/variable-options.ts";

interface VariablePickerProps {
  use: "templates" | "conditions";
  onPick(path: string): void;
  /** The button that opens it. */
  children: ReactNode;
}

/** Known variables, found by typing. An open namespace asks for the name first. */
export function VariablePicker({ use, onPick, children }: VariablePickerProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Variables"
          className="z-50 w-72 animate-pop overflow-hidden rounded-md bg-raised shadow-float"
        >
          <VariableList
            use={use}
            onPick={(path) => {
              setOpen(false);
              onPick(path);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function VariableList({ use, onPick }: Omit<VariablePickerProps, "children">) {
  const { savedVariables, canRead } = useFormScope();
  const [query, setQuery] = useState("");
  const options = useMemo(
    () => variableOptions(use, savedVariables).filter(({ path }) => canRead?.(path) ?? true),
    [use, savedVariables, canRead],
  );
  const groups = useMemo(() => [...new Set(options.map((option) => option.group))], [options]);
  const typed = query.trim();
  const isPath = /^[a-z]+(\.[\w-]+)+$/i.test(typed) && !options.some((option) => option.path === typed);
  return (
    <Command loop label="Variables" className="flex flex-col">
      <Command.Input
        autoFocus
        value={query}
        onValueChange={setQuery}
        placeholder="Find, or type contact.attributes.plan"
        className="h-9 w-full border-line border-b bg-transparent px-3 text-sm outline-none"
      />
      <Command.List className="scroll-quiet max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-4 text-center text-ink-faint text-xs">
          Nothing matches. Type a whole path to use it.
        </Command.Empty>
        {isPath && (
          <VariableItem option={{ path: typed, label: "use this path", group: "" }} onPick={onPick} />
        )}
        {groups.map((group) => (
          <Command.Group
            key={group}
            heading={group}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-faint [&_[cmdk-group-heading]]:text-xs"
          >
            {options
              .filter((option) => option.group === group)
              .map((option) => (
                <VariableItem
                  key={option.path}
                  option={option}
                  onPick={(path) =>
                    path.includes("*") ? setQuery(path.slice(0, path.indexOf("*"))) : onPick(path)
                  }
                />
              ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function VariableItem({ option, onPick }: { option: VariableOption; onPick(path: string): void }) {
  return (
    <Command.Item
      value={option.path}
      keywords={[option.label, option.group]}
      onSelect={() => onPick(option.path)}
      className="flex min-h-7 cursor-default flex-col rounded-sm px-2 py-1 data-[selected=true]:bg-hover"
    >
      <span className="text-sm first-letter:uppercase">{option.label}</span>
      <span className="font-mono text-ink-faint text-xs">{option.path.replaceAll("*", "…")}</span>
    </Command.Item>
  );
}
