using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Stored;

/// <summary>What the ledger keeps of a person: that it was added, changed, or ends.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = Entries.Word)]
[JsonDerivedType(typeof(PersonAdded), "added")]
[JsonDerivedType(typeof(PersonChanged), "changed")]
[JsonDerivedType(typeof(PersonEnded), "ended")]
internal abstract record PersonEntry
{
    /// <summary>The person.</summary>
    public abstract string Id { get; init; }

    /// <summary>Who did that; null where nobody is named.</summary>
    public abstract Doer? By { get; init; }

    /// <summary>The word of the trail.</summary>
    public abstract string Word();

    /// <summary>The entry of a slice.</summary>
    /// <exception cref="Ledger.DamagedLedgerException">The bytes are no such entry.</exception>
    public static PersonEntry Read(ReadOnlyMemory<byte> bytes) =>
        StoredJson.Read(
            bytes,
            static (ref reader) =>
                Entries.SaysItsKind(reader)
                    ? Entries.Read(ref reader, StoredJson.Default.PersonEntry).Whole()
                    : throw new JsonException("a person's entry says its kind")
        );

    /// <summary>The bytes of an entry.</summary>
    public byte[] Written() => StoredJson.Write(this, StoredJson.Default.PersonEntry);

    /// <summary>What the trail says beside the id; null for nothing.</summary>
    public abstract string? InWords();

    /// <summary>The entry, where nothing of it is missing.</summary>
    protected abstract PersonEntry Whole();
}

/// <summary>A person was added.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Email">Where it is written to, or empty.</param>
/// <param name="Roles">All that it may do.</param>
/// <param name="From">From when on; null for the instant at which this is stored.</param>
/// <param name="Until">Before when; null while that is not said.</param>
/// <param name="By">Who added it.</param>
internal sealed record PersonAdded(
    string Id,
    string Name,
    string Email,
    ImmutableArray<Role> Roles,
    Moment? From,
    Moment? Until,
    Doer? By
) : PersonEntry
{
    /// <inheritdoc/>
    public override string Word() => "person.added";

    /// <inheritdoc/>
    public override string InWords() => $"{Name}: {RoleSet.Of(Roles)}";

    /// <summary>The person, who was added at an instant.</summary>
    public Person At(Moment instant) =>
        new(Id, Name, Email, RoleSet.Of(Roles), From ?? instant, Until);

    /// <inheritdoc/>
    protected override PersonEntry Whole() =>
        Entries.Whole(Roles).IsEmpty ? throw new JsonException("a person has a role") : this;
}

/// <summary>A person was changed; what is null stays as it was.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">What people call it now.</param>
/// <param name="Email">Where it is written to now.</param>
/// <param name="Roles">All that it may do now.</param>
/// <param name="Until">Before when it acts now.</param>
/// <param name="By">Who changed it.</param>
internal sealed record PersonChanged(
    string Id,
    string? Name,
    string? Email,
    ImmutableArray<Role>? Roles,
    Moment? Until,
    Doer? By
) : PersonEntry
{
    /// <inheritdoc/>
    public override string Word() => "person.changed";

    /// <inheritdoc/>
    public override string? InWords()
    {
        var told = new[]
        {
            Name,
            Email,
            Roles is { } roles ? RoleSet.Of(roles).ToString() : null,
            Until is { } end ? $"until {end.Instant}" : null,
        };
        return string.Join("; ", told.OfType<string>());
    }

    /// <summary>A person as changed.</summary>
    public Person Of(Person before) =>
        before with
        {
            Name = Name ?? before.Name,
            Email = Email ?? before.Email,
            Roles = Roles is { } roles ? RoleSet.Of(roles) : before.Roles,
            Until = Until ?? before.Until,
        };

    /// <inheritdoc/>
    protected override PersonEntry Whole() =>
        Roles is { IsEmpty: true } ? throw new JsonException("a person has a role") : this;
}

/// <summary>A person ends: its keys do nothing any more.</summary>
/// <param name="Id">The person.</param>
/// <param name="At">From when on; null for the instant at which this is stored.</param>
/// <param name="By">Who ended it.</param>
internal sealed record PersonEnded(string Id, Moment? At, Doer? By) : PersonEntry
{
    /// <inheritdoc/>
    public override string Word() => "person.ended";

    /// <inheritdoc/>
    public override string? InWords() => null;

    /// <inheritdoc/>
    protected override PersonEntry Whole() => this;
}
