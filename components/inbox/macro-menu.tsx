"use client";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { CirclePlay } from "lucide-react";
import { useState } from "react";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Popover } from "#components/ui/popover.tsx";
import type { Macro } from "#core/api/macros.ts";
import type { Page } from "#core/api/page.ts";
import { macroWords } from "./macro-words.ts";

interface MacroMenuProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onRun: (macro: Macro) => void;
}

/** Several actions by one key. A macro's own key runs it as long as nothing is typed. */
export function MacroMenu({ open, onOpenChange, onRun }: MacroMenuProps) {
  const [typed, setTyped] = useState("");
  const macros = useQuery<Page<Macro>, ApiError>({
    queryKey: queryKeys.resource("macros"),
    queryFn: ({ signal }) => api.get("/macros", { query: { limit: 200 }, signal }),
    enabled: open,
    staleTime: 60_000,
  });
  const all = macros.data?.data ?? [];
  const run = (macro: Macro) => {
    onOpenChange(false);
    onRun(macro);
  };
  return (
    <Popover
      label="Macros"
      side="top"
      align="start"
      open={open}
      onOpenChange={(next) => {
        setTyped("");
        onOpenChange(next);
      }}
      className="w-80 overflow-hidden p-0"
      trigger={
        <IconButton label="Macros" shortcut="M" size="small" className="size-7">
          <CirclePlay aria-hidden />
        </IconButton>
      }
    >
      <Command loop label="Macros">
        <Command.Input
          autoFocus
          value={typed}
          onValueChange={setTyped}
          onKeyDown={(event) => {
            const named = typed === "" && all.find((macro) => macro.shortcut === event.key);
            if (!named) return;
            event.preventDefault();
            run(named);
          }}
          placeholder="Run a macro"
          className="h-9 w-full border-line border-b bg-transparent px-3 text-sm outline-none"
        />
        <Command.List className="scroll-quiet max-h-72 overflow-y-auto p-1">
          {all.length > 0 && (
            <Command.Empty className="px-2 py-4 text-center text-ink-faint text-xs">
              No macro by that name
            </Command.Empty>
          )}
          {all.map((macro) => (
            <Command.Item
              key={macro.id}
              value={macro.id}
              keywords={[macro.name, macro.key]}
              onSelect={() => run(macro)}
              className="flex min-h-9 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm data-[selected=true]:bg-hover"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate">{macro.name}</span>
                <span className="block truncate text-ink-faint text-xs">{macroWords(macro)}</span>
              </span>
              {macro.shortcut && <Kbd keys={macro.shortcut.toUpperCase()} />}
            </Command.Item>
          ))}
          {all.length === 0 && (
            <p className="px-3 py-4 text-center text-ink-muted text-xs">
              {macros.isError
                ? `The macros could not be loaded. ${macros.error.detail}`
                : macros.isPending
                  ? "Loading…"
                  : "A macro does several things by one key, such as answering, tagging and resolving. A supervisor makes them."}
            </p>
          )}
        </Command.List>
      </Command>
    </Popover>
  );
}
