"use client";
import { Command } from "cmdk";
import { Popover } from "radix-ui";
import { useMemo } from "react";
import { NodeIcon } from "#components/canvas/node-icon.tsx";
import { paletteEntries } from "#components/canvas/palette/palette-entries.ts";
import { useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { useAddNode } from "#components/canvas/state/use-add-node.ts";

/** The palette where an outlet was let go, or where a step goes between two others. */
export function QuickAdd() {
  const { store, catalogue } = useEditorContext();
  const open = useEditor((state) => state.quickAdd);
  const add = useAddNode();
  const entries = useMemo(
    () => paletteEntries(catalogue.activities).filter((entry) => entry.family !== "trigger"),
    [catalogue],
  );
  const close = () => store.getState().openQuickAdd(null);
  if (!open) return null;
  return (
    <Popover.Root open onOpenChange={(still) => !still && close()}>
      <Popover.Anchor asChild>
        <span className="fixed size-px" style={{ left: open.screen.x, top: open.screen.y }} />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          side="right"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label="What comes here"
          className="z-50 w-72 animate-pop overflow-hidden rounded-lg bg-raised shadow-float"
        >
          <Command loop label="What comes here">
            <Command.Input
              autoFocus
              placeholder="What comes here?"
              className="h-9 w-full border-line border-b bg-transparent px-3 text-sm outline-none"
            />
            <Command.List className="scroll-quiet max-h-80 overflow-y-auto p-1">
              <Command.Empty className="px-2 py-4 text-center text-ink-faint text-xs">
                No step is called that.
              </Command.Empty>
              {entries.map((entry) => (
                <Command.Item
                  key={entry.id}
                  value={entry.id}
                  keywords={[entry.title, entry.description]}
                  onSelect={() => {
                    add(entry, open);
                    close();
                  }}
                  className="flex min-h-9 cursor-default items-center gap-2 rounded-sm px-1.5 py-1 data-[selected=true]:bg-hover"
                >
                  <NodeIcon type={entry.type} family={entry.family} />
                  <span className="min-w-0">
                    <span className="block truncate text-sm">{entry.title}</span>
                    <span className="block truncate text-ink-faint text-xs">{entry.description}</span>
                  </span>
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
