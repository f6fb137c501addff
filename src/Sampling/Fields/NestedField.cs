namespace Evenhand.Sampling.Fields;

/// <summary>An object of further fields, whose values stand behind those of the event's own.</summary>
internal sealed class NestedField(string name, Field[] inner, int firstSlot) : Field(name)
{
    public override bool ChangesPool => inner.Any(drawn => drawn.ChangesPool);

    public override long Draw(ref Draft draft)
    {
        for (var i = 0; i < inner.Length; i++)
        {
            draft.Values[firstSlot + i] = inner[i].Draw(ref draft);
            if (draft.Values[firstSlot + i] == Impossible)
                return Impossible;
        }
        return 0;
    }

    public override void Write(long value, in Draft draft, Utf8Lines lines) =>
        WriteObject(inner, draft.Values[firstSlot..], draft, lines);

    /// <summary>Writes the fields that are present as one JSON object.</summary>
    public static void WriteObject(
        Field[] fields,
        ReadOnlySpan<long> values,
        in Draft draft,
        Utf8Lines lines
    )
    {
        lines.Add((byte)'{');
        var skip = 1;
        for (var i = 0; i < fields.Length; i++)
        {
            if (values[i] == Absent)
                continue;
            lines.Add(fields[i].Label.AsSpan(skip));
            fields[i].Write(values[i], draft, lines);
            skip = 0;
        }
        lines.Add((byte)'}');
    }
}
