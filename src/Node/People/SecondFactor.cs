using System.Collections.Immutable;

namespace Evenhand.Node.People;

/// <summary>What a person shows beside a password or a link: codes of an app (RFC 6238), or one of the codes for when it is lost.</summary>
/// <param name="Seal">What the codes are made of, sealed by the server's key ring.</param>
/// <param name="LastStep">The span of 30 s of the last code that was shown: that one, and those before it, are over.</param>
/// <param name="Recovery">Hashes of the recovery codes that are left.</param>
public sealed record SecondFactor(string Seal, long LastStep, ImmutableArray<string> Recovery);
