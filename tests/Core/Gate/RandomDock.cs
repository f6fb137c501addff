using Evenhand.Core.Policy;
using Evenhand.Tests.Policies.Harbour;
using NodaTime;

namespace Evenhand.Tests.Core.Gate;

/// <summary>A random policy of the harbour, of every kind of clause that an act may meet, and random acts under it.</summary>
internal sealed class RandomDock
{
    private static readonly string[] Kinds =
    [
        "meter: { of: letter.sent, KEY within: WINDOW }\nlimit: { amount: N letters, PASSED, gate: GATE, opens: case }",
        "meter: { of: [letter.sent, { letter.sent: { kind: bulk } }], KEY within: WINDOW }\nlimit: { amount: N letters, PASSED, gate: GATE }",
        "meter: { of: letter.sent, within: WINDOW, when: talking }\nlimit: { amount: N letters, PASSED, gate: GATE }",
        "meter: { of: crate.fetched, where: { place: shed }, within: WINDOW, unit: signal }\nlimit: { amount: N signals, PASSED, gate: GATE }",
        "stock: { of: crate, counts: bytes, where: { kind: fish } }\nweigh: { where: { place: yard }, as: 15 % }\nlimit: { amount: N bytes, PASSED, gate: GATE }",
        "balance: { adds: contact.agreed, takes: contact.refused, KEYED }\nlimit: { amount: N letters, PASSED, gate: GATE }",
        "bucket: { of: [letter.sent, { crate.fetched: { place: yard } }], rate: 0.5, holds: N seconds, gate: GATE }",
        "concurrency: { of: [letter.sent, { crane.used: { kind: heavy } }], amount: N }",
        "act: { of: crane.used, at-most: { duration: N seconds }, gate: GATE }",
        "act: { of: crate.stored, fits: { fields: [width, height], within: [4 boxes, 2 boxes] }, gate: GATE }",
        "ratio: { of: letter.returned, to: letter.sent, within: WINDOW, judged-at: signal.given }\nlimit: { amount: 40 %, PASSED, at-least: N letters, gate: GATE }",
        "gate: { deny: letter.sent, where: { kind: bulk }, when: talking }",
    ];

    private static readonly string[] Acts =
    [
        "letter.sent",
        "letter.sent",
        "letter.received",
        "letter.returned",
        "contact.agreed",
        "contact.refused",
        "crate.stored",
        "crate.moved",
        "crate.removed",
        "crate.fetched",
        "crane.used",
        "crane.used",
        "signal.given",
    ];

    private readonly Random random;
    private Instant now = Story.Instant("2026-01-20");

    public RandomDock(int seed)
    {
        random = new Random(seed);
        Text = Document();
        Denying = DenyingOf(HarbourFiles.Compiled(Text)).ToHashSet();
    }

    /// <summary>The document.</summary>
    public string Text { get; }

    /// <summary>The clauses whose figures deny.</summary>
    public IReadOnlySet<string> Denying { get; }

    /// <summary>The next act: its type, its data, and a time not before that of the last.</summary>
    public (string Type, string Data, string At) Next()
    {
        now += random.Next(3) == 0 ? Duration.FromHours(random.Next(9)) : Duration.FromSeconds(1);
        var type = Pick(Acts);
        return (type, Data(type), now.ToString());
    }

    private string Document()
    {
        var pool = Pick("POOL", "KEYED");
        var text =
            HarbourFiles.FrontMatter
            + Clause(
                "Talk",
                "state: { name: talking, opens: letter.received, closes: letter.returned, of: contact, lasts: 12 hours }"
            )
            + Clause(
                "Package",
                $"meter: {{ of: crane.used, counts: duration, {(pool == "KEYED" ? "per: sender, " : "")}within: cycle, unit: second }}\nallowance: {{ amount: {random.Next(200)} seconds, {(pool == "KEYED" ? "per: key, " : "")}drawn: in order }}"
            )
            + Clause(
                "Prepaid",
                "wallet: { of: crane.used, draws: cost, less: package, gated: { crane.used: { kind: heavy } } }"
            );
        for (var i = 0; i < 7; i++)
            text += Clause($"Rule {i}", Rule());
        return text;
    }

    private string Rule() =>
        Pick(Kinds)
            .Replace("KEYED", Pick("", "per: contact"))
            .Replace(
                "KEY",
                Pick("", "per: contact,", "distinct: contact,", "per: machine, distinct: contact,")
            )
            .Replace("WINDOW", Pick("day", "utc day", "cycle", "ever", "7 hours"))
            .Replace("PASSED", Pick("passed: above", "passed: reached"))
            .Replace("GATE", Pick("deny", "deny", "warn", "allow"))
            .Replace("N ", $"{random.Next(1, 12)} ")
            .Replace(", }", " }");

    private static string Clause(string title, string rule) =>
        $"### {title}\n```yaml rule\n{rule}\n```\n";

    private string Data(string type) =>
        type switch
        {
            "letter.sent" =>
                $$"""{"contact":"{{Name()}}","machine":"m{{random.Next(2)}}","kind":"{{Pick("single", "bulk")}}"{{Count()}}}""",
            "crate.stored" =>
                $$"""{"crate":"{{Name()}}","kind":"{{Pick("fish", "wood")}}","place":"{{Place()}}","bytes":{{random.Next(6)}},"width":{{random.Next(6)}},"height":{{random.Next(4)}}}""",
            "crate.moved" => $$"""{"crate":"{{Name()}}","place":"{{Place()}}"}""",
            "crate.removed" or "crate.fetched" => $$"""{"crate":"{{Name()}}"}""",
            "crane.used" =>
                $$"""{"duration":{{random.Next(60)}},"cost":"{{random.Next(4)}}.10","sender":"{{Name()}}","kind":"{{Pick("light", "heavy")}}"}""",
            "signal.given" => $$"""{"sender":"{{Name()}}"}""",
            _ => $$"""{"contact":"{{Name()}}"{{Count()}}}""",
        };

    private string Name() => Pick("ana", "ben", "cid");

    private string Place() => Pick("shed", "yard");

    private string Count() => random.Next(3) == 0 ? $",\"count\":{random.Next(4)}" : "";

    private T Pick<T>(params T[] among) => among[random.Next(among.Length)];

    private static IEnumerable<string> DenyingOf(PolicyVersion policy) =>
        policy
            .Limits.Where(limit => limit.Gate == Outcome.Deny)
            .Select(limit => limit.Clause)
            .Concat(
                policy.Buckets.Where(each => each.Gate == Outcome.Deny).Select(each => each.Clause)
            )
            .Concat(
                policy
                    .ActBounds.Where(each => each.Gate == Outcome.Deny)
                    .Select(each => each.Clause)
            )
            .Concat(policy.Concurrencies.Select(each => each.Clause))
            .Append(policy.Wallet!.Clause)
            .Select(clause => policy.Clauses.At(clause).Id.Slug);
}
