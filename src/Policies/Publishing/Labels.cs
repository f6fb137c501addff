using System.Collections.Frozen;

namespace Evenhand.Policies.Publishing;

/// <summary>What a value of a rule is, in words for customers instead of its path.</summary>
internal static class Labels
{
    /// <summary>By path without places in lists; a star is any name.</summary>
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["act.at-most.*"] = "at most, by *",
        ["act.fits.within"] = "fits within",
        ["act.starts.with"] = "starts with",
        ["allowance.amount"] = "included",
        ["amend.notice"] = "notice of changes",
        ["bucket.holds"] = "saved up at most",
        ["bucket.rate"] = "a second",
        ["charge.for"] = "the price is for",
        ["charge.price.*"] = "price in *",
        ["concurrency.amount"] = "at once",
        ["convert.blocks.from"] = "in blocks, from",
        ["convert.blocks.size"] = "in blocks of",
        ["convert.costs"] = "costs",
        ["convert.message.several"] = "characters in each of several parts",
        ["convert.message.single"] = "characters in a single part",
        ["convert.message.unicode-several"] = "characters in each of several parts, in Unicode",
        ["convert.message.unicode-single"] = "characters in a single part, in Unicode",
        ["duty.before"] = "before",
        ["end.keeps"] = "kept after the end",
        ["export.within"] = "exported within",
        ["free.places.add-ons.*"] = "places with the add-on *",
        ["hold.for"] = "held for",
        ["judge.floor"] = "looked at from",
        ["judge.typical.at-least"] = "accounts to compare with, at least",
        ["judge.typical.times"] = "times what is typical",
        ["exceptions.answered-within"] = "a request is answered within",
        ["ladder.appeal.decided-within"] = "an appeal is decided within",
        ["ladder.appeal.within"] = "a step may be challenged for",
        ["ladder.falls-back-after"] = "back to good standing after",
        ["ladder.steps.lasts"] = "a step lapses after",
        ["ladder.steps.notice"] = "notice of a step",
        ["limit.amount"] = "limit",
        ["limit.at-least"] = "looked at from",
        ["limit.averaged-over"] = "averaged over",
        ["meter.within"] = "counted within",
        ["notify.at"] = "you are told at",
        ["notify.then-every"] = "and again every",
        ["ratio.within"] = "counted within",
        ["repeat.times"] = "times",
        ["state.lasts"] = "lasts",
        ["vault.retrieval-within"] = "brought back within",
        ["weigh.as"] = "counts as",
    }.ToFrozenDictionary();

    /// <summary>The words of a path, such as <c>charge.price.EUR</c>: “price in EUR”.</summary>
    public static string Of(string path)
    {
        var names = path.Split('.')
            .Where(name => name.Length > 0 && !name.All(char.IsAsciiDigit))
            .ToArray();
        if (names is ["plan", var plan, var term])
            return $"{Wording.Plain(term)} on the plan {plan}";
        if (names is ["plan", var of, var priced, var currency])
            return $"{Wording.Plain(priced)} in {currency} on the plan {of}";
        if (Known.TryGetValue(string.Join('.', names), out var words))
            return words;
        if (names.Length > 1 && Known.TryGetValue($"{string.Join('.', names[..^1])}.*", out words))
            return words.Replace("*", Wording.Plain(names[^1]), StringComparison.Ordinal);
        // The part's own name stands with the clause already; what is said of it says enough.
        return string.Join(", ", (names.Length > 1 ? names[1..] : names).Select(Wording.Plain));
    }
}
