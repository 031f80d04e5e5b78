"use client";
import { Dialog as Primitive } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { DialogClose } from "#components/ui/dialog.tsx";

interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  side?: "right" | "left" | "bottom";
  /** Keeps the title for screen readers alone. */
  hideHeader?: boolean;
  footer?: ReactNode;
  className?: string;
  children: ReactNode;
}

const SIDES = {
  right: "inset-y-0 right-0 w-full max-w-md animate-from-right",
  left: "inset-y-0 left-0 w-72 max-w-[85vw] animate-from-left",
  bottom: "inset-x-0 bottom-0 max-h-[85vh] animate-from-bottom rounded-t-lg",
};

/** A panel from an edge, for longer forms and details that leave the page in view. */
export function Sheet(props: SheetProps) {
  const {
    open,
    onOpenChange,
    title,
    description,
    side = "right",
    hideHeader,
    footer,
    className,
    children,
  } = props;
  const opener = useRef<Element | null>(null);
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Primitive.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            // Opened by state rather than by a trigger: the focus goes back to where it was.
            if (!(opener.current instanceof HTMLElement) || !opener.current.isConnected) return;
            event.preventDefault();
            opener.current.focus();
          }}
          className={classNames(
            "fixed z-50 flex flex-col bg-raised shadow-sheet outline-none",
            SIDES[side],
            className,
          )}
        >
          <header
            className={classNames(
              "flex items-start justify-between gap-3 border-line border-b px-5 py-3",
              hideHeader && "sr-only",
            )}
          >
            <div>
              <Primitive.Title className="font-semibold text-lg">{title}</Primitive.Title>
              {description && (
                <Primitive.Description className="mt-0.5 text-ink-muted text-sm">
                  {description}
                </Primitive.Description>
              )}
            </div>
            <DialogClose />
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section tabIndex={0} aria-label={title} className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
            {children}
          </section>
          {footer && (
            <footer className="flex items-center justify-end gap-2 border-line border-t px-5 py-3">
              {footer}
            </footer>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
