using System.Globalization;
using Evenhand.Network;

namespace Evenhand.Stores.Targets;

/// <summary>Holds what somebody said of a target against what its kind asks for. No value is part of what is objected, for it may be a secret.</summary>
public static class TermCheck
{
    /// <summary>Characters of one term, at most: a key of 16,384 bits in PEM has 12,500.</summary>
    public const int MostCharacters = 16_384;

    /// <summary>All that is wrong with terms, in words for whoever said them.</summary>
    /// <param name="kind">The kind of the target.</param>
    /// <param name="terms">What was said.</param>
    /// <param name="outward">The way on which it would be reached.</param>
    public static IReadOnlyList<string> Objections(
        TargetKind kind,
        TargetTerms terms,
        Outward outward
    )
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(outward);
        string[] wrong =
        [
            .. Unknown(kind, terms.Settings.Keys, isSecret: false),
            .. Unknown(kind, terms.Secrets.Keys, isSecret: true),
            .. kind.Terms.Select(term => Wrong(term, terms, outward)).OfType<string>(),
        ];
        return wrong.Length == 0 && kind.Objection(terms) is { } why ? [why] : wrong;
    }

    private static IEnumerable<string> Unknown(
        TargetKind kind,
        IEnumerable<string> names,
        bool isSecret
    )
    {
        string[] known =
        [
            .. kind.Terms.Where(term => term.IsSecret == isSecret).Select(term => term.Name),
        ];
        var what = isSecret ? "secret" : "setting";
        foreach (var name in names.Except(known))
            yield return kind.Terms.Any(term => term.Name == name)
                ? $"`{name}` is no {what} but a {(isSecret ? "setting" : "secret")}"
                : $"{kind.Name} has no {what} `{name}`; it has {string.Join(", ", known)}";
    }

    private static string? Wrong(TargetTerm term, TargetTerms terms, Outward outward)
    {
        if ((term.IsSecret ? terms.Secret(term.Name) : terms.Setting(term.Name)) is not { } said)
            return term.IsNeeded ? $"`{term.Name}` is missing: {term.Meaning}" : null;
        if (said.Length is 0 or > MostCharacters)
            return $"`{term.Name}` takes 1 to {MostCharacters.ToString("N0", CultureInfo.InvariantCulture)} characters";
        return term.Form switch
        {
            TermForm.Port => IsPort(said) ? null : $"`{term.Name}` takes a number from 1 to 65535",
            TermForm.Address => AddressObjection(term.Name, said, outward),
            TermForm.Word => said.Any(char.IsControl) ? $"`{term.Name}` takes one line" : null,
            _ => null,
        };
    }

    private static bool IsPort(string said) =>
        ushort.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port > 0;

    private static string? AddressObjection(string name, string said, Outward outward)
    {
        if (
            !Uri.TryCreate(said, UriKind.Absolute, out var uri)
            || uri is not { Scheme: "https" or "http", UserInfo: "", Query: "", Fragment: "" }
        )
            return $"`{name}` takes an address such as https://example.com, without a name, a password, a query or a fragment";
        if (uri.Scheme != "https" && !outward.AllowsPrivate)
            return $"`{name}` is reached over https";
        return outward.MayBeAt(uri.Host) ? null : $"`{name}` is to be at a public address";
    }
}
