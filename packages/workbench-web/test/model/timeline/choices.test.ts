import { describe, expect, it } from "vitest";
import {
  ALL_CHOICES,
  NO_NARROWING,
  narrowings,
  type TimelineChoices,
  toFilter,
  toFindFilter,
  withoutNarrowing,
} from "../../../src/model/timeline/choices.js";

describe("what a person chose", () => {
  it("asks for everything where nothing was chosen", () => {
    expect(toFilter(ALL_CHOICES, undefined)).toEqual({});
    expect(toFilter(ALL_CHOICES, ["a"])).toEqual({ connectionIds: ["a"] });
  });

  it("becomes a filter with what narrows it down", () => {
    const choices = {
      ...ALL_CHOICES,
      sent: false,
      protocolLayer: true,
      kinds: ["event"] as const,
      mutedEvents: ["tick"],
      listenedEvents: [],
      connections: ["b"],
      minSize: 0,
      marked: true,
    };
    expect(toFilter(choices, ["a"])).toEqual({
      connectionIds: ["b"],
      directions: ["none", "received"],
      protocolLayer: true,
      kinds: ["event"],
      mutedEvents: ["tick"],
      listenedEvents: [],
      minSize: 0,
      marked: true,
    });
  });

  it("searches by leaving out, or by going from match to match", () => {
    const searching = { ...ALL_CHOICES, search: "x" };
    expect(toFilter(searching, undefined)).toEqual({ search: "x" });
    expect(toFindFilter(searching, undefined)).toBeUndefined();
    const finding = { ...searching, onlyMatches: false };
    expect(toFilter(finding, undefined)).toEqual({});
    expect(toFindFilter(finding, undefined)).toEqual({ search: "x" });
  });

  it("names each narrowing, and takes any of them back", () => {
    const choices = {
      ...ALL_CHOICES,
      kinds: ["ack", "event"] as const,
      events: ["join"],
      mutedEvents: ["tick"],
      namespaces: ["/a"],
      connections: ["alice"],
      minSize: 1,
      maxSize: 9,
      marked: true,
    };
    const all = narrowings(choices);
    expect(all).toHaveLength(9);
    let left: TimelineChoices = choices;
    for (const one of all) left = { ...left, ...withoutNarrowing(left, one) };
    expect(left).toEqual(ALL_CHOICES);
    expect({ ...choices, ...NO_NARROWING }).toEqual(ALL_CHOICES);
  });
});
