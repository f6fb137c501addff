using System.Text.Json;
using System.Text.Json.Serialization;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Stored;

/// <summary>What the ledger keeps of a draft of a policy version.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = Entries.Word)]
[JsonDerivedType(typeof(DraftWritten), "written")]
[JsonDerivedType(typeof(DraftEnded), "ended")]
internal abstract record DraftEntry
{
    /// <summary>The draft.</summary>
    public abstract string Id { get; init; }

    /// <summary>Its policy.</summary>
    public abstract string Policy { get; init; }

    /// <summary>Who did that.</summary>
    public abstract Doer? By { get; init; }

    /// <summary>The word of the trail.</summary>
    public abstract string Word();

    /// <summary>What the trail says beside the id.</summary>
    public abstract string InWords();

    /// <summary>The entry of a slice.</summary>
    /// <exception cref="Ledger.DamagedLedgerException">The bytes are no such entry.</exception>
    public static DraftEntry Read(ReadOnlyMemory<byte> bytes) =>
        StoredJson.Read(
            bytes,
            static (ref reader) =>
                Entries.SaysItsKind(reader)
                    ? Entries.Read(ref reader, StoredJson.Default.DraftEntry)
                    : throw new JsonException("an entry of a draft says its kind")
        );

    /// <summary>The bytes of an entry.</summary>
    public byte[] Written() => StoredJson.Write(this, StoredJson.Default.DraftEntry);
}

/// <summary>A draft is begun, or its text is another.</summary>
/// <param name="Id">The draft.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="Owner">The person whose it is.</param>
/// <param name="From">The version that it began as.</param>
/// <param name="Revision">How often it was written, this time included.</param>
/// <param name="Text">The whole document.</param>
/// <param name="By">Who wrote it.</param>
internal sealed record DraftWritten(
    string Id,
    string Policy,
    string Owner,
    string From,
    int Revision,
    string Text,
    Doer? By
) : DraftEntry
{
    /// <inheritdoc/>
    public override string Word() => Revision == 1 ? "draft.begun" : "draft.written";

    /// <inheritdoc/>
    public override string InWords() => $"{Policy}, from {From}, for the {Revision}. time";
}

/// <summary>A draft is kept no longer.</summary>
/// <param name="Id">The draft.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="As">The version as which it was published; null where it was put away.</param>
/// <param name="By">Who did that.</param>
internal sealed record DraftEnded(string Id, string Policy, string? As, Doer? By) : DraftEntry
{
    /// <inheritdoc/>
    public override string Word() => "draft.ended";

    /// <inheritdoc/>
    public override string InWords() =>
        As is null ? $"{Policy}: put away" : $"{Policy}: published as {As}";
}
