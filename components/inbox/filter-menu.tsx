"use client";
import { Command } from "cmdk";
import { Check, ChevronLeft, ChevronRight, ListFilter } from "lucide-react";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { FILTER_LABELS, type FilterOption } from "./filter-words.ts";
import { FILTER_NAMES, type FilterName, type InboxFilters, toggleFilter, valuesOf } from "./inbox-address.ts";
import { useFilterOptions } from "./use-filter-options.ts";

interface FilterMenuProps {
  filters: InboxFilters;
  onChange: (filters: InboxFilters) => void;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const itemStyle =
  "flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm data-[selected=true]:bg-hover";

/** What the list is narrowed by: first the kind, then one or several values. Typing finds a value of any kind. */
export function FilterMenu({ filters, onChange, open, onOpenChange }: FilterMenuProps) {
  const [kind, setKind] = useState<FilterName | null>(null);
  const [typed, setTyped] = useState("");
  const options = useFilterOptions(open);
  const change = (next: boolean) => {
    onOpenChange(next);
    if (!next) setKind(null);
    setTyped("");
  };
  const choose = (name: FilterName, value: string) => {
    onChange(toggleFilter(filters, name, value));
    setTyped("");
  };
  const count = Object.keys(filters).length;
  const shown = kind ? [kind] : typed.trim() === "" ? [] : [...FILTER_NAMES];
  return (
    <Popover
      label="Filter the list"
      align="end"
      open={open}
      onOpenChange={change}
      className="w-64 overflow-hidden p-0"
      trigger={
        <IconButton
          label={count === 0 ? "Filter" : `Filter, ${count} on`}
          shortcut="F"
          variant="secondary"
          aria-pressed={count > 0}
        >
          <ListFilter aria-hidden />
        </IconButton>
      }
    >
      <Command loop label={kind ? FILTER_LABELS[kind] : "Filters"}>
        <div className="flex items-center border-line border-b">
          {kind && (
            <IconButton label="All filters" size="small" className="ml-1.5" onClick={() => setKind(null)}>
              <ChevronLeft aria-hidden />
            </IconButton>
          )}
          <Command.Input
            autoFocus
            value={typed}
            onValueChange={setTyped}
            onKeyDown={(event) => {
              if (event.key === "Backspace" && typed === "" && kind) setKind(null);
            }}
            placeholder={kind ? FILTER_LABELS[kind] : "Filter by"}
            className="h-9 w-full bg-transparent px-3 text-sm outline-none"
          />
        </div>
        <Command.List className="scroll-quiet max-h-80 overflow-y-auto p-1">
          {kind !== "tag" && typed !== "" && (
            <Command.Empty className="px-2 py-4 text-center text-ink-faint text-xs">
              Nothing matches. Try fewer letters.
            </Command.Empty>
          )}
          {!kind &&
            FILTER_NAMES.map((name) => (
              <Command.Item
                key={name}
                value={`kind ${name}`}
                keywords={[FILTER_LABELS[name]]}
                onSelect={() => {
                  setKind(name);
                  setTyped("");
                }}
                className={itemStyle}
              >
                <span className="flex-1">{FILTER_LABELS[name]}</span>
                <span className="text-ink-faint text-xs tabular-nums">
                  {valuesOf(filters, name).length || ""}
                </span>
                <ChevronRight className="size-4 text-ink-faint" aria-hidden />
              </Command.Item>
            ))}
          {shown.map((name) => (
            <Values
              key={name}
              name={name}
              options={withTyped(options[name], name, kind === "tag" ? typed : "", filters)}
              chosen={valuesOf(filters, name)}
              named={!kind}
              onChoose={(value) => choose(name, value)}
            />
          ))}
        </Command.List>
      </Command>
    </Popover>
  );
}

/** A tag that is typed can be looked for, also where no conversation on hand bears it; chosen ones stay in the list. */
function withTyped(options: FilterOption[], name: FilterName, typed: string, filters: InboxFilters) {
  const extra = [...valuesOf(filters, name), typed.trim()].filter(
    (value) => value !== "" && !value.includes(",") && !options.some((option) => option.value === value),
  );
  if (name !== "tag") return options;
  return [...options, ...extra.map((value) => ({ value, label: value }))];
}

interface ValuesProps {
  name: FilterName;
  options: FilterOption[];
  chosen: string[];
  /** Says the kind beside each value. */
  named: boolean;
  onChoose: (value: string) => void;
}

function Values({ name, options, chosen, named, onChoose }: ValuesProps) {
  return options.map((option) => (
    <Command.Item
      key={option.value}
      value={`${name} ${option.value}`}
      keywords={[option.label]}
      onSelect={() => onChoose(option.value)}
      className={itemStyle}
    >
      <span className="flex size-4 shrink-0 items-center justify-center rounded-xs border border-line-control">
        {chosen.includes(option.value) && <Check className="size-3 text-accent-text" aria-hidden />}
      </span>
      <span className="min-w-0 flex-1 truncate">{option.label}</span>
      {chosen.includes(option.value) && <span className="sr-only">chosen</span>}
      {named && <span className="text-ink-faint text-xs">{FILTER_LABELS[name]}</span>}
    </Command.Item>
  ));
}
