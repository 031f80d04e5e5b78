"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";

interface CopyFieldProps {
  /** What is copied: "Webhook address". */
  label: string;
  value: string;
  /** Several lines are shown as they are. */
  multiline?: boolean;
}

/** A value to take elsewhere, with a button that copies it. */
export function CopyField({ label, value, multiline }: CopyFieldProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <div className="flex flex-col gap-1">
      <span className="font-medium text-xs">{label}</span>
      <div className="flex items-start gap-1 rounded-md border bg-sunken py-1 pr-1 pl-2.5">
        <code className="min-w-0 flex-1 select-all self-center break-all font-mono text-xs leading-5">
          {multiline ? <span className="whitespace-pre-wrap">{value}</span> : value}
        </code>
        <IconButton
          label={copied ? "Copied" : `Copy: ${label}`}
          size="small"
          onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
        >
          {copied ? <Check className="text-positive" aria-hidden /> : <Copy aria-hidden />}
        </IconButton>
      </div>
      <span role="status" className="sr-only">
        {copied && "Copied"}
      </span>
    </div>
  );
}
