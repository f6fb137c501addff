using System.Text.Json;
using System.Text.Json.Serialization;
using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Stored;

/// <summary>
/// What people say to each other about an account, and the account to them: who sees to a case, notes on it, questions and
/// answers. The fold knows nothing of it.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = Entries.Word)]
[JsonDerivedType(typeof(CaseAssigned), "assigned")]
[JsonDerivedType(typeof(CaseNoted), "noted")]
[JsonDerivedType(typeof(QuestionAsked), "asked")]
[JsonDerivedType(typeof(QuestionAnswered), "answered")]
internal abstract record NotedEntry
{
    /// <summary>Its id, which is unique in the account.</summary>
    public abstract string Id { get; init; }

    /// <summary>When.</summary>
    public abstract Moment At { get; init; }

    /// <summary>Who.</summary>
    public abstract Doer By { get; init; }

    /// <summary>The word of the trail.</summary>
    public abstract string Word();

    /// <summary>What the trail says beside the id.</summary>
    public abstract string InWords();

    /// <summary>Whether another says the same, its time aside.</summary>
    public bool SaysSameAs(NotedEntry other) =>
        With(other.At, other.By) == other && By.Person == other.By.Person;

    /// <summary>The bytes of an entry.</summary>
    public byte[] Written() => StoredJson.Write(this, StoredJson.Default.NotedEntry);

    /// <summary>The entry of a slice.</summary>
    /// <exception cref="Ledger.DamagedLedgerException">The bytes are no such entry.</exception>
    public static NotedEntry Read(ReadOnlyMemory<byte> bytes) =>
        StoredJson.Read(
            bytes,
            static (ref reader) =>
                Entries.SaysItsKind(reader)
                    ? Entries.Read(ref reader, StoredJson.Default.NotedEntry)
                    : throw new JsonException("an entry says its kind")
        );

    /// <summary>Writes or reads one.</summary>
    public static NotedEntry Exchange(StatePort port, NotedEntry? entry) =>
        Entries.Exchange(port, entry, entry?.Written(), Read);

    /// <summary>The same, said at another time by another.</summary>
    protected abstract NotedEntry With(Moment at, Doer by);
}

/// <summary>A case was given to a person to see to, or to nobody.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Case">The case.</param>
/// <param name="Person">The person; null for nobody.</param>
/// <param name="At">When.</param>
/// <param name="By">Who did that.</param>
internal sealed record CaseAssigned(string Id, string Case, string? Person, Moment At, Doer By)
    : NotedEntry
{
    /// <inheritdoc/>
    public override string Word() => "case.assigned";

    /// <inheritdoc/>
    public override string InWords() => $"{Case} to {Person ?? "nobody"}";

    /// <inheritdoc/>
    protected override NotedEntry With(Moment at, Doer by) => this with { At = at, By = by };
}

/// <summary>A person noted something on a case.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Case">The case.</param>
/// <param name="Text">What.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
internal sealed record CaseNoted(string Id, string Case, string Text, Moment At, Doer By)
    : NotedEntry
{
    /// <inheritdoc/>
    public override string Word() => "case.noted";

    /// <inheritdoc/>
    public override string InWords() => Case;

    /// <inheritdoc/>
    protected override NotedEntry With(Moment at, Doer by) => this with { At = at, By = by };
}

/// <summary>The account asked about a line, a decision or a notice, or replied to a notice.</summary>
/// <param name="Id">The question.</param>
/// <param name="Matter">What it is about: <c>line</c>, <c>decision</c> or <c>notice</c>.</param>
/// <param name="Of">Which: of a line its clause, else the id.</param>
/// <param name="Cycle">The first day of a line's cycle; null for the others.</param>
/// <param name="Text">What it asks.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
internal sealed record QuestionAsked(
    string Id,
    string Matter,
    string Of,
    string? Cycle,
    string Text,
    Moment At,
    Doer By
) : NotedEntry
{
    /// <inheritdoc/>
    public override string Word() => "question.asked";

    /// <inheritdoc/>
    public override string InWords() =>
        Cycle is null ? $"{Matter} {Of}" : $"{Matter} {Of} of {Cycle}";

    /// <inheritdoc/>
    protected override NotedEntry With(Moment at, Doer by) => this with { At = at, By = by };
}

/// <summary>A person answered a question.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Question">The question.</param>
/// <param name="Text">What they say.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
internal sealed record QuestionAnswered(string Id, string Question, string Text, Moment At, Doer By)
    : NotedEntry
{
    /// <inheritdoc/>
    public override string Word() => "question.answered";

    /// <inheritdoc/>
    public override string InWords() => Question;

    /// <inheritdoc/>
    protected override NotedEntry With(Moment at, Doer by) => this with { At = at, By = by };
}
