"use client";
import { Switch as Primitive } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "#components/ui/class-names.ts";

type SwitchProps = Omit<ComponentProps<typeof Primitive.Root>, "children"> & {
  label?: ReactNode;
  hint?: ReactNode;
};

/** On or off, at once. For something that is sent with a form, use `Checkbox`. */
export function Switch({ label, hint, className, ...rest }: SwitchProps) {
  const made = useId();
  const id = rest.id ?? made;
  const control = (
    <Primitive.Root
      {...rest}
      id={id}
      aria-describedby={hint ? `${id}-hint` : undefined}
      className={classNames(
        "relative inline-flex h-4.5 w-8 shrink-0 items-center rounded-full border border-line-control bg-sunken transition-colors before:absolute before:-inset-1 disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent",
        className,
      )}
    >
      <Primitive.Thumb className="block size-3 translate-x-0.5 rounded-full bg-ink-faint transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-accent-contrast" />
    </Primitive.Root>
  );
  if (!label) return control;
  return (
    <div className="flex items-start justify-between gap-3">
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
      <span className="flex h-5 items-center">{control}</span>
    </div>
  );
}
