"use client";
import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import { classNames } from "#components/ui/class-names.ts";
import { controlStyle } from "#components/ui/input.tsx";

interface SearchBoxProps {
  label: string;
  value: string;
  /** Told a moment after the last keystroke. */
  onSearch: (value: string) => void;
  className?: string;
}

const PAUSE = 200;

/** Search of a list; `/` leads here, Esc clears. */
export function SearchBox({ label, value, onSearch, className }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  useShortcuts({ "/": () => input.current?.focus() });
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onSearch(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  return (
    <div className={classNames("relative", className)}>
      <Search className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint" aria-hidden />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setText("");
        }}
        className={classNames(
          controlStyle,
          "h-8 border-line-strong pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden",
        )}
      />
      {text && (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={() => {
            setText("");
            onSearch("");
            input.current?.focus();
          }}
          className="absolute top-1 right-1 inline-flex size-6 items-center justify-center rounded-sm text-ink-faint hover:text-ink"
        >
          <X className="size-3.5" aria-hidden />
        </button>
      )}
    </div>
  );
}
