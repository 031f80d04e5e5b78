import { classNames } from "#components/ui/class-names.ts";

/** Keys to press, parted by spaces: `<Kbd keys="⌘ K" />`. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <span className={classNames("inline-flex gap-0.5", className)}>
      {keys.split(" ").map((key) => (
        <kbd
          key={key}
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-xs border border-line-strong bg-surface px-1 font-sans text-ink-muted text-xs"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
