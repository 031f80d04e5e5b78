"use client";
import { X } from "lucide-react";
import { useState } from "react";
import { useField } from "#components/ui/field.tsx";
import type { Json } from "#core/json.ts";

interface WordsInputProps {
  value: Json | undefined;
  onChange(value: Json | undefined): void;
  placeholder?: string;
  label?: string;
}

/** A list of short texts: Enter or a comma adds one, Backspace in the empty field takes the last away. */
export function WordsInput({ value, onChange, placeholder, label }: WordsInputProps) {
  const words = Array.isArray(value) ? value.map(String) : [];
  const [draft, setDraft] = useState("");
  const field = useField({});
  const add = (text: string) => {
    const fresh = text
      .split(/[,\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== "" && !words.includes(word));
    setDraft("");
    if (fresh.length > 0) onChange([...words, ...fresh]);
  };
  const remove = (index: number) => {
    const rest = words.filter((_, position) => position !== index);
    onChange(rest.length > 0 ? rest : undefined);
  };
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-1 rounded-md border border-line-control bg-surface p-1 focus-within:border-focus focus-within:outline-2 focus-within:outline-focus">
      {words.map((word, index) => (
        <span
          key={word}
          className="inline-flex h-6 max-w-full items-center gap-0.5 rounded-sm bg-hover pr-0.5 pl-1.5 text-xs"
        >
          <span className="truncate">{word}</span>
          <button
            type="button"
            aria-label={`Remove ${word}`}
            onClick={() => remove(index)}
            className="inline-flex size-5 items-center justify-center rounded-sm text-ink-muted hover:text-ink"
          >
            <X className="size-3" aria-hidden />
          </button>
        </span>
      ))}
      <input
        {...field}
        aria-label={label}
        value={draft}
        placeholder={words.length === 0 ? (placeholder ?? "Type and press Enter") : undefined}
        onChange={(event) =>
          event.target.value.includes(",") ? add(event.target.value) : setDraft(event.target.value)
        }
        onKeyDown={(event) => {
          if (event.key === "Enter" && draft.trim() !== "") {
            event.preventDefault();
            add(draft);
          } else if (event.key === "Backspace" && draft === "" && words.length > 0) remove(words.length - 1);
        }}
        onBlur={() => add(draft)}
        className="h-6 min-w-20 flex-1 bg-transparent px-1.5 text-sm outline-none"
      />
    </div>
  );
}
