"use client";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { StatusFilter } from "#components/shell/status-filter.tsx";
import { Input } from "#components/ui/input.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { FilterMenu } from "./filter-menu.tsx";
import type { InboxAddress } from "./inbox-address.ts";

interface ListHeadProps {
  searchBox: React.Ref<HTMLInputElement>;
  address: InboxAddress;
  onChange: (changes: Partial<InboxAddress>) => void;
  /** Enter opens the first that was found. */
  onLeave: () => void;
  onSave: () => void;
  filtering: boolean;
  onFiltering: (open: boolean) => void;
}

/** Search and filters over the list. */
export function ListHead({ searchBox, address, onChange, onLeave, onSave, ...filter }: ListHeadProps) {
  return (
    <>
      <search className="flex shrink-0 items-center gap-1.5 border-b p-2">
        <SearchInput ref={searchBox} value={address.q} onChange={(q) => onChange({ q })} onLeave={onLeave} />
        <FilterMenu
          filters={address.filters}
          onChange={(filters) => onChange({ filters })}
          open={filter.filtering}
          onOpenChange={filter.onFiltering}
        />
      </search>
      {address.q !== "" && (
        <div className="flex shrink-0 items-center border-b px-2 py-1.5">
          <StatusFilter
            label="What to find"
            value={address.found}
            options={[
              { value: "conversations", name: "In this view" },
              { value: "messages", name: "Messages, all history" },
            ]}
            onChange={(found) => onChange({ found: found === "messages" ? "messages" : "conversations" })}
          />
        </div>
      )}
      <FilterChips filters={address.filters} onChange={(filters) => onChange({ filters })} onSave={onSave} />
    </>
  );
}

interface SearchInputProps {
  ref: React.Ref<HTMLInputElement>;
  value: string;
  onChange: (q: string) => void;
  onLeave: () => void;
}

/** So long after the last letter (ms) the address is told; letters themselves never wait. */
const SETTLES = 120;

function SearchInput({ ref, value, onChange, onLeave }: SearchInputProps) {
  const [text, setText] = useState(value);
  // The way back, or another view's link, changes what is looked for.
  useEffect(() => setText(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed sets it off
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), SETTLES);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className="relative min-w-0 flex-1">
      <Search className="-translate-y-1/2 absolute top-1/2 left-2.5 size-4 text-ink-faint" aria-hidden />
      <Input
        ref={ref}
        type="search"
        aria-label="Search conversations"
        placeholder="Search names and messages"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            if (text !== value) onChange(text);
            onLeave();
          }
          if (event.key === "Escape" && text === "") event.currentTarget.blur();
        }}
        className="pl-8"
      />
    </div>
  );
}
