"use client";
import { Braces } from "lucide-react";
import { useRef } from "react";
import { useFormScope } from "#components/forms/form-scope.tsx";
import { VariablePicker } from "#components/forms/variable-picker.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

interface TemplateInputProps {
  value: string;
  onChange(value: string): void;
  placeholder?: string;
  /** The accessible name where no `Field` gives one. */
  label?: string;
}

/** Liquid text with a picker that writes a variable where the cursor stands. */
export function TemplateInput({ value, onChange, placeholder, label }: TemplateInputProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const { onSettled } = useFormScope();
  const insert = (path: string) => {
    const start = area.current?.selectionStart ?? value.length;
    const end = area.current?.selectionEnd ?? value.length;
    const written = `{{ ${path} }}`;
    onChange(value.slice(0, start) + written + value.slice(end));
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(start + written.length, start + written.length);
    });
  };
  return (
    <div className="relative">
      <Textarea
        ref={area}
        value={value}
        aria-label={label}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onSettled}
        className="max-h-80 min-h-18 pb-8"
      />
      <div className="absolute bottom-1.5 left-1.5">
        <VariablePicker use="templates" onPick={insert}>
          <button
            type="button"
            className="inline-flex h-6 items-center gap-1 rounded-sm bg-hover px-1.5 text-ink-muted text-xs hover:text-ink"
          >
            <Braces className="size-3.5" aria-hidden />
            Insert variable
          </button>
        </VariablePicker>
      </div>
    </div>
  );
}
