using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Stored;

/// <summary>What the ledger keeps of a key, as it is on disk: that it was made, or that it ends.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = Entries.Word)]
[JsonDerivedType(typeof(KeyMade), "made")]
[JsonDerivedType(typeof(KeyEnded), "ended")]
internal abstract record KeyEntry
{
    /// <summary>The entry of a record.</summary>
    public static KeyEntry Of(KeyRecord key)
    {
        var (roles, old) = (key.Roles ?? [key.Role], key.Roles is null);
        return key.Hash is { } hash
            ? new KeyMade(key.Id, hash, roles, old, key.Account, key.Name, key.By)
            : new KeyEnded(key.Id, key.Revoked, roles, old, key.Account, key.Name, key.By);
    }

    /// <summary>The record of an entry.</summary>
    public abstract KeyRecord ToRecord();

    /// <summary>The record of what both kinds say.</summary>
    protected static KeyRecord Like(
        string id,
        ImmutableArray<Role> roles,
        bool old,
        string account,
        string name,
        Doer? by
    ) =>
        Entries.Whole(roles) is [var first, ..]
            ? new(id, null, first, account, name, null, old ? null : roles, by)
            : throw new JsonException("a key has a role");
}

/// <summary>A key was made.</summary>
/// <param name="Id">The key.</param>
/// <param name="Hash">SHA-256 of the key's text, hexadecimal.</param>
/// <param name="Roles">All that it may do.</param>
/// <param name="Old">Whether it is of the time when a key had one role that reached further.</param>
/// <param name="Account">The account that it belongs to, or empty.</param>
/// <param name="Name">What it is for.</param>
/// <param name="By">Who made it; null where that was not kept yet.</param>
internal sealed record KeyMade(
    string Id,
    string Hash,
    ImmutableArray<Role> Roles,
    bool Old,
    string Account,
    string Name,
    Doer? By
) : KeyEntry
{
    /// <inheritdoc/>
    public override KeyRecord ToRecord() =>
        Like(Id, Roles, Old, Account, Name, By) with
        {
            Hash = Hash,
        };
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
) : KeyEntry
{
    /// <inheritdoc/>
    public override KeyRecord ToRecord() =>
        Like(Id, Roles, Old, Account, Name, By) with
        {
            Revoked = At,
        };
}

/// <summary>Writes entries of keys; reads these, and what was written before there were two kinds.</summary>
internal sealed class KeyForm : JsonConverter<KeyRecord>
{
    /// <inheritdoc/>
    public override KeyRecord Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        Entries.SaysItsKind(reader)
            ? Entries.Read(ref reader, StoredJson.Default.KeyEntry).ToRecord()
            : Entries.Read(ref reader, StoredJson.Default.KeyV1).ToRecord();

    /// <inheritdoc/>
    public override void Write(
        Utf8JsonWriter writer,
        KeyRecord value,
        JsonSerializerOptions options
    ) => JsonSerializer.Serialize(writer, KeyEntry.Of(value), StoredJson.Default.KeyEntry);
}
