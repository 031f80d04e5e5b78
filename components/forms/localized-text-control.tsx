"use client";
import { Languages, X } from "lucide-react";
import { useState } from "react";
import type { ControlProps } from "#components/forms/control-props.ts";
import { TemplateInput } from "#components/forms/template-input.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import type { Json, JsonObject } from "#core/json.ts";

const LANGUAGES = ["en", "de", "es", "fr", "it", "nl", "pl", "pt-BR", "pt", "tr", "ar", "hi", "zh", "ja"];

/** Liquid, the same for everybody or one text for each language. */
export function LocalizedTextControl({ field, value, onChange }: ControlProps) {
  const texts = readTexts(value);
  const tags = Object.keys(texts);
  const [chosen, setChosen] = useState("default");
  const tag = tags.includes(chosen) ? chosen : "default";
  const write = (next: Record<string, string>) => onChange(writeTexts(next));
  const remove = () => {
    const { [tag]: _, ...rest } = texts;
    setChosen("default");
    write(rest);
  };
  return (
    <div className="flex flex-col gap-1">
      {tags.length > 1 && (
        <div role="tablist" aria-label={`${field.title}: language`} className="flex flex-wrap gap-1">
          {tags.map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              aria-selected={each === tag}
              onClick={() => setChosen(each)}
              className={classNames(
                "h-6 rounded-sm px-1.5 text-xs",
                each === tag ? "bg-selected text-ink" : "text-ink-muted hover:bg-hover",
              )}
            >
              {each === "default" ? "Everyone else" : languageName(each)}
            </button>
          ))}
        </div>
      )}
      <TemplateInput
        value={texts[tag] ?? ""}
        placeholder={field.placeholder}
        onChange={(text) => write({ ...texts, [tag]: text })}
      />
      <div className="flex gap-3">
        <Menu
          align="start"
          className="scroll-quiet max-h-72 overflow-y-auto"
          trigger={
            <button
              type="button"
              className="inline-flex h-6 items-center gap-1 text-ink-muted text-xs hover:text-ink"
            >
              <Languages className="size-3.5" aria-hidden />
              Add a language
            </button>
          }
        >
          {LANGUAGES.filter((each) => !tags.includes(each)).map((each) => (
            <MenuItem
              key={each}
              onSelect={() => {
                write({ ...texts, [each]: texts.default ?? "" });
                setChosen(each);
              }}
            >
              {languageName(each)}
            </MenuItem>
          ))}
        </Menu>
        {tag !== "default" && (
          <button
            type="button"
            onClick={remove}
            className="inline-flex h-6 items-center gap-1 text-ink-muted text-xs hover:text-ink"
          >
            <X className="size-3.5" aria-hidden />
            Remove {languageName(tag)}
          </button>
        )}
      </div>
    </div>
  );
}

function languageName(tag: string): string {
  return new Intl.DisplayNames(["en"], { type: "language" }).of(tag) ?? tag;
}

function readTexts(value: Json | undefined): Record<string, string> {
  if (typeof value === "string") return { default: value };
  if (value === null || typeof value !== "object" || Array.isArray(value)) return { default: "" };
  return {
    default: "",
    ...Object.fromEntries(Object.entries(value as JsonObject).map(([tag, text]) => [tag, String(text)])),
  };
}

function writeTexts(texts: Record<string, string>): Json | undefined {
  if (Object.keys(texts).length > 1) return texts;
  return texts.default === "" ? undefined : texts.default;
}
