"use client";
import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { ControlProps } from "#components/forms/control-props.ts";
import { NestedFields } from "#components/forms/nested-fields.tsx";
import { setAt } from "#components/forms/set-at.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { Json, JsonObject } from "#core/json.ts";

/** A list of small objects, each with a form of its own. */
export function ListControl({ field, path, value, onChange }: ControlProps) {
  if (field.control.kind !== "list") return null;
  const { item, noun } = field.control;
  const entries = readEntries(value);
  return (
    <EntryList entries={entries} noun={noun} onChange={onChange} makeEntry={() => newEntry(item, entries)}>
      {(entry, index) => (
        <NestedFields
          fields={item}
          values={entry}
          path={`${path}.${index}`}
          onChange={(below, next) =>
            onChange(entries.map((each, at) => (at === index ? setAt(each, below, next) : each)))
          }
        />
      )}
    </EntryList>
  );
}

interface EntryListProps {
  entries: JsonObject[];
  noun: string;
  onChange(value: Json | undefined): void;
  makeEntry(): JsonObject;
  children(entry: JsonObject, index: number): ReactNode;
}

/** Entries in order, with buttons to add, move and remove them. */
export function EntryList({ entries, noun, onChange, makeEntry, children }: EntryListProps) {
  const write = (next: JsonObject[]) => onChange(next.length > 0 ? next : undefined);
  const move = (index: number, by: 1 | -1) => {
    const next = [...entries];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + by, 0, moved);
    write(next);
  };
  return (
    <div className="flex flex-col gap-2">
      {entries.length > 0 && (
        <ol className="flex flex-col gap-2">
          {entries.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries have no name that stays while they are edited
            <li key={index} className="rounded-md border border-line bg-sunken p-2">
              <div className="mb-1.5 flex items-center">
                <span className="flex-1 text-ink-muted text-xs first-letter:uppercase">
                  {noun} {index + 1}
                </span>
                <IconButton
                  size="small"
                  label={`Move ${noun} ${index + 1} up`}
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                >
                  <ArrowUp aria-hidden />
                </IconButton>
                <IconButton
                  size="small"
                  label={`Move ${noun} ${index + 1} down`}
                  disabled={index === entries.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <ArrowDown aria-hidden />
                </IconButton>
                <IconButton
                  size="small"
                  label={`Remove ${noun} ${index + 1}`}
                  onClick={() => write(entries.filter((_, at) => at !== index))}
                >
                  <Trash2 aria-hidden />
                </IconButton>
              </div>
              {children(entry, index)}
            </li>
          ))}
        </ol>
      )}
      <Button size="small" onClick={() => write([...entries, makeEntry()])} className="self-start">
        <Plus aria-hidden />
        Add {/^[aeiou]/.test(noun) ? "an" : "a"} {noun}
      </Button>
    </div>
  );
}

export function readEntries(value: Json | undefined): JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value.map((entry) =>
    entry !== null && typeof entry === "object" && !Array.isArray(entry) ? entry : {},
  );
}

/** A fresh entry; where entries carry an id, one that is still free. */
function newEntry(item: { name: string }[], entries: JsonObject[]): JsonObject {
  if (!item.some((field) => field.name === "id")) return {};
  const taken = new Set(entries.map((entry) => entry.id));
  let number = entries.length + 1;
  while (taken.has(`button_${number}`)) number += 1;
  return { id: `button_${number}` };
}
