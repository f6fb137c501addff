using System.Runtime.InteropServices;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;

namespace Evenhand.Runtime.Serving.Ingest;

/// <summary>The events of one body, parsed, and what was wrong with the others.</summary>
/// <param name="Records">Records one after the other; the line of each is its place in the body.</param>
/// <param name="Count">How many records.</param>
/// <param name="Names">The names that they refer to.</param>
/// <param name="Rejected">Elements that are no events.</param>
internal sealed record EventBatch(
    byte[] Records,
    int Count,
    ParsedNames Names,
    List<RejectedElement> Rejected
);

/// <summary>Reads bodies of events. One for each thread at work.</summary>
internal sealed class BodyParser(Catalogue catalogue, ParsedNames names, long seed)
{
    private static readonly Fault NotStored = new(
        Code.GateOnly,
        "gate.asked is for the gate: POST /v1/gate"
    );

    private readonly EventParser parser = new(catalogue, names.Accounts, names.Sources, seed);
    private readonly RecordWriter writer = new();

    /// <summary>The names that it gives numbers to.</summary>
    public ParsedNames Names => names;

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="format">How the events are laid out.</param>
    /// <param name="most">How many elements at most.</param>
    /// <exception cref="RequestException">Nothing could be read, or there are too many elements.</exception>
    /// <param name="timeIfNone">The time of events that have none, in ticks; null where each needs its own.</param>
    public EventBatch Parse(
        ReadOnlySpan<byte> body,
        BodyFormat format,
        int most,
        long? timeIfNone = null
    )
    {
        parser.TimeIfNone = timeIfNone;
        var rejected = new List<RejectedElement>();
        var splitter = new BodySplitter(body, format);
        var index = 0;
        writer.Truncate(0);
        for (; splitter.Next(out var element); index++)
        {
            if (index == most)
                throw new RequestException(
                    Code.TooLarge,
                    $"more than {most:N0} events in one body; send several"
                );
            if (FaultOf(element, index) is { } fault)
                rejected.Add(new RejectedElement(index, fault.Code, fault.Detail));
        }
        if (splitter.Fault is { } broken)
            throw new RequestException(Code.Malformed, broken);
        if (index == 0 && format == BodyFormat.Lines)
            throw new RequestException(Code.Malformed, "the body is empty");
        return new EventBatch(writer.Take(), index - rejected.Count, names, rejected);
    }

    private Fault? FaultOf(ReadOnlySpan<byte> element, int index)
    {
        var start = writer.Length;
        if (!parser.TryParse(element, 0, index, writer, out var fault))
            return fault;
        if (MemoryMarshal.Read<RecordHead>(writer.From(start)).Type != (int)BuiltIns.Kind.Asked)
            return null;
        writer.Truncate(start);
        return NotStored;
    }
}
