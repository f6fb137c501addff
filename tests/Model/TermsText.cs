namespace Evenhand.Tests.Model;

/// <summary>The document that says a combination of terms.</summary>
internal static class TermsText
{
    public static string Of(Terms terms)
    {
        var clauses = new List<string> { Clause("Base", Base(terms)) };
        if (terms.Second != Second.None)
            clauses.Add(
                Clause(
                    "More",
                    $"allowance: {{ of: good, amount: {terms.More} {Unit(terms)}{(
                        terms.Second == Second.OfKeys ? ", per: key" : ""
                    )}{Drawn(terms)} }}"
                )
            );
        if (terms.Fee)
            clauses.Add(
                Clause(
                    "Fee",
                    $"charge: {{ of: good{Taken(terms)}, price: {{ USD: {terms.FeePrice("USD")}, JPY: {terms.FeePrice("JPY")} }}, for: 1 {Billed(terms)}, status: proposed }}"
                )
            );
        clauses.Add(Clause("Party", Party(terms)));
        if (terms.Plans)
            clauses.Add(
                "### Plans\n\n```yaml rule\nnone: definition\nbecause: plans\n```\n\n```yaml plan\n"
                    + $"small: {Plan(terms, "small")}\nlarge: {Plan(terms, "large")}\n```\n"
            );
        return $"{Front(terms)}\n{string.Join("\n", clauses)}";
    }

    private static string Front(Terms terms) =>
        "---\npolicy: t\nversion: 1\neffective: 2025-01-01\ncurrencies: [USD, JPY]\n"
        + (terms.Plans ? "default-plan: small\n" : "")
        + (
            terms.Plans
                ? $"plans-change: {(terms.LargerAtOnce ? "larger at once" : "at once")}\n"
                : ""
        )
        + "---\n";

    private static string Clause(string title, string rule) =>
        $"### {title}\n\n```yaml rule\n{rule}\n```\n";

    private static string Base(Terms terms)
    {
        var amount = terms.Plans ? "from plan included" : $"{terms.Amount("")} {Unit(terms)}";
        var licences =
            terms.Licences == Licences.None
                ? ""
                : $", for-each: licensed, taken: {terms.Licences.ToString().ToLowerInvariant()}";
        var price = terms.Plans
            ? "from plan fee"
            : $"{{ USD: {terms.Price("", "USD")}, JPY: {terms.Price("", "JPY")} }}";
        List<string> rule =
        [
            terms.Good == Good.Flow
                ? "meter: { name: good, of: api.called, per: user, within: cycle }"
                : $"stock: {{ name: good, of: object, {(
                    terms.Taken == Value.Touched ? "counts: things" : "counts: bytes, unit: GB-month"
                )} }}",
            $"allowance: {{ of: good, amount: {amount}{licences}{(terms.PerKey ? ", per: key" : "")}{Drawn(terms)} }}",
            $"charge: {{ of: good, beyond: base{Taken(terms)}, price: {price}, for: {terms.Per} {Billed(terms)}, partial: {(
                terms.Started ? "started" : "pro rata"
            )}, status: due }}",
        ];
        if (terms.Ordered)
            rule.Add($"order: {{ of: good, covers: [{string.Join(", ", Order(terms))}] }}");
        if (terms.Notifies)
            rule.Add("notify: { of: base, at: [50 %, 100 %], then-every: 50 % }");
        if (terms.Pays)
            rule.Add("wallet: { of: api.called, draws: cost, less: base }");
        return string.Join("\n", rule);
    }

    private static IEnumerable<string> Order(Terms terms)
    {
        if (terms.Second == Second.None)
            return ["party", "base"];
        return terms is { Closes: true, PerKey: false, Second: Second.OfKeys }
            ? ["party", "more", "base"]
            : ["party", "base", "more"];
    }

    private static string Party(Terms terms) =>
        $"state: {{ name: party, opens: party.began, closes: party.ended{(
            terms.Lasts == 0 ? "" : $", lasts: {terms.Lasts} days"
        )} }}"
        + terms.Free switch
        {
            FreeBy.State => "\nfree: { of: good, while: party }",
            FreeBy.Acts => "\nfree: { of: good, acts: { api.called: { kind: cheap } } }",
            _ => "",
        };

    private static string Plan(Terms terms, string plan) =>
        $"{{ included: {terms.Amount(plan)} {Unit(terms)}, fee: {{ USD: {terms.Price(plan, "USD")}, JPY: {terms.Price(plan, "JPY")} }} }}";

    private static string Drawn(Terms terms) =>
        terms.Drawn switch
        {
            Draw.AtClose => ", drawn: at close",
            Draw.InOrder => ", drawn: in order",
            Draw.WholeCycle => ", drawn: whole cycle",
            _ => "",
        };

    private static string Taken(Terms terms) =>
        terms.Good == Good.Flow ? "" : $", taken: {terms.Taken.ToString().ToLowerInvariant()}";

    private static string Unit(Terms terms) =>
        terms.Good == Good.Flow ? "calls"
        : terms.Taken == Value.Touched ? ""
        : "GB";

    private static string Billed(Terms terms) =>
        terms.Good == Good.Flow ? "call"
        : terms.Taken == Value.Touched ? ""
        : "GB-month";
}
