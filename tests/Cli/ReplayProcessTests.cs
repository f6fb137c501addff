using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

/// <summary><c>evenhand replay</c> as its users run it: files, pipes, exit status, and what goes where.</summary>
public sealed class ReplayProcessTests : ReplayProcess
{
    [Fact]
    public void Events_become_decisions_statements_and_wallets()
    {
        evenhand.Write("events.ndjson", Lines(Opened, Called, Asked));

        var ran = Replay("events.ndjson");

        ran.Status.ShouldBe(0);
        ran.Errors.ShouldBeEmpty();
        Kinds(ran).ShouldBe(["statement", "decision", "wallet"]);
        ran.Output.ShouldContain("\"quantity\":\"7\"");
    }

    [Fact]
    public void A_bad_line_is_named_by_file_and_line_and_the_rest_goes_on()
    {
        evenhand.Write("one.ndjson", $"\uFEFF{Opened}\r\n\r\n  \t\r\nnonsense\r\n{Called}");
        evenhand.Write("two.ndjson", $"\n{Called.Replace(":7", ":8")}\n{{}}\n{Asked}");

        var ran = Replay("one.ndjson two.ndjson");

        ran.Status.ShouldBe(2);
        ran.ErrorLines.ShouldBe([
            "one.ndjson:4: not valid JSON at column 2",
            "two.ndjson:2: its source and id belong to an earlier event that says something else",
            "two.ndjson:3: the attribute specversion is missing",
        ]);
        ran.Output.ShouldContain("\"quantity\":\"7\"");
        Kinds(ran).ShouldBe(["statement", "decision", "wallet"]);
    }

    [Fact]
    public void What_no_rule_can_use_is_rejected_at_its_line()
    {
        static string Other(string type, string data, string id) =>
            $$"""{"specversion":"1.0","id":"{{id}}","source":"s","type":"{{type}}","time":"2026-01-06T00:00:00Z","subject":"acme","data":{{data}} }""";

        var ran = Replay(
            "",
            Lines(
                Opened
                    .Replace("stackcx", "stakcx")
                    .Replace("acme", "other")
                    .Replace("\"open", "\"o2"),
                Called.Replace("acme", "nobody").Replace("\"call", "\"c2"),
                Opened,
                Called.Replace("2026", "2025").Replace("\"call", "\"c3"),
                Other("api.called", "{\"count\":-1}", "n1"),
                Other("api.called", "{\"count\":1e400}", "n2"),
                Other("wallet.topped-up", "{\"amount\":\"5\",\"currency\":\"EUR\"}", "w1"),
                Other("wallet.topped-up", "{\"currency\":\"USD\"}", "w2"),
                Other("transfer.completed", "{}", "t1"),
                Other("plan.set", "{\"plan\":7}", "p1")
            )
        );

        ran.Status.ShouldBe(2);
        ran.ErrorLines.ShouldBe([
            "standard input:1: there is no policy stakcx; there are engagece, numonix, qcontact, stackcx",
            "standard input:2: there is no account.opened before it",
            "standard input:4: it happened before account.opened",
            "standard input:5: count of api.called is not a whole number that is not negative",
            "standard input:6: count of api.called is not a whole number that is not negative",
            "standard input:7: the wallet is kept in USD, not in EUR",
            "standard input:8: wallet.topped-up has no amount",
            "standard input:9: transfer.completed has no bytes",
            "standard input:10: plan of plan.set is not a text of at most 4,096 bytes",
        ]);
    }

    [Fact]
    public void An_opening_that_is_refused_is_rejected_once_when_a_later_one_is_good()
    {
        var ran = Replay(
            "",
            Lines(
                Opened
                    .Replace("\"open", "\"bad")
                    .Replace("starter", "huge")
                    .Replace("2026-01-01", "2025-12-01"),
                Opened
            )
        );

        ran.ErrorLines.ShouldBe([
            "standard input:1: there is no plan huge; there are starter, business",
        ]);
    }

    [Fact]
    public void Totals_that_pass_every_bound_leave_the_account_out_and_the_rest_goes_on()
    {
        static string Big(string line) =>
            line.Replace("acme", "big").Replace("\"id\":\"", "\"id\":\"b");
        var boundless = Big(Opened)
            .Replace("account.opened", "exception.granted")
            .Replace(
                "{\"policy\":\"stackcx\",\"currency\":\"USD\",\"time_zone\":\"UTC\",\"plan\":\"starter\"}",
                "{\"clause\":\"api-rate\",\"amount\":1e15,\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2030-01-01T00:00:00Z\"}"
            )
            .Replace("bopen", "leave");

        var ran = Replay(
            "",
            Lines(
                Opened,
                Big(Opened).Replace("stackcx", "qcontact"),
                boundless,
                Big(Called),
                Big(Called).Replace("bcall", "again").Replace("2026-01", "2026-09"),
                Called
            )
        );

        ran.Status.ShouldBe(2);
        ran.ErrorLines.ShouldBe([
            "standard input:5: the totals of account big pass every bound; it is left out",
        ]);
        ran.Output.ShouldContain("\"account\":\"acme\"");
        ran.Output.ShouldNotContain("\"account\":\"big\"");
    }

    [Fact]
    public void Strict_writes_no_result_if_anything_was_rejected()
    {
        Replay("--strict", Lines(Opened, Called)).OutputLines.Length.ShouldBe(1);

        var ran = Replay("--strict", Lines(Opened, Called, "oops"));

        ran.Status.ShouldBe(2);
        ran.Output.ShouldBeEmpty();
        ran.ErrorLines.ShouldBe(["standard input:3: not valid JSON at column 1"]);
    }

    [Fact]
    public void A_report_holds_what_was_rejected_or_matched_nothing()
    {
        var odd = Called.Replace("\"call", "\"c2").Replace("7", "7,\"odd\":1");
        evenhand.Write("events.ndjson", Lines(Opened, "oops", odd, Called.Replace("api.", "odd.")));

        var ran = Replay("events.ndjson --report report.ndjson");

        File.ReadAllLines(Path.Combine(evenhand.Folder, "report.ndjson"))
            .ShouldBe([
                """{"kind":"rejected","file":"events.ndjson","line":2,"code":"malformed","reason":"not valid JSON at column 1"}""",
                """{"kind":"unmatched","code":"unknown_type","reason":"the catalogue knows no event type odd.called (1 \u00D7)"}""",
                """{"kind":"unmatched","code":"unknown_field","reason":"the catalogue knows no field odd of api.called (1 \u00D7)"}""",
            ]);
        ran.ErrorLines.Skip(1)
            .ShouldBe([
                "unmatched: the catalogue knows no event type odd.called (1 ×)",
                "unmatched: the catalogue knows no field odd of api.called (1 ×)",
            ]);
    }

    [Fact]
    public void What_refers_to_something_unknown_is_unmatched_and_no_error()
    {
        var unknown = Called
            .Replace("api.called", "object.deleted")
            .Replace("\"count\":7", "\"object\":\"x\"");
        var ran = Replay("", Lines(Opened, unknown));

        ran.Status.ShouldBe(0);
        ran.Errors.ShouldStartWith("unmatched: ");
        ran.Errors.ShouldContain("first at standard input:2)");
    }

    [Fact]
    public void Events_at_or_after_until_are_ignored_and_cycles_end_there()
    {
        var stream = Lines(Opened, Called, Asked);

        Kinds(Replay("--until 2026-02-01", stream)).ShouldBe(["statement", "wallet"]);
        Kinds(Replay("--until 2026-01-05T00:00:00Z", stream)).ShouldBe(["wallet"]);
        Kinds(Replay("--until 2026-02-05T00:00:00.0000001Z", stream))
            .ShouldBe(["statement", "decision", "wallet"]);

        var refused = Replay("--until yesterday", stream);
        refused.Status.ShouldBe(2);
        refused.Output.ShouldBeEmpty();
        refused.Errors.ShouldContain("--until yesterday is no instant");
    }

    [Fact]
    public void A_table_is_for_people_and_shows_what_the_input_says_without_obeying_it()
    {
        var name = "ac\\u001b[2Jme [red]";
        var ran = Replay(
            "--format table",
            Lines(
                Opened.Replace("acme", name),
                Called.Replace("acme", name),
                Asked.Replace("acme", name)
            )
        );

        ran.Status.ShouldBe(0);
        ran.Output.ShouldContain("stackcx");
        ran.Output.ShouldContain("\\u001b");
        ran.Output.ShouldNotContain("\e[2J");
    }

    [Fact]
    public void No_text_of_the_input_can_forge_a_line_of_standard_error()
    {
        var forged = Opened.Replace("stackcx", "x\\nother.ndjson:1: forged\\u202e");
        var ran = Replay("", Lines(forged));

        ran.ErrorLines.ShouldHaveSingleItem()
            .ShouldStartWith(
                "standard input:1: there is no policy x\\u000aother.ndjson:1: forged\\u202e;"
            );
    }

    [Theory]
    [InlineData("missing.ndjson", "missing.ndjson: no such file")]
    [InlineData(". missing.ndjson", ".: is a directory|missing.ndjson: no such file")]
    [InlineData("events.ndjson --report .", "is a directory, or may not be written", 1)]
    [InlineData("events.ndjson --report no/such/report", "no/such/report: ", 1)]
    [InlineData(
        "events.ndjson --report events.ndjson",
        "events.ndjson: is read, and --report would overwrite it"
    )]
    [InlineData("events.ndjson --format html", "Argument 'html' not recognized")]
    [InlineData("events.ndjson --polices .", "--polices is no option of replay")]
    public void What_cannot_be_used_is_named(string arguments, string errors, int status = 2)
    {
        evenhand.Write("events.ndjson", Lines(Opened));

        var ran = Replay(arguments);

        ran.Status.ShouldBe(status);
        ran.Output.ShouldBeEmpty();
        foreach (var error in errors.Split('|'))
            ran.Errors.ShouldContain(error);
        ran.Errors.ShouldNotContain("   at ");
        File.ReadAllText(Path.Combine(evenhand.Folder, "events.ndjson")).ShouldBe(Lines(Opened));
    }

    [Theory]
    [InlineData("no-such-folder")]
    [InlineData("events.ndjson")]
    [InlineData(".")]
    public void A_folder_that_holds_no_policies_is_named(string folder)
    {
        evenhand.Write("events.ndjson", Lines(Opened));

        var ran = evenhand.Run($"replay --policies {folder} events.ndjson");

        ran.Status.ShouldBe(2);
        ran.Output.ShouldBeEmpty();
        ran.Errors.ShouldContain(folder == "." ? evenhand.Folder : folder);
        ran.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public void Standard_input_may_stand_between_files()
    {
        evenhand.Write("opened.ndjson", Opened);
        evenhand.Write("asked.ndjson", Asked);

        var ran = Replay("opened.ndjson - asked.ndjson", Lines("oops", Called));

        ran.ErrorLines.ShouldBe(["standard input:1: not valid JSON at column 1"]);
        Kinds(ran).ShouldBe(["statement", "decision", "wallet"]);
    }

    [Fact]
    public void Nothing_in_is_nothing_out()
    {
        foreach (var input in new[] { "", "\n\n", "\uFEFF" })
            Replay("", input).ShouldBe(new Ran(0, "", ""));
    }
}
