"use client";
import { SHORTCUT_GROUPS } from "#components/shell/shortcut-list.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import { Sheet } from "#components/ui/sheet.tsx";

export function ShortcutHelp({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title="Keyboard shortcuts"
      description="None of them fires while you type. On Windows and Linux, ⌘ is Ctrl."
    >
      <div className="flex flex-col gap-5 px-5 py-4">
        {SHORTCUT_GROUPS.map((group) => (
          <section key={group.name}>
            <h3 className="mb-1 font-medium text-ink-faint text-xs">{group.name}</h3>
            <dl>
              {group.shortcuts.map((shortcut) => (
                <div
                  key={shortcut.keys}
                  className="flex h-8 items-center justify-between gap-4 border-line border-b last:border-b-0"
                >
                  <dt>{shortcut.does}</dt>
                  <dd>
                    <Kbd keys={shortcut.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Sheet>
  );
}
