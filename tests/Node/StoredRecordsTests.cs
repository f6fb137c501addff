using System.Text;
using System.Text.Json.Serialization.Metadata;
using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Ledger.Payloads;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>What is on disk stays readable: these texts never change. Whoever needs another form adds to it, so that what was written before reads the same.</summary>
public class StoredRecordsTests
{
    private static readonly ToldNotice Told = new(
        "notify",
        "near-allowance",
        "Nearly.",
        new(5),
        "acme"
    );

    private static readonly Line Charged = new(
        new ClauseId("volume-plan"),
        "1",
        Quantity.Parse("510"),
        "nudge",
        Quantity.Parse("500"),
        Quantity.Parse("10"),
        Quantity.Parse("0.05"),
        Quantity.Parse("1"),
        new Money(0.50m, "USD"),
        LineStatus.Due
    );

    [Fact]
    public void A_policy() =>
        Frozen(
            new PolicyRecord("fair", "2026.1", "AB12", "# Fair\n"),
            StoredJson.Default.PolicyRecord,
            """{"name":"fair","version":"2026.1","hash":"AB12","text":"# Fair\n"}"""
        );

    [Fact]
    public void From_when_on_standing_runs() =>
        Frozen(new StandingRecord(new(5)), StoredJson.Default.StandingRecord, """{"at":5}""");

    [Fact]
    public void How_far_a_consumer_has_come() =>
        Frozen(
            new DeliveredRecord("letters", 12, new(5)),
            StoredJson.Default.DeliveredRecord,
            """{"consumer":"letters","up_to":12,"at":5}"""
        );

    [Fact]
    public void A_key_that_was_made() =>
        Frozen(
            new KeyMade("k1", "CD34", [Role.Ingest], true, "", "the reporter", null),
            StoredJson.Default.KeyEntry,
            """{"what":"made","id":"k1","hash":"CD34","roles":["Ingest"],"old":true,"account":"","name":"the reporter"}"""
        );

    [Fact]
    public void A_key_of_several_roles() =>
        Frozen(
            new KeyMade(
                "k1",
                "CD34",
                RoleSet.Of(Role.Billing, Role.Ingest).All,
                false,
                "",
                "the desk",
                null
            ),
            StoredJson.Default.KeyEntry,
            """{"what":"made","id":"k1","hash":"CD34","roles":["Ingest","Billing"],"old":false,"account":"","name":"the desk"}"""
        );

    [Fact]
    public void Who_sent_what() =>
        Frozen(
            new AuditRecord(
                new Doer("k1", "the desk", [Role.Billing]),
                [new AuditedAct("charge.waived", "desk", "7", null)]
            ),
            StoredJson.Default.AuditRecord,
            """{"by":{"key":"k1","name":"the desk","roles":["Billing"]},"acts":[{"type":"charge.waived","source":"desk","id":"7"}]}"""
        );

    [Fact]
    public void A_key_that_ends() =>
        Frozen(
            new KeyEnded(
                "k1",
                new(638_000_000_000_000_000),
                [Role.Account],
                true,
                "acme",
                "theirs",
                null
            ),
            StoredJson.Default.KeyEntry,
            """{"what":"ended","id":"k1","at":638000000000000000,"roles":["Account"],"old":true,"account":"acme","name":"theirs"}"""
        );

    [Fact]
    public void A_clock_that_jumped() =>
        Frozen(
            new ClockRecord(ClockWord.Jumped, new(7), ClockJump.Ahead, null),
            StoredJson.Default.ClockRecord,
            """{"what":"Jumped","wall":7,"jump":"Ahead"}"""
        );

    [Fact]
    public void A_clock_that_was_confirmed() =>
        Frozen(
            new ClockRecord(ClockWord.Confirmed, new(7), null, "k1"),
            StoredJson.Default.ClockRecord,
            """{"what":"Confirmed","wall":7,"by":"k1"}"""
        );

    [Fact]
    public void The_words_of_the_clock_never_change() =>
        Enum.GetNames<ClockWord>()
            .Concat(Enum.GetNames<ClockJump>())
            .ShouldBe([
                "Jumped",
                "CameBack",
                "Confirmed",
                "Ahead",
                "Back",
                "BehindLedger",
                "FarAfterLedger",
                "Unresolved",
            ]);

    [Fact]
    public void A_reservation_that_was_made() =>
        Frozen(
            new ReservationMade("YQ.1", "ask", 2.5m, new(9), [1, 2, 3]),
            StoredJson.Default.ReservationEntry,
            """{"what":"made","id":"YQ.1","ask":"ask","quantity":2.5,"expires":9,"act":"AQID"}"""
        );

    [Fact]
    public void A_reservation_that_is_released() =>
        Frozen(
            new ReservationReleased("YQ.1", new(9)),
            StoredJson.Default.ReservationEntry,
            """{"what":"released","id":"YQ.1","expires":9}"""
        );

    [Fact]
    public void A_reservation_that_is_settled() =>
        Frozen(
            new ReservationSettled("YQ.1", 3m, new(9)),
            StoredJson.Default.ReservationEntry,
            """{"what":"settled","id":"YQ.1","quantity":3,"expires":9}"""
        );

    [Fact]
    public void A_notice() =>
        Frozen(
            new ToldRecord(Told, null, new(1)),
            StoredJson.Default.ToldRecord,
            """{"notice":{"clause":"notify","what":"near-allowance","message":"Nearly.","time":5,"account":"acme"},"cycle":1}"""
        );

    [Fact]
    public void A_case() =>
        Frozen(
            new ToldRecord(
                null,
                new ToldCase(
                    "limit",
                    "1",
                    new(1),
                    [("used", "501"), ("limit", "500")],
                    "Look.",
                    new(6),
                    "acme"
                ),
                new(1)
            ),
            StoredJson.Default.ToldRecord,
            """{"case":{"clause":"limit","version":"1","cycle":1,"figures":[{"name":"used","value":"501"},{"name":"limit","value":"500"}],"message":"Look.","time":6,"account":"acme"},"cycle":1}"""
        );

    [Fact]
    public void A_summary_with_all_that_is_kept_of_it() =>
        Frozen(
            new ToldRecord(
                Told with
                {
                    Policy = "fair",
                    Version = "1",
                    Title = "Nudges",
                    Figures = [("used", "501")],
                },
                null,
                new(1),
                "n-1",
                "summary",
                7,
                2,
                "n-0",
                new(8)
            ),
            StoredJson.Default.ToldRecord,
            """{"notice":{"clause":"notify","what":"near-allowance","message":"Nearly.","time":5,"account":"acme","policy":"fair","version":"1","title":"Nudges","figures":[{"name":"used","value":"501"}]},"cycle":1,"id":"n-1","series":"summary","level":7,"steps":2,"corrects":"n-0","at":8}"""
        );

    [Theory]
    [InlineData("""{"cycle":1}""")]
    [InlineData("""{"notice":{"clause":"notify"},"cycle":1}""")]
    [InlineData(
        """{"case":{"clause":"limit","version":"1","message":"Look.","account":"acme"},"cycle":1}"""
    )]
    public void What_tells_nothing_is_told_as_damage(string text) =>
        Should.Throw<Evenhand.Ledger.DamagedLedgerException>(() =>
            StoredJson.Read(Encoding.UTF8.GetBytes(text), StoredJson.Default.ToldRecord)
        );

    [Fact]
    public void A_statement() =>
        Frozen(
            new StatedRecord(
                "2026-02-01",
                new Statement(
                    new(9),
                    new AccountId("acme"),
                    "fair",
                    new(5),
                    "USD",
                    [Charged],
                    new Money(0.50m, "USD"),
                    new Money(0.00m, "USD"),
                    [new UnpricedFees(new ClauseId("fees"), Quantity.Parse("3"), "EUR")]
                ),
                [
                    new Adjustment(
                        Charged with
                        {
                            Amount = new Money(-0.50m, "USD"),
                        },
                        "2026-01-01",
                        Cause.Void
                    ),
                ],
                false,
                12,
                3,
                new(10)
            ),
            StoredJson.Default.StatedRecord,
            """{"first_day":"2026-02-01","statement":{"policy":"fair","from":5,"currency":"USD","lines":[{"clause":"volume-plan","version":"1","quantity":"510","unit":"nudge","included":"500","billable":"10","unit_price":"0.05","per":"1","amount":"0.50","status":"Due"}],"due":"0.50","proposed":"0.00","unpriced":[{"clause":"fees","amount":"3","currency":"EUR"}],"time":9,"account":"acme"},"adjustments":[{"line":{"clause":"volume-plan","version":"1","quantity":"510","unit":"nudge","included":"500","billable":"10","unit_price":"0.05","per":"1","amount":"-0.50","status":"Due"},"cycle":"2026-01-01","because":"Void"}],"closing":false,"sequence":12,"shared":3,"at":10}"""
        );

    /// <summary>What release 0.1 wrote, and what the same is written as today.</summary>
    [Theory]
    [InlineData(
        "key",
        """{"id":"k1","hash":"CD34","role":"Ingest","account":"","name":"the reporter"}""",
        """{"what":"made","id":"k1","hash":"CD34","roles":["Ingest"],"old":true,"account":"","name":"the reporter"}"""
    )]
    [InlineData(
        "key",
        """{"id":"k1","hash":"CD34","role":"Ingest","account":"","name":"the desk","roles":["Ingest","Billing"]}""",
        """{"what":"made","id":"k1","hash":"CD34","roles":["Ingest","Billing"],"old":false,"account":"","name":"the desk"}"""
    )]
    [InlineData(
        "key",
        """{"id":"k1","role":"Account","account":"acme","name":"theirs","revoked":638000000000000000}""",
        """{"what":"ended","id":"k1","at":638000000000000000,"roles":["Account"],"old":true,"account":"acme","name":"theirs"}"""
    )]
    [InlineData(
        "reservation",
        """{"id":"YQ.1","ask":"ask","quantity":2.5,"expires":9,"act":"AQID"}""",
        """{"what":"made","id":"YQ.1","ask":"ask","quantity":2.5,"expires":9,"act":"AQID"}"""
    )]
    [InlineData(
        "reservation",
        """{"id":"YQ.1","quantity":3,"expires":9,"ended":"settled"}""",
        """{"what":"settled","id":"YQ.1","quantity":3,"expires":9}"""
    )]
    [InlineData(
        "reservation",
        """{"id":"YQ.1","quantity":0,"expires":9,"ended":"released"}""",
        """{"what":"released","id":"YQ.1","expires":9}"""
    )]
    [InlineData(
        "told",
        """{"case":{"clause":"limit","version":"1","cycle":1,"figures":[{"item1":"used","item2":"501"}],"message":"Look.","time":6,"account":"acme"},"cycle":1}""",
        """{"case":{"clause":"limit","version":"1","cycle":1,"figures":[{"name":"used","value":"501"}],"message":"Look.","time":6,"account":"acme"},"cycle":1}"""
    )]
    public void What_the_first_release_wrote_is_still_read(string kind, string old, string today)
    {
        var again = kind switch
        {
            "key" => Encoding.UTF8.GetString(KeyEntry.Read(Encoding.UTF8.GetBytes(old)).Written()),
            "reservation" => Encoding.UTF8.GetString(
                ReservationEntry.Read(Encoding.UTF8.GetBytes(old)).Written()
            ),
            _ => Rewritten(old, StoredJson.Default.ToldRecord),
        };

        again.ShouldBe(today);
    }

    [Theory]
    [InlineData("""{"what":"lost","id":"k1"}""")]
    [InlineData("""{"what":"made","id":"k1","hash":"CD34","account":"","name":"x"}""")]
    [InlineData("""{"what":"made","id":"k1","hash":"CD34","roles":[],"account":"","name":"x"}""")]
    [InlineData("[]")]
    [InlineData("7")]
    public void What_is_no_entry_is_told_as_damage(string text) =>
        Should.Throw<Evenhand.Ledger.DamagedLedgerException>(() =>
            KeyEntry.Read(Encoding.UTF8.GetBytes(text))
        );

    [Theory]
    [InlineData("""{"first_day":"2026-02-01"}""")]
    [InlineData("""{"first_day":"2026-02-01","statement":{},"adjustments":[]}""")]
    public void A_stated_cycle_without_its_statement_is_told_as_damage(string text) =>
        Should.Throw<Evenhand.Ledger.DamagedLedgerException>(() =>
            StoredJson.Read(Encoding.UTF8.GetBytes(text), StoredJson.Default.StatedRecord)
        );

    [Fact]
    public void What_is_sealed_is_left_to_a_later_release()
    {
        byte[] entry = [SealedPayload.Mark, (byte)'{', (byte)'}'];

        Should
            .Throw<Evenhand.Ledger.DamagedLedgerException>(() =>
                StoredJson.Read(entry, StoredJson.Default.MendedRecord)
            )
            .Message.ShouldContain("sealed");
    }

    [Fact]
    public void Words_that_stand_in_records_never_change()
    {
        Names<LineStatus>().ShouldBe("Due Proposed Waived");
        Names<Cause>().ShouldBe("Late Void Waiver Rate");
        Names<Role>().ShouldBe("Ingest Gate Read Operator Admin Account Billing Reviewer Content");
        Enum.GetValues<Evenhand.Ledger.SliceKind>()
            .Select(kind => $"{(int)kind} {kind}")
            .ShouldBe([
                "1 Events",
                "2 Reservation",
                "3 Told",
                "4 Stated",
                "5 Schema",
                "6 Policy",
                "7 Key",
                "8 Audit",
                "9 Mended",
                "10 Refiled",
                "11 Clock",
                "12 Withdrawn",
                "13 Delivered",
                "14 Person",
                "15 Noted",
                "16 Sending",
                "17 Reasons",
                "18 Impact",
                "20 Standing",
                "22 Bytes",
                "23 Export",
                "24 CopyTarget",
                "25 Offload",
                "27 SignIn",
                "28 Draft",
                "29 Template",
            ]);
    }

    private static string Names<T>()
        where T : struct, Enum => string.Join(' ', Enum.GetNames<T>());

    private static string Rewritten<T>(string text, JsonTypeInfo<T> type) =>
        Encoding.UTF8.GetString(
            StoredJson.Write(StoredJson.Read(Encoding.UTF8.GetBytes(text), type), type)
        );

    private static void Frozen<T>(T record, JsonTypeInfo<T> type, string text)
    {
        Encoding.UTF8.GetString(StoredJson.Write(record, type)).ShouldBe(text);
        var read = StoredJson.Read(Encoding.UTF8.GetBytes(text), type);
        Encoding.UTF8.GetString(StoredJson.Write(read, type)).ShouldBe(text);
    }
}
