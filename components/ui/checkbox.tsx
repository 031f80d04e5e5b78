"use client";
import { Check, Minus } from "lucide-react";
import { Checkbox as Primitive } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "#components/ui/class-names.ts";

type CheckboxProps = Omit<ComponentProps<typeof Primitive.Root>, "children"> & {
  /** The words beside it; without them give `aria-label`. */
  label?: ReactNode;
  hint?: ReactNode;
};

/** On, off or partly. With a label, the words are part of the target. */
export function Checkbox({ label, hint, className, ...rest }: CheckboxProps) {
  const made = useId();
  const id = rest.id ?? made;
  const box = (
    <Primitive.Root
      {...rest}
      id={id}
      aria-describedby={hint ? `${id}-hint` : undefined}
      className={classNames(
        "peer relative flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-control bg-surface transition-colors before:absolute before:-inset-1 hover:border-ink-faint disabled:opacity-50 data-[state=checked]:border-accent data-[state=indeterminate]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:bg-accent",
        className,
      )}
    >
      <Primitive.Indicator className="text-accent-contrast">
        {rest.checked === "indeterminate" ? (
          <Minus className="size-3" strokeWidth={3} aria-hidden />
        ) : (
          <Check className="size-3" strokeWidth={3} aria-hidden />
        )}
      </Primitive.Indicator>
    </Primitive.Root>
  );
  if (!label) return box;
  return (
    <div className="flex items-start gap-2">
      <span className="flex h-5 items-center">{box}</span>
      <span className="flex flex-col">
        <label htmlFor={id} className="text-sm">
          {label}
        </label>
        {hint && (
          <span id={`${id}-hint`} className="text-ink-faint text-xs">
            {hint}
          </span>
        )}
      </span>
    </div>
  );
}
