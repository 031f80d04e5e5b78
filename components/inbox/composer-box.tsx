import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { useViewer } from "#components/shell/viewer.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import type { User } from "#core/api/people.ts";
import { useCannedReplies } from "./canned-replies.ts";
import { replyVariables, variableBegun, writeVariable } from "./reply-variables.ts";
import { type Suggestion, SuggestionList } from "./suggestion-list.tsx";
import { useContact } from "./use-blocking.ts";
import { useFillReply } from "./use-fill-reply.ts";

interface ComposerBoxProps {
  ref: RefObject<HTMLTextAreaElement | null>;
  conversation: Conversation;
  note: boolean;
  colleagues: readonly User[];
  text: string;
  onWrite: (text: string) => void;
  onSubmit: () => void;
  onLeave: () => void;
}

const MOST_SUGGESTED = 6;

/** The text itself. A slash suggests canned replies, an at sign in a note suggests colleagues. */
export function ComposerBox(props: ComposerBoxProps) {
  const { ref, note, text, onWrite, onSubmit, onLeave } = props;
  const listId = useId();
  const [active, setActive] = useState(0);
  const [closed, setClosed] = useState(false);
  const suggested = useSuggestions(props);
  const open = suggested !== null && !closed;
  const chosen = open ? suggested.options[Math.min(active, suggested.options.length - 1)] : undefined;

  const change = (next: string) => {
    setActive(0);
    if (suggested === null) setClosed(false);
    onWrite(next);
  };
  const choose = (option: Suggestion) => {
    setClosed(false);
    setActive(0);
    suggested?.choose(option);
    ref.current?.focus();
  };
  const pick = (event: KeyboardEvent): boolean => {
    if (!open) return false;
    const count = suggested.options.length;
    if (event.key === "ArrowDown") setActive((active + 1) % Math.max(count, 1));
    else if (event.key === "ArrowUp") setActive((active - 1 + count) % Math.max(count, 1));
    else if (event.key === "Escape") setClosed(true);
    else if ((event.key === "Enter" || event.key === "Tab") && chosen) choose(chosen);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const sends = event.key === "Enter" && (event.metaKey || event.ctrlKey);
    if (sends) onSubmit();
    else if (event.key === "Escape" && !open) onLeave();
    else if (!pick(event)) return;
    event.preventDefault();
  };

  return (
    <>
      {open && (
        <SuggestionList
          id={listId}
          label={suggested.label}
          options={suggested.options}
          active={chosen?.id}
          empty={suggested.empty}
          onChoose={choose}
        />
      )}
      <Textarea
        ref={ref}
        data-composer
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
        aria-label={note ? "Note" : "Reply"}
        aria-autocomplete="list"
        aria-controls={open ? listId : undefined}
        aria-activedescendant={chosen && `${listId} ${chosen.id}`.replaceAll(" ", "-")}
        placeholder={
          note
            ? "Write to your team, @ names a colleague"
            : "Write a reply, / for a canned one, {{ for what is known"
        }
        className="max-h-60 min-h-14 resize-none border-0 bg-transparent text-reading focus-visible:outline-none"
      />
    </>
  );
}

interface Suggestions {
  label: string;
  options: Suggestion[];
  empty: string;
  choose: (option: Suggestion) => void;
}

/** What the text being written asks for; null while it asks for nothing. */
function useSuggestions({
  conversation,
  note,
  colleagues,
  text,
  onWrite,
}: ComposerBoxProps): Suggestions | null {
  const fill = useFillReply(conversation);
  const viewer = useViewer();
  const slash = !note && text.startsWith("/") && !text.includes("\n");
  const replies = useCannedReplies(slash ? text.slice(1) : null);
  const contact = useContact(conversation.contact.id);
  const begunVariable = note ? null : variableBegun(text);
  const at = note ? /(?:^|\s)@([^@\n]{0,40})$/u.exec(text) : null;
  if (replies)
    return {
      label: "Canned replies",
      options: replies
        .slice(0, MOST_SUGGESTED)
        .map(({ id, name, text: words }) => ({ id, name, detail: words })),
      empty: "No canned reply by that name",
      choose: ({ detail }) => void fill(detail).then(onWrite),
    };
  if (begunVariable !== null)
    return {
      label: "Variables",
      options: replyVariables({ contact: contact.data, conversation, agent: viewer })
        .filter(({ path, label }) => `${path} ${label}`.toLowerCase().includes(begunVariable.toLowerCase()))
        .slice(0, MOST_SUGGESTED)
        .map(({ path, label, value }) => ({ id: path, name: label, detail: value })),
      empty: "Nothing by that name is known of them",
      choose: ({ detail }) => onWrite(writeVariable(text, detail)),
    };
  if (!at) return null;
  const begun = (at[1] ?? "").toLocaleLowerCase();
  const options = colleagues.filter((user) => ` ${user.name.toLocaleLowerCase()}`.includes(` ${begun}`));
  if (options.length === 0) return null;
  return {
    label: "Colleagues",
    options: options.slice(0, MOST_SUGGESTED).map(({ id, name, email }) => ({ id, name, detail: email })),
    empty: "No colleague by that name",
    choose: ({ name }) => onWrite(`${text.slice(0, text.length - begun.length)}${name} `),
  };
}
