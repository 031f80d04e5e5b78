"use client";
import { useTheme } from "next-themes";
import { Toaster as Sonner, toast as show } from "sonner";

/** Where toasts appear; stands once in the root layout. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-89 max-w-[calc(100vw-2rem)] items-center gap-3 rounded-lg bg-raised px-4 py-3 text-ink text-sm shadow-sheet",
          content: "flex-1",
          title: "font-medium",
          description: "text-ink-muted text-xs",
          icon: "shrink-0 text-ink-muted",
          actionButton:
            "h-7 shrink-0 rounded-md border border-line-strong px-2.5 font-medium text-ink text-xs hover:bg-hover",
        },
      }}
    />
  );
}

/** Says that something was done, with a way back for as long as it shows. */
export function toastDone(message: string, undo?: { label?: string; run: () => void }): void {
  show(message, {
    duration: undo ? 10_000 : 4_000,
    action: undo && { label: undo.label ?? "Undo", onClick: undo.run },
  });
}

/** Says that something failed. Never the only place where an error that needs work is shown. */
export function toastFailed(what: string, why?: string, again?: () => void): void {
  show.error(what, {
    description: why,
    duration: 10_000,
    action: again && { label: "Try again", onClick: again },
  });
}
