import fc from "fast-check";
import { expect, test } from "vitest";
import { BatchWriter, readBatch } from "../../src/timeline/batch.js";
import type { Entry } from "../../src/timeline/entry.js";

const bytes = fc.uint8Array({ maxLength: 300 });
const text = fc.string({ unit: "grapheme", maxLength: 60 });
const entries = fc.array(
  fc.record(
    {
      kind: fc.constantFrom("message" as const, "event" as const, "ack" as const),
      direction: fc.constantFrom("sent" as const, "received" as const, "none" as const),
      at: fc.integer({ min: 0, max: 4e12 }),
      payload: fc.oneof(bytes, text),
      isText: fc.boolean(),
      opcode: fc.nat(15),
      heads: bytes,
      wire: bytes,
      envelope: text,
      attachments: fc.array(bytes, { maxLength: 4 }),
      answer: fc.oneof(bytes, text),
      event: text,
      namespace: text,
      ackId: fc.nat(),
      pairSeq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    },
    { requiredKeys: ["kind", "direction", "at", "payload", "isText"] },
  ),
  { minLength: 1, maxLength: 20 },
);

const asBuffer = (value: Uint8Array | string | undefined) =>
  value === undefined ? null : Buffer.from(value as string);

test("what is packed is read again, in order and within the size that was asked for", () => {
  fc.assert(
    fc.property(entries, (list: Entry[]) => {
      const room = list.reduce((sum, entry) => sum + BatchWriter.sizeOf(entry), 0);
      const writer = new BatchWriter(new ArrayBuffer(room));
      list.forEach((entry, index) => void writer.add(index + 7, 3, entry));
      expect(writer.used).toBeLessThanOrEqual(room);
      const records = [...readBatch(writer.buffer, writer.used)];
      expect(records.map((record) => record.seq)).toEqual(list.map((_, index) => index + 7));
      for (const [index, record] of records.entries()) {
        const entry = list[index];
        expect(record.timeUs).toBe((entry?.at ?? 0) * 1000);
        expect(record.payload).toEqual(asBuffer(entry?.payload));
        expect(record.heads).toEqual(asBuffer(entry?.heads));
        expect(record.wire).toEqual(asBuffer(entry?.wire));
        expect(record.answer).toEqual(asBuffer(entry?.answer));
        expect(record.envelope).toEqual(asBuffer(entry?.envelope));
        expect(record.event).toEqual(asBuffer(entry?.event));
        expect(record.namespace).toEqual(asBuffer(entry?.namespace));
        expect(record.attachments).toEqual((entry?.attachments ?? []).map(asBuffer));
        expect(record.ackId).toBe(entry?.ackId ?? null);
        expect(record.pairSeq).toBe(entry?.pairSeq ?? null);
        expect(record.isText).toBe(entry?.isText);
      }
    }),
  );
});
