using System.CommandLine;
using System.Globalization;
using Evenhand.Cli.Reading;
using Evenhand.Client;
using Evenhand.Wire;

namespace Evenhand.Cli.Acts;

/// <summary>What is done with an account's thresholds: <c>evenhand thresholds list</c>, <c>set</c>, <c>add</c>, <c>remove</c>.</summary>
internal static class ThresholdVerbs
{
    private const string Money = "amount";

    public static IEnumerable<Command> All() =>
        [
            List(),
            Verb(
                "set",
                "Set an account's thresholds in the place of all that it has; none takes all away.",
                needed: false,
                (_, given) => given
            ),
            Verb(
                "add",
                "Add thresholds to those that an account has.",
                needed: true,
                (there, given) => [.. there.Where(each => !given.Any(each.IsLike)), .. given]
            ),
            Verb(
                "remove",
                "Take thresholds of an account away.",
                needed: true,
                (there, given) =>
                    given.FirstOrDefault(each => !there.Any(each.IsLike)) is { } missing
                        ? throw new ReadRefusedException(
                            $"there is no threshold {Text(missing)}; there are {string.Join(", ", there.Select(Text))}",
                            ExitStatus.Failed
                        )
                        : [.. there.Where(each => !given.Any(each.IsLike))]
            ),
        ];

    private static Command List()
    {
        var account = ActParts.Account();
        return ServerCall.Verb(
            "list",
            "List an account's thresholds, and what it was told of each in the present cycle.",
            [account],
            async (client, parsed, asJson) =>
                Tell(
                    (await client.Deliveries.ThresholdsAsync(parsed.GetValue(account)!)).Items,
                    asJson
                )
        );
    }

    /// <param name="name">The verb.</param>
    /// <param name="help">What it does.</param>
    /// <param name="needed">Whether one has to be given at least.</param>
    /// <param name="change">Makes the new list of the one that there is and of what is given.</param>
    private static Command Verb(
        string name,
        string help,
        bool needed,
        Func<
            IReadOnlyList<ThresholdItem>,
            IReadOnlyList<ThresholdItem>,
            IReadOnlyList<ThresholdItem>
        > change
    )
    {
        var account = ActParts.Account();
        var given = new Argument<string[]>("THRESHOLD")
        {
            Description =
                $"CLAUSE:PERCENT, such as api-calls:80; or {Money}:MONEY, such as {Money}:250.00.",
            Arity = needed ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
        };
        return ServerCall.Verb(
            name,
            help,
            [account, given],
            async (client, parsed, asJson) =>
                Tell(
                    await SetAsync(
                        client,
                        parsed.GetValue(account)!,
                        [.. parsed.GetValue(given)!.Select(Read)],
                        change
                    ),
                    asJson
                )
        );
    }

    private static async Task<IReadOnlyList<ThresholdItem>> SetAsync(
        EvenhandClient client,
        string account,
        IReadOnlyList<ThresholdItem> given,
        Func<
            IReadOnlyList<ThresholdItem>,
            IReadOnlyList<ThresholdItem>,
            IReadOnlyList<ThresholdItem>
        > change
    )
    {
        var there = (await client.Deliveries.ThresholdsAsync(account)).Items;
        var items = change(there, given).Select(each => each with { Told = null });
        return (await client.Deliveries.SetThresholdsAsync(account, [.. items])).Items;
    }

    private static void Tell(IReadOnlyList<ThresholdItem> items, bool asJson)
    {
        var listing = new Listing(
            new Column("THRESHOLD") { IsLead = true },
            new Column("TOLD IN THIS CYCLE") { IsLead = true }
        );
        foreach (var each in items)
            if (asJson)
                JsonLines.Write(each, WireJson.Wire.ThresholdItem);
            else
                listing.Add(Text(each), Shown.Word(each.Told ?? ThresholdWord.Nothing));
        listing.Write(Screen.Open());
        if (items.Count == 0 && !asJson)
            Console.Error.WriteLine("The account has set none.");
    }

    private static ThresholdItem Read(string text)
    {
        var at = text.LastIndexOf(':');
        var (name, figure) = at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
        if (name == Money && decimal.TryParse(figure, CultureInfo.InvariantCulture, out _))
            return new ThresholdItem { Amount = figure };
        if (
            int.TryParse(figure.TrimEnd('%'), CultureInfo.InvariantCulture, out var percent)
            && name.Length > 0
        )
            return new ThresholdItem { Clause = name, Percent = percent };
        throw new ReadRefusedException(
            $"{text} is no threshold: it is CLAUSE:PERCENT such as api-calls:80, or {Money}:MONEY such as {Money}:250.00"
        );
    }

    private static string Text(ThresholdItem its) =>
        its.Clause is { } clause ? $"{clause}:{its.Percent}" : $"{Money}:{its.Amount}";

    /// <summary>Whether two are of the same, whatever was told of them.</summary>
    private static bool IsLike(this ThresholdItem one, ThresholdItem other) =>
        (one.Clause, one.Percent) == (other.Clause, other.Percent)
        && (one.Amount, other.Amount) switch
        {
            (null, null) => true,
            ({ } a, { } b) => decimal.Parse(a, CultureInfo.InvariantCulture)
                == decimal.Parse(b, CultureInfo.InvariantCulture),
            _ => false,
        };
}
