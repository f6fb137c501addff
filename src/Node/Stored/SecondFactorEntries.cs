using System.Collections.Immutable;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Stored;

/// <summary>The person shows codes of an app when signing in, from now on; its other sessions end.</summary>
/// <param name="Id">The person.</param>
/// <param name="Seal">What the codes are made of, sealed by the server's key ring.</param>
/// <param name="Step">The span of 30 s of the code that was shown for it.</param>
/// <param name="Recovery">Hashes of the codes for when the app is lost.</param>
/// <param name="By">Who set it.</param>
internal sealed record SecondFactorSet(
    string Id,
    string Seal,
    long Step,
    ImmutableArray<string> Recovery,
    Doer? By
) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "second-factor.set";
}

/// <summary>The person shows no codes any more; its other sessions end.</summary>
internal sealed record SecondFactorEnded(string Id, Doer? By) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "second-factor.ended";
}

/// <summary>A code was shown; it, and those before it, show nothing any more (RFC 6238, 5.2).</summary>
/// <param name="Id">The person.</param>
/// <param name="Step">Whole spans of 30 s since 1970.</param>
/// <param name="By">The person.</param>
internal sealed record StepUsed(string Id, long Step, Doer? By) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "second-factor.shown";
}

/// <summary>The person has other recovery codes; those before show nothing any more.</summary>
/// <param name="Id">The person.</param>
/// <param name="Recovery">Their hashes.</param>
/// <param name="By">Who made them.</param>
internal sealed record RecoveryCodesMade(string Id, ImmutableArray<string> Recovery, Doer? By)
    : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "recovery-codes.made";
}

/// <summary>A recovery code was shown, and shows nothing any more.</summary>
/// <param name="Id">The person.</param>
/// <param name="Code">Its hash.</param>
/// <param name="By">The person.</param>
internal sealed record RecoveryCodeUsed(string Id, string Code, Doer? By) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "recovery-code.used";
}

/// <summary>Too many codes in a row were none: no code of the person's is looked at until an instant.</summary>
internal sealed record CodesShut(string Id, Moment Until, Doer? By) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "second-factor.shut";

    /// <inheritdoc/>
    public override string? InWords() => $"until {Until.Instant}";
}
