using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Stored;

/// <summary>What the ledger keeps of a key: that it was made, or that it ends.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = Entries.Word)]
[JsonDerivedType(typeof(KeyMade), "made")]
[JsonDerivedType(typeof(KeyEnded), "ended")]
internal abstract record KeyEntry
{
    /// <summary>The key.</summary>
    public abstract string Id { get; init; }

    /// <summary>All that it may do.</summary>
    public abstract ImmutableArray<Role> Roles { get; init; }

    /// <summary>Whether it is of the time when a key had one role that reached further.</summary>
    public abstract bool Old { get; init; }

    /// <summary>The account that it belongs to, or empty.</summary>
    public abstract string Account { get; init; }

    /// <summary>What it is for.</summary>
    public abstract string Name { get; init; }

    /// <summary>Who made or ended it; null where that was not kept yet.</summary>
    public abstract Doer? By { get; init; }

    /// <summary>The entry of a slice, also of one that was written before there were two kinds.</summary>
    /// <exception cref="Ledger.DamagedLedgerException">The bytes are no such entry.</exception>
    public static KeyEntry Read(ReadOnlyMemory<byte> bytes) =>
        StoredJson.Read(
            bytes,
            static (ref reader) =>
                Entries.SaysItsKind(reader)
                    ? Entries.Read(ref reader, StoredJson.Default.KeyEntry).Whole()
                    : Entries.Read(ref reader, StoredJson.Default.KeyV1).ToEntry()
        );

    /// <summary>The bytes of an entry.</summary>
    public byte[] Written() => StoredJson.Write(this, StoredJson.Default.KeyEntry);

    private KeyEntry Whole() =>
        Entries.Whole(Roles).IsEmpty ? throw new JsonException("a key has a role") : this;
}

/// <summary>A key was made.</summary>
/// <param name="Id">The key.</param>
/// <param name="Hash">SHA-256 of the key's text, hexadecimal.</param>
/// <param name="Roles">All that it may do.</param>
/// <param name="Old">Whether it is of the time when a key had one role that reached further.</param>
/// <param name="Account">The account that it belongs to, or empty.</param>
/// <param name="Name">What it is for.</param>
/// <param name="By">Who made it; null where that was not kept yet.</param>
/// <param name="Person">The id of the person that it belongs to; null for none.</param>
internal sealed record KeyMade(
    string Id,
    string Hash,
    ImmutableArray<Role> Roles,
    bool Old,
    string Account,
    string Name,
    Doer? By,
    string? Person = null
) : KeyEntry
{
    /// <summary>The key, which was made at an instant.</summary>
    public Key At(Moment instant) =>
        new(Id, RoleSet.Of(Roles), new AccountId(Account), Name, instant, null)
        {
            IsOld = Old,
            Person = Person ?? "",
        };

    /// <summary>It ends, as far as is known by whoever made it.</summary>
    public KeyEnded End(Moment? at) => new(Id, at, Roles, Old, Account, Name, By);
}

/// <summary>A key ends.</summary>
/// <param name="Id">The key.</param>
/// <param name="At">From when on it does not work; null for the instant at which this is stored.</param>
/// <param name="Roles">All that it could do.</param>
/// <param name="Old">Whether it is of the time when a key had one role that reached further.</param>
/// <param name="Account">The account that it belongs to, or empty.</param>
/// <param name="Name">What it was for.</param>
/// <param name="By">Who ended it; null where that was not kept yet.</param>
internal sealed record KeyEnded(
    string Id,
    Moment? At,
    ImmutableArray<Role> Roles,
    bool Old,
    string Account,
    string Name,
    Doer? By
) : KeyEntry;
