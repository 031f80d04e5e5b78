"use client";
import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  size?: "small" | "medium" | "large";
  children?: ReactNode;
}

const WIDTHS = { small: "max-w-sm", medium: "max-w-lg", large: "max-w-3xl" };

/** A question or a short form above the page. Longer work belongs in a `Sheet`. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  size = "medium",
  children,
}: DialogProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Primitive.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={classNames(
            "fixed inset-x-3 top-[12vh] z-50 mx-auto flex max-h-[76vh] animate-pop flex-col rounded-lg bg-raised shadow-sheet outline-none",
            WIDTHS[size],
          )}
        >
          <header className="flex items-start justify-between gap-3 px-5 pt-4 pb-3">
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
          {children && <div className="scroll-quiet min-h-0 overflow-y-auto px-5 pb-4">{children}</div>}
          {footer && (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-5 py-3">
              {footer}
            </footer>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** The cross of a dialog or sheet. */
export function DialogClose() {
  return (
    <Primitive.Close
      aria-label="Close"
      className="-mr-1.5 inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-muted hover:bg-hover hover:text-ink"
    >
      <X className="size-4" aria-hidden />
    </Primitive.Close>
  );
}
