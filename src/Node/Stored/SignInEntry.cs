using System.Text.Json;
using System.Text.Json.Serialization;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Stored;

/// <summary>
/// What the ledger keeps of how a person signs in. A password stands in it as a slow hash, and no word of the trail has it.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = Entries.Word)]
[JsonDerivedType(typeof(LinkMade), "link-made")]
[JsonDerivedType(typeof(LinkUsed), "link-used")]
[JsonDerivedType(typeof(SignedIn), "signed-in")]
[JsonDerivedType(typeof(PasswordSet), "password-set")]
[JsonDerivedType(typeof(LockedOut), "locked-out")]
[JsonDerivedType(typeof(CodesShut), "codes-shut")]
[JsonDerivedType(typeof(SignedOut), "signed-out")]
[JsonDerivedType(typeof(SessionsEnded), "sessions-ended")]
[JsonDerivedType(typeof(SecondFactorSet), "second-factor-set")]
[JsonDerivedType(typeof(SecondFactorEnded), "second-factor-ended")]
[JsonDerivedType(typeof(StepUsed), "step-used")]
[JsonDerivedType(typeof(RecoveryCodesMade), "recovery-codes-made")]
[JsonDerivedType(typeof(RecoveryCodeUsed), "recovery-code-used")]
[JsonDerivedType(typeof(SubjectLinked), "subject-linked")]
[JsonDerivedType(typeof(SubjectUnlinked), "subject-unlinked")]
[JsonDerivedType(typeof(PasskeyAdded), "passkey-added")]
[JsonDerivedType(typeof(PasskeyUsed), "passkey-used")]
[JsonDerivedType(typeof(PasskeyEnded), "passkey-ended")]
[JsonDerivedType(typeof(SignInForgotten), "forgotten")]
internal abstract record SignInEntry
{
    /// <summary>The person.</summary>
    public abstract string Id { get; init; }

    /// <summary>Who did that; null where it happened by itself.</summary>
    public abstract Doer? By { get; init; }

    /// <summary>The word of the trail.</summary>
    public abstract string Word();

    /// <summary>What the trail says beside the id; null for nothing.</summary>
    public virtual string? InWords() => null;

    /// <summary>The entry of a slice.</summary>
    /// <exception cref="Ledger.DamagedLedgerException">The bytes are no such entry.</exception>
    public static SignInEntry Read(ReadOnlyMemory<byte> bytes) =>
        StoredJson.Read(
            bytes,
            static (ref reader) =>
                Entries.SaysItsKind(reader)
                    ? Entries.Read(ref reader, StoredJson.Default.SignInEntry)
                    : throw new JsonException("an entry of a sign-in says its kind")
        );

    /// <summary>The bytes of an entry.</summary>
    public byte[] Written() => StoredJson.Write(this, StoredJson.Default.SignInEntry);
}

/// <summary>Somebody made a link for the person: whoever opens it acts in the person's name.</summary>
internal sealed record LinkMade(string Id, Doer? By) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "link.made";
}

/// <summary>A link was opened, and opens nothing any more.</summary>
/// <param name="Id">The person.</param>
/// <param name="Link">The id of the link.</param>
/// <param name="By">The person.</param>
internal sealed record LinkUsed(string Id, string Link, Doer? By) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "link.used";
}

/// <summary>A session of the person's began.</summary>
/// <param name="Id">The person.</param>
/// <param name="Way">How the person showed who it is, in words.</param>
/// <param name="By">The person.</param>
internal sealed record SignedIn(string Id, string Way, Doer? By) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "person.signed-in";

    /// <inheritdoc/>
    public override string? InWords() => Way;
}

/// <summary>The person has another password, or its first; its sessions end.</summary>
/// <param name="Id">The person.</param>
/// <param name="Hash">The slow hash of it, as ASP.NET Core Identity writes it.</param>
/// <param name="By">Who set it.</param>
internal sealed record PasswordSet(string Id, string Hash, Doer? By) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "password.set";
}

/// <summary>Nobody signs in as the person by guessing until an instant.</summary>
internal sealed record LockedOut(string Id, Moment Until, Doer? By) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "person.locked-out";

    /// <inheritdoc/>
    public override string? InWords() => $"until {Until.Instant}";
}

/// <summary>The person signed out of a session: no copy of its cookie opens anything any more.</summary>
/// <param name="Id">The person.</param>
/// <param name="Session">The id of the session.</param>
/// <param name="By">The person.</param>
internal sealed record SignedOut(string Id, string Session, Doer? By) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "person.signed-out";
}

/// <summary>All sessions of the person end, and links that were made for it.</summary>
internal sealed record SessionsEnded(string Id, Doer? By) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "sessions.ended";
}

/// <summary>The person has no password and no second factor any more; a link begins anew.</summary>
internal sealed record SignInForgotten(string Id, Doer? By) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "sign-in.forgotten";
}
