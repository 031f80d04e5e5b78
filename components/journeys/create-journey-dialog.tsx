"use client";
import { FileUp, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { readDocument, useCreateJourney, useTemplates } from "#components/journeys/journey-api.ts";
import { blankDocument, parseJourneyFile, renamedDocument } from "#components/journeys/journey-file.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { RadioGroup } from "#components/ui/radio.tsx";
import type { JourneyDocumentInput } from "#core/journey/document.ts";

interface CreateJourneyDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const BLANK = "blank";

/** Starts a journey: blank, from a working one, or from a file. */
export function CreateJourneyDialog({ open, onOpenChange }: CreateJourneyDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New journey"
      description="It stays a draft, and reaches nobody, until you publish it."
    >
      {open && <CreateForm onClose={() => onOpenChange(false)} />}
    </Dialog>
  );
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const create = useCreateJourney();
  const templates = useTemplates(true);
  const [name, setName] = useState("");
  const [from, setFrom] = useState(BLANK);
  const [fileProblem, setFileProblem] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  const make = async (document: () => Promise<JourneyDocumentInput>) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const made = await create.mutateAsync(await document());
      onClose();
      router.push(`/journeys/${made.id}`);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const title = name.trim();
    void make(async () =>
      from === BLANK ? blankDocument(title) : renamedDocument(await readDocument(from), title),
    );
  };
  const importFile = async (file: File) => {
    const read = parseJourneyFile(await file.text());
    if ("problem" in read) return setFileProblem(read.problem);
    setFileProblem(undefined);
    await make(async () => read.document);
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Name" hint="What it does for the customer, such as “Missed-call recovery”." required>
        <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={120} autoFocus />
      </Field>
      {templates.data && templates.data.length > 0 && (
        <div className="flex flex-col gap-1.5">
          <span className="font-medium text-xs">Start from</span>
          <div className="scroll-quiet max-h-64 overflow-y-auto rounded-md border p-3">
            <RadioGroup
              label="Start from"
              value={from}
              onValueChange={setFrom}
              options={[
                { value: BLANK, label: "A blank canvas" },
                ...templates.data.map((journey) => ({
                  value: journey.id,
                  label: journey.name,
                  hint: journey.description ?? undefined,
                })),
              ]}
            />
          </div>
        </div>
      )}
      {fileProblem && (
        <p role="alert" className="text-danger text-xs">
          {fileProblem}
        </p>
      )}
      {failure !== undefined && <ErrorNotice what="The journey was not made" error={failure} />}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <ImportButton disabled={busy} onFile={(file) => void importFile(file)} />
        <Button type="submit" variant="primary" pending={busy} disabled={name.trim() === ""}>
          <Plus aria-hidden />
          Create journey
        </Button>
      </div>
    </form>
  );
}

function ImportButton({ disabled, onFile }: { disabled: boolean; onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button variant="ghost" disabled={disabled} onClick={() => input.current?.click()}>
        <FileUp aria-hidden />
        Import JSON
      </Button>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        aria-label="Journey file"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          event.target.value = "";
        }}
      />
    </>
  );
}
