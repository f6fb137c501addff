namespace Evenhand.Cli.Starting;

/// <summary>The files that a product begins with.</summary>
internal static class Beginning
{
    /// <summary>Each file with its text.</summary>
    /// <param name="name">The name of the product.</param>
    public static IEnumerable<(string File, string Text)> Of(string name) =>
        [
            ("policies/catalogue.yaml", Catalogue),
            ($"policies/{name}.md", Policy.Replace("NAME", name, StringComparison.Ordinal)),
            ("events.ndjson", Events.Replace("NAME", name, StringComparison.Ordinal)),
            (".gitignore", "evenhand-data/\n"),
        ];

    /// <summary>What to do next, a command a line.</summary>
    /// <param name="name">The name of the product.</param>
    public static IEnumerable<string> Next(string name) =>
        [
            $"cd {name}",
            $"evenhand policy check policies/{name}.md --mutate",
            "evenhand replay events.ndjson",
            $"evenhand policy publish policies/{name}.md --out site",
            "evenhand serve",
        ];

    private const string Catalogue = """
        # What your product reports. What every account has (account.opened, seats.set, plan.set, …) is built in.

        units:
          page: pages

        events:
          document.printed:
            fields:
              pages: page
              paper: { one of: [plain, photo], default: plain }
              user: text
            needs: [pages]
            counts: pages

        """;

    private const string Policy = """
        ---
        policy: NAME
        version: 1
        effective: 2026-01-01
        contact: fair-use@NAME.example
        currencies: [EUR]
        notice: { adverse: 30 days, editorial: none }
        silence: no charge
        ---

        # Fair use of NAME

        This page says what is included, what more of it costs, and when we would rather talk.

        ## Printing

        ### Pages

        Every licence brings [500 pages](#pages "allowance.amount") a month, shared by all. Beyond them
        [100 pages](#pages "charge.for") cost [€2.50](#pages "charge.price.EUR").

        ```yaml rule
        meter: { of: document.printed, within: cycle, unit: page }
        allowance: { amount: 500 pages, for-each: licensed }
        charge: { beyond: pages, price: { EUR: 2.50 }, for: 100 pages, partial: pro rata, status: due }
        ```

        ```yaml example
        - say: A full licence and a restricted one bring 1,000 pages; 250 more cost €6.25.
          account: { licensed: 1, restricted: 1 }
          events:
            - { document.printed: { pages: 1250 } }
          lines:
            - { quantity: 1250, included: 1000, billable: 250, amount: 6.25, status: due }
        ```

        ### A day's pages

        Nobody needs more than [5,000 pages](#a-days-pages "limit.amount") a day; we ask you to wait until tomorrow.

        ```yaml rule
        meter: { of: document.printed, within: day, unit: page }
        limit: { amount: 5000 pages, gate: deny }
        ```

        ```yaml example
        - say: After the last page of a day the next is turned away, until midnight where the customer is.
          account: { zone: Europe/Berlin }
          events:
            - { document.printed: { pages: 4999 }, at: 2026-01-05 23:00 }
            - { ask: document.printed, with: { pages: 1 }, answer: allow }
            - { ask: document.printed, with: { pages: 2 }, answer: deny, cites: [a-days-pages] }
            - { ask: document.printed, with: { pages: 2 }, at: 2026-01-06 00:30, answer: allow }
        ```

        """;

    private const string Events = """
        {"specversion":"1.0","id":"1","source":"NAME","type":"account.opened","time":"2026-01-01T00:00:00Z","subject":"acme","data":{"policy":"NAME","currency":"EUR","time_zone":"Europe/Berlin"}}
        {"specversion":"1.0","id":"2","source":"NAME","type":"seats.set","time":"2026-01-01T00:00:00Z","subject":"acme","data":{"licensed":2}}
        {"specversion":"1.0","id":"3","source":"NAME","type":"document.printed","time":"2026-01-12T09:30:00Z","subject":"acme","data":{"pages":1200,"user":"ann"}}
        {"specversion":"1.0","id":"4","source":"NAME","type":"gate.asked","time":"2026-01-12T10:00:00Z","subject":"acme","data":{"act":"document.printed","with":{"pages":4000}}}
        {"specversion":"1.0","id":"5","source":"NAME","type":"document.printed","time":"2026-02-02T08:00:00Z","subject":"acme","data":{"pages":40,"user":"ben"}}

        """;
}
