import { useQueryClient } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { tagsOnHand } from "./list-cache.ts";

interface TagInputProps {
  taken: readonly string[];
  onAdd: (tag: string) => void;
}

/** A tag to add: one that others bear, or a new one. */
export function TagInput({ taken, onAdd }: TagInputProps) {
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const known = useMemo(() => tagsOnHand(client).filter((tag) => !taken.includes(tag)), [client, taken]);
  const fresh = typed.trim().slice(0, 63);
  const isNew = fresh !== "" && ![...known, ...taken].includes(fresh);
  const add = (tag: string) => {
    setTyped("");
    onAdd(tag);
  };
  const item =
    "flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm data-[selected=true]:bg-hover [&_svg]:size-4";
  return (
    <Command loop label="Tag" className="-m-3">
      <Command.Input
        autoFocus
        value={typed}
        onValueChange={setTyped}
        placeholder="Find or make a tag"
        className="h-9 w-full border-line border-b bg-transparent px-3 text-sm outline-none"
      />
      <Command.List className="scroll-quiet max-h-56 overflow-y-auto p-1">
        {known.map((tag) => (
          <Command.Item key={tag} value={tag} onSelect={() => add(tag)} className={item}>
            {tag}
          </Command.Item>
        ))}
        {isNew && (
          <Command.Item value={`new ${fresh}`} onSelect={() => add(fresh)} className={item}>
            <Plus aria-hidden />
            Add “{fresh}”
          </Command.Item>
        )}
        {known.length === 0 && !isNew && (
          <p className="px-2 py-3 text-center text-ink-faint text-xs">Type a word to make the first tag.</p>
        )}
      </Command.List>
    </Command>
  );
}
