using System.Runtime.InteropServices;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Runtime.Serving.Keys;

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
)
{
    /// <summary>Who sends them.</summary>
    public Sender Sender { get; init; } = Sender.Itself;

    /// <summary>A type that passed only because the sender's key is old; null where there is none.</summary>
    public ushort? Beyond { get; init; }
}

/// <summary>Reads bodies of events. One for each thread at work.</summary>
internal sealed class BodyParser(Catalogue catalogue, ParsedNames names, long seed)
{
    private static readonly Fault NotStored = new(
        Code.GateOnly,
        "gate.asked is for the gate: POST /v1/gate"
    );

    private readonly EventParser parser = new(catalogue, names.Accounts, names.Sources, seed);
    private readonly RecordWriter writer = new();
    private Sender sender = Sender.Itself;
    private ushort? beyond;

    /// <summary>The names that it gives numbers to.</summary>
    public ParsedNames Names => names;

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="format">How the events are laid out.</param>
    /// <param name="most">How many elements at most.</param>
    /// <param name="by">Who sends them.</param>
    /// <exception cref="RequestException">Nothing could be read, or there are too many elements.</exception>
    /// <param name="timeIfNone">The time of events that have none, in ticks; null where each needs its own.</param>
    public EventBatch Parse(
        ReadOnlySpan<byte> body,
        BodyFormat format,
        int most,
        Sender by,
        long? timeIfNone = null
    )
    {
        parser.TimeIfNone = timeIfNone;
        var rejected = new List<RejectedElement>();
        var splitter = new BodySplitter(body, format);
        var index = 0;
        writer.Truncate(0);
        (sender, beyond) = (by, null);
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
        return new EventBatch(writer.Take(), index - rejected.Count, names, rejected)
        {
            Sender = sender,
            Beyond = beyond,
        };
    }

    private Fault? FaultOf(ReadOnlySpan<byte> element, int index)
    {
        var start = writer.Length;
        if (!parser.TryParse(element, 0, index, writer, out var fault))
            return fault;
        var head = MemoryMarshal.Read<RecordHead>(writer.From(start));
        fault = head.Type == (int)BuiltIns.Kind.Asked ? NotStored : Refusal(start, head);
        if (fault is not null)
            writer.Truncate(start);
        return fault;
    }

    /// <summary>
    /// Why its sender may not send what was written last; null where it may. It is asked before anything else is
    /// looked at, so that the answer tells nothing of what is stored.
    /// </summary>
    private Fault? Refusal(int start, in RecordHead head)
    {
        var why = sender.Refusal(head.Type);
        if (why is null && sender.Account is { } own && names.Accounts.Text(head.Account) != own)
            why = "the key speaks for its own account alone";
        if (
            why is null
            && head.Type == (int)BuiltIns.Kind.Voided
            && !Matters.Narrow(writer, start, sender.Reach)
        )
            why = "the key may not take back what this void is of";
        if (why is not null)
            return new Fault(Code.Role, why);
        if (sender.IsBeyond(head.Type))
            beyond ??= head.Type;
        return null;
    }
}
