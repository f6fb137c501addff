using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Stored;

/// <summary>Where an account has copies made to, as people set it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = Entries.Word)]
[JsonDerivedType(typeof(CopyTargetSet), "set")]
[JsonDerivedType(typeof(CopyTargetEnded), "ended")]
internal abstract record CopyTargetEntry
{
    /// <summary>The name of the target.</summary>
    public abstract string Name { get; init; }

    /// <summary>When.</summary>
    public abstract Moment At { get; init; }

    /// <summary>The bytes of an entry.</summary>
    public byte[] Written() => StoredJson.Write(this, StoredJson.Default.CopyTargetEntry);

    /// <summary>The entry of a slice.</summary>
    /// <exception cref="Ledger.DamagedLedgerException">The bytes are no such entry.</exception>
    public static CopyTargetEntry Read(ReadOnlyMemory<byte> bytes) =>
        StoredJson.Read(bytes, StoredJson.Default.CopyTargetEntry);
}

/// <summary>A target was set, in the place of what was under its name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind, as events have it.</param>
/// <param name="Settings">What is said of it, but for secrets.</param>
/// <param name="Sealed">The secrets, which only keys can open that lie outside the ledger.</param>
/// <param name="At">When.</param>
/// <param name="By">Who set it.</param>
internal sealed record CopyTargetSet(
    string Name,
    string Kind,
    ImmutableSortedDictionary<string, string> Settings,
    string Sealed,
    Moment At,
    Doer By
) : CopyTargetEntry
{
    /// <summary>Whether another is this one, and not what was set in its place, also where the account left memory meanwhile.</summary>
    public bool IsStill(CopyTargetSet? other) => other?.Sealed == Sealed;
}

/// <summary>A target was taken away, and with it how it is entered.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">When.</param>
/// <param name="By">Who took it away.</param>
internal sealed record CopyTargetEnded(string Name, Moment At, Doer By) : CopyTargetEntry;
