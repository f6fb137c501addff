using System.Runtime.InteropServices;
using Evenhand.Core.Codes;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Bodies;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Notation;

namespace Evenhand.Node.Ingest;

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

    /// <summary>The act that it is, to be tried before it is taken in; null for events.</summary>
    public ActAttempt? Attempt { get; init; }

    /// <summary>The bytes that its one event says were stored, and that are written down with it; null for none.</summary>
    public BytesAttempt? Bytes { get; init; }

    /// <summary>A type that passed only because the sender's key is old; null where there is none.</summary>
    public ushort? Beyond { get; init; }

    /// <summary>What is odd about elements that are events all the same.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];
}

/// <summary>Reads bodies of events. One for each thread at work.</summary>
internal sealed class BodyParser(Catalogue catalogue, ParsedNames names, long seed)
{
    private static readonly Fault NotStored = Fault.Told(
        Code.GateOnly,
        "gate.asked is for the gate: POST /v1/gate"
    );

    /// <summary>Clocks differ a little; whoever is an hour ahead has mistaken a zone or a year.</summary>
    private static readonly TimeSpan FarAhead = TimeSpan.FromHours(1);

    private static readonly Fault Ahead = Fault.Told(
        Code.FarAhead,
        "its time is more than an hour ahead of the server's; it counts when that comes"
    );

    private readonly Remarks remarks = new(catalogue);
    private readonly SameIds sameIds = new();
    private EventParser? parser;
    private readonly RecordWriter writer = new();
    private Sender sender = Sender.Itself;
    private ushort? beyond;
    private int firstAccount;
    private bool isOfSeveral;
    private Moment latest;

    /// <summary>The names that it gives numbers to.</summary>
    public ParsedNames Names => names;

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="format">How the events are laid out.</param>
    /// <param name="most">How many elements at most.</param>
    /// <param name="by">Who sends them.</param>
    /// <exception cref="RequestException">Nothing could be read, or there are too many elements.</exception>
    /// <param name="now">The present.</param>
    /// <param name="timeIfNone">The time of events that have none; null where each needs its own.</param>
    public EventBatch Parse(
        ReadOnlySpan<byte> body,
        BodyFormat format,
        int most,
        Sender by,
        Moment now,
        Moment? timeIfNone = null
    )
    {
        Parser.TimeIfNone = timeIfNone;
        remarks.BeginBody();
        (firstAccount, isOfSeveral, latest) = (0, false, now + FarAhead);
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
                    $"more than {Counted.Of(most, "event")} in one body; send several"
                );
            if (FaultOf(element, index) is { } fault)
                rejected.Add(new RejectedElement(index, fault));
        }
        if (splitter.Fault is { } broken)
            throw new RequestException(Code.Malformed, broken);
        if (index == 0 && format == BodyFormat.Lines)
            throw new RequestException(Code.Malformed, "the body is empty");
        var warnings = remarks.Take();
        if (isOfSeveral)
            sameIds.Tell(writer.From(0), index - rejected.Count, warnings);
        return new EventBatch(writer.Take(), index - rejected.Count, names, rejected)
        {
            Warnings = warnings,
            Sender = sender,
            Beyond = beyond,
        };
    }

    private Fault? FaultOf(ReadOnlySpan<byte> element, int index)
    {
        var start = writer.Length;
        remarks.Begin(index);
        if (!Parser.TryParse(element, 0, index, writer, out var fault))
        {
            remarks.TakeBack();
            return fault;
        }
        var head = MemoryMarshal.Read<RecordHead>(writer.From(start));
        fault = head.Type == (int)BuiltIns.Kind.Asked ? NotStored : Refusal(start, head);
        fault ??= Mistyped(head);
        if (fault is not null)
        {
            remarks.TakeBack();
            writer.Truncate(start);
            return fault;
        }
        if (head.Time > latest)
            remarks.Note(Ahead);
        firstAccount = firstAccount == 0 ? head.Account : firstAccount;
        isOfSeveral |= head.Account != firstAccount;
        return null;
    }

    /// <summary>
    /// Why a built-in event can have no effect, or not the one that was meant. Whoever sends one is a person or a program
    /// of the operator's, and a word that nobody knows is a mistake.
    /// </summary>
    private Fault? Mistyped(in RecordHead head)
    {
        if (head.Type > (int)BuiltIns.Kind.Asked)
            return null;
        return remarks.Refusal
            ?? (
                head.Type == (int)BuiltIns.Kind.Rates
                    ? null
                    : Core.Replaying.Admission.OfBuiltIn(catalogue.Types[head.Type], head)
            );
    }

    private EventParser Parser =>
        parser ??= new EventParser(catalogue, names.Accounts, names.Sources, seed, remarks);

    /// <summary>
    /// Why its sender may not send what was written last; null where it may. It is asked before anything else is
    /// looked at, so that the answer tells nothing of what is stored.
    /// </summary>
    private Fault? Refusal(int start, in RecordHead head)
    {
        var why = sender.Refusal(head.Type);
        if (
            why is null
            && sender.Account is { } own
            && names.Accounts.Text(head.Account) != own.Text
        )
            why = "the key speaks for its own account alone";
        if (why is null && !sender.Acts && sender.Key is not null)
            why = OfActs(start, head);
        if (
            why is null
            && head.Type == (int)BuiltIns.Kind.Voided
            && !sender.Acts
            && !Matters.Narrow(writer, start, sender.Reach)
        )
            why = "the key may not take back what this void is of";
        if (why is not null)
            return Fault.Told(Code.Role, why);
        if (sender.IsBeyond(head.Type))
            beyond ??= head.Type;
        return null;
    }

    /// <summary>Why what was written last is an act, or takes one back, and so has a route of its own; null where neither.</summary>
    private string? OfActs(int start, in RecordHead head)
    {
        const uint Answers = 1u << BuiltIns.ExceptionSlot.Request | 1u << BuiltIns.ExceptionSlot.By;
        if (head.Type == (int)BuiltIns.Kind.Exception && ((head.Present | head.Bad) & Answers) != 0)
            return "exception.granted with exception or by has a route of its own";
        return head.Type == (int)BuiltIns.Kind.Voided && ActBook.IsNamedBy(writer.From(start))
            ? "the void of an act has a route of its own"
            : null;
    }
}
