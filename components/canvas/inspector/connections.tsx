"use client";
import { ArrowRight } from "lucide-react";
import { useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import type { JourneyNode } from "#core/journey/document.ts";
import { connectNodes, disconnectOutlet } from "#core/journey/edit/connect-nodes.ts";
import type { Outlet } from "#core/journey/node-definition.ts";

/** Where each outlet leads: the way to connect steps without a pointer. */
export function Connections({ node }: { node: JourneyNode }) {
  const { catalogue } = useEditorContext();
  const outlets = catalogue.outletsOf(node);
  if (outlets.length === 0) {
    return (
      <p className="border-line border-t p-4 text-ink-muted text-xs">
        The journey ends here for this contact.
      </p>
    );
  }
  return (
    <section aria-label="Connects to" className="flex flex-col gap-2 border-line border-t p-4">
      <h2 className="flex items-center gap-1.5 font-medium text-xs">
        <ArrowRight className="size-3.5" aria-hidden />
        Connects to
      </h2>
      {outlets.map((outlet) => (
        <OutletTarget key={outlet.id} node={node} outlet={outlet} />
      ))}
    </section>
  );
}

function OutletTarget({ node, outlet }: { node: JourneyNode; outlet: Outlet }) {
  const { store, catalogue, readOnly } = useEditorContext();
  const document = useEditor((state) => state.history.present);
  const present = document.edges.find((edge) => edge.from === node.id && edge.outlet === outlet.id);
  const targets = document.nodes
    .filter((each) => each.id !== node.id && catalogue.familyOf(each) !== "trigger")
    .map((each) => ({ value: each.id, label: catalogue.titleOf(each), detail: catalogue.summaryOf(each) }));
  const from = { from: node.id, outlet: outlet.id };
  return (
    <Field
      label={outlet.label}
      className="grid grid-cols-[6rem_1fr] items-center gap-2 [&_label]:font-normal"
    >
      <Combobox
        value={present?.to ?? null}
        options={targets}
        clearable
        disabled={readOnly}
        placeholder={outlet.id === "failed" ? "Stops and asks a person" : "Ends here"}
        emptyText="There is no other step yet. Add one from the palette."
        onValueChange={(to) =>
          store
            .getState()
            .edit((before) =>
              to === null ? disconnectOutlet(before, from) : connectNodes(before, { ...from, to }),
            )
        }
      />
    </Field>
  );
}
