"use client";
import { type NodeMap, type Place, placesOf, totalOf } from "#components/canvas/publish/publish-preview.ts";
import { useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { ProblemList } from "#components/ui/problem-list.tsx";
import { RadioGroup } from "#components/ui/radio.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import type { PublishPreview } from "#core/api/journeys.ts";

export type Strategy = "pin" | "migrate" | "drain";

const STRATEGIES: { value: Strategy; label: string; hint: string }[] = [
  {
    value: "pin",
    label: "They finish on their version",
    hint: "The usual choice. Nothing changes for people who are on the way.",
  },
  {
    value: "migrate",
    label: "They move to the new version",
    hint: "Each goes on where it stands, the new way. For mending something that people are in the middle of.",
  },
  {
    value: "drain",
    label: "They finish, and their version runs out",
    hint: "As the first, and the version list shows how many of them are left.",
  },
];

const END = "end";
const TO = "to:";

interface RunsUnderWayProps {
  preview: PublishPreview;
  strategy: Strategy;
  onStrategyChange: (strategy: Strategy) => void;
  nodeMap: NodeMap;
  onNodeMapChange: (nodeMap: NodeMap) => void;
}

/** How many runs stand where, what becomes of them, and where those go whose step is no more. */
export function RunsUnderWay({ preview, strategy, onStrategyChange, ...map }: RunsUnderWayProps) {
  const places = placesOf(preview);
  const asks = strategy === "migrate";
  return (
    <>
      {places.length === 0 ? (
        <p className="mb-3 text-ink-muted">Nobody is on the way right now.</p>
      ) : (
        <ul className="mb-3 flex flex-col divide-y rounded-md border">
          {places.map((place) => (
            <li key={place.nodeId} className="flex flex-col gap-1 px-3 py-1.5">
              <span className="flex justify-between gap-3">
                <span className="truncate">{place.label ?? place.nodeId}</span>
                <span className="tabular-nums">
                  {place.count} {place.count === 1 ? "run" : "runs"}
                </span>
              </span>
              {asks && <PlaceFate place={place} preview={preview} {...map} />}
            </li>
          ))}
        </ul>
      )}
      <RadioGroup
        label="What becomes of runs under way"
        value={strategy}
        onValueChange={(value) =>
          onStrategyChange(STRATEGIES.find((each) => each.value === value)?.value ?? "pin")
        }
        options={STRATEGIES}
      />
      {asks && preview.migrationProblems.length > 0 && (
        <div className="mt-3">
          <h4 className="font-medium text-sm">{totalOf(places)} runs cannot all move yet</h4>
          <ProblemList problems={preview.migrationProblems} />
        </div>
      )}
    </>
  );
}

interface PlaceFateProps extends Pick<RunsUnderWayProps, "nodeMap" | "onNodeMapChange" | "preview"> {
  place: Place;
}

/** A line for a step that is still there; a question for one that is not, or that has been answered. */
function PlaceFate({ place, preview, nodeMap, onNodeMapChange }: PlaceFateProps) {
  const { catalogue } = useEditorContext();
  const nodes = useEditor((state) => state.history.present.nodes);
  const { nodeId, fate, changed } = place;
  const isMapped = Object.hasOwn(nodeMap, nodeId);
  if (fate === "keep" && !isMapped) {
    return (
      <span className="text-ink-faint text-xs">
        {changed ? "Stay there; the step has other settings now" : "Stay there"}
      </span>
    );
  }
  const target = nodeMap[nodeId];
  const options: SelectOption[] = [
    ...preview.targets.map(({ nodeId: id, label }) => {
      const node = nodes.find((each) => each.id === id);
      return { value: `${TO}${id}`, label: label ?? (node ? `${catalogue.titleOf(node)} (${id})` : id) };
    }),
    { value: END, label: "End their runs" },
  ];
  const choose = (value: string) =>
    onNodeMapChange({ ...nodeMap, [nodeId]: value === END ? null : value.slice(TO.length) });
  return (
    <Select
      label={`Where runs at ${place.label ?? nodeId} go`}
      placeholder="Where do they go?"
      value={!isMapped ? "" : target === null ? END : `${TO}${target}`}
      onValueChange={choose}
      options={options}
    />
  );
}
