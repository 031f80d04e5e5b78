import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import type { JsonObject } from "#core/json.ts";
import { attributeText, attributeValue } from "./attribute-value.ts";
import { usePatchConversation } from "./use-conversation-actions.ts";

interface AttributeFormProps {
  conversation: Conversation;
  /** Empty for a new one. */
  name: string;
  /** It is saved, or left as it was. */
  onDone: () => void;
}

/** One attribute of a conversation: its name, where it is new, and its value. */
export function AttributeForm({ conversation, name, onDone }: AttributeFormProps) {
  const { id, attributes } = conversation;
  const patch = usePatchConversation(id);
  const save = (changes: JsonObject) => patch.mutate({ attributes: changes }, { onSuccess: onDone });
  const isNew = name === "";
  const before = isNew ? undefined : attributes[name];
  const [called, setCalled] = useState(name);
  const [text, setText] = useState(isNew ? "" : attributeText(before));
  const key = called.trim();
  const isTaken = isNew && Object.hasOwn(attributes, key);
  return (
    <form
      className="mt-1 flex flex-col gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        save({ [key]: attributeValue(text, before) });
      }}
      onKeyDown={(event) => event.key === "Escape" && onDone()}
    >
      {isNew && (
        <Input
          autoFocus
          aria-label="Name of the attribute"
          placeholder="order_id"
          value={called}
          maxLength={63}
          onChange={(event) => setCalled(event.target.value)}
        />
      )}
      <Input
        autoFocus={!isNew}
        aria-label={isNew ? "Value" : `Value of ${name}`}
        value={text}
        maxLength={500}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex flex-wrap gap-1.5">
        <Button
          type="submit"
          size="small"
          variant="primary"
          pending={patch.isPending}
          disabled={key === "" || text.trim() === "" || isTaken}
        >
          Save
        </Button>
        {!isNew && (
          <Button size="small" disabled={patch.isPending} onClick={() => save({ [name]: null })}>
            Remove
          </Button>
        )}
        <Button size="small" variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
      {isTaken && <p className="text-danger text-xs">There is one of this name already: change that one.</p>}
      {patch.error && (
        <p role="alert" className="text-danger text-xs">
          {patch.error.message}
        </p>
      )}
    </form>
  );
}
