using Evenhand.Node.Roles;

namespace Evenhand.Node.Stored;

/// <summary>The person is known by what a provider calls it, from now on.</summary>
/// <param name="Id">The person.</param>
/// <param name="Issuer">The provider, as it calls itself.</param>
/// <param name="Subject">Its own name for the person, which never changes.</param>
/// <param name="By">The person.</param>
internal sealed record SubjectLinked(string Id, string Issuer, string Subject, Doer? By)
    : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "subject.linked";

    /// <inheritdoc/>
    public override string? InWords() => $"{Subject} of {Issuer}";
}

/// <summary>The person is known by no provider any more.</summary>
internal sealed record SubjectUnlinked(string Id, Doer? By) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "subject.unlinked";
}
