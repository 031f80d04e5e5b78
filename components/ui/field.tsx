"use client";
import { CircleAlert } from "lucide-react";
import { createContext, type ReactNode, useContext, useId } from "react";
import { classNames } from "#components/ui/class-names.ts";

interface FieldContext {
  id: string;
  describedBy?: string;
  invalid: boolean;
  required: boolean;
}

const Context = createContext<FieldContext | null>(null);

interface FieldProps {
  label: string;
  /** Keeps the label for screen readers alone. */
  hideLabel?: boolean;
  hint?: ReactNode;
  /** What is wrong and what to do about it. */
  error?: string;
  required?: boolean;
  /** Stands right of the label: "Optional", a link. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A label, one control, and its hint or error, joined for screen readers. */
export function Field({ label, hideLabel, hint, error, required, aside, className, children }: FieldProps) {
  const id = useId();
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ") || undefined;
  return (
    <Context.Provider value={{ id, describedBy, invalid: Boolean(error), required: Boolean(required) }}>
      <div className={classNames("flex flex-col gap-1", className)}>
        <div className={classNames("flex items-baseline justify-between gap-2", hideLabel && "sr-only")}>
          <Label htmlFor={id}>{label}</Label>
          {aside && <span className="text-ink-faint text-xs">{aside}</span>}
        </div>
        {children}
        {error && (
          <p id={`${id}-error`} role="alert" className="flex items-start gap-1 text-danger text-xs">
            <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
            {error}
          </p>
        )}
        {hint && (
          <p id={`${id}-hint`} className="text-ink-faint text-xs">
            {hint}
          </p>
        )}
      </div>
    </Context.Provider>
  );
}

export function Label({
  htmlFor,
  className,
  children,
}: {
  htmlFor: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <label htmlFor={htmlFor} className={classNames("font-medium text-ink text-xs", className)}>
      {children}
    </label>
  );
}

interface ControlProps {
  id?: string;
  required?: boolean;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean | "true" | "false" | "grammar" | "spelling";
}

/** A control's props with the surrounding `Field`'s id, description and state; given ones win. */
export function useField<Props extends ControlProps>(props: Props): Props {
  const field = useContext(Context);
  if (!field) return props;
  return {
    ...props,
    id: props.id ?? field.id,
    required: props.required ?? (field.required || undefined),
    "aria-describedby": props["aria-describedby"] ?? field.describedBy,
    "aria-invalid": props["aria-invalid"] ?? (field.invalid || undefined),
  };
}
