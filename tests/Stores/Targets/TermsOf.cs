using System.Collections.Immutable;
using Evenhand.Network;
using Evenhand.Stores.Targets;
using Shouldly;

namespace Evenhand.Tests.Stores.Targets;

/// <summary>Terms of a target, as somebody would say them.</summary>
internal static class TermsOf
{
    /// <summary>Of pairs: settings, and secrets, whose names end in an exclamation mark; a null is not said. Its kind objects to nothing.</summary>
    public static TargetTerms Kind(TargetKind kind, params (string Name, string? Value)[] said)
    {
        var terms = Unchecked(said);
        TermCheck.Objections(kind, terms, new Outward(allowsPrivate: true)).ShouldBeEmpty();
        return terms;
    }

    /// <summary>The same, whatever its kind objects to.</summary>
    public static TargetTerms Unchecked(params (string Name, string? Value)[] said) =>
        new(
            said.Where(each => each.Value is not null && each.Name[^1] != '!')
                .ToImmutableSortedDictionary(each => each.Name, each => each.Value!),
            said.Where(each => each.Value is not null && each.Name[^1] == '!')
                .ToImmutableSortedDictionary(each => each.Name[..^1], each => each.Value!)
        );
}
