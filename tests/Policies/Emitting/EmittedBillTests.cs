using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Tests.Policies.Harbour;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Emitting;

/// <summary>What is billed, and what ends, becomes charges, fees, wallets and exports.</summary>
public sealed class EmittedBillTests
{
    private const string Day = "meter: { of: letter.sent, within: day }\n";

    [Fact]
    public void A_charge_has_a_price_a_unit_and_a_status()
    {
        var charge = HarbourFiles
            .CompiledDock(
                "stock: { of: crate, counts: bytes }\nallowance: { amount: 5 GB }\ncharge: { beyond: dock, taken: peak, price: { EUR: 0.04 }, for: 10 GB-months, partial: started, status: proposed, only-with: tug }"
            )
            .Charges.Single();
        (charge.Meter.Index, charge.Beyond.Index, charge.Taken).ShouldBe((0, 0, StockValue.Peak));
        charge.Price!.ByCurrency.ShouldBe(
            ImmutableDictionary<string, decimal>.Empty.Add("EUR", 0.04m)
        );
        (charge.Unit.Name, charge.Per, charge.StartedWhole).ShouldBe(("GB-month", 10L, true));
        (charge.Due, charge.Once, charge.OnlyWith.Index).ShouldBe((false, false, 1));
    }

    [Fact]
    public void Fees_pass_through_and_wallets_are_drawn()
    {
        var version = HarbourFiles.CompiledDock(
            """
            pass-through: { of: fee.incurred, amount: amount, currency: EUR, shown: when incurred, status: due }
            meter: { of: crane.used, within: cycle }
            allowance: { amount: 1 hour, drawn: in order }
            wallet: { of: crane.used, where: { kind: heavy }, draws: cost, less: dock, gated: crane.used }
            notify: { of: dock, at: [80 %, 100 %], then-every: 10 %, summary: cycle end }
            """
        );
        var fee = version.PassThroughs.Single();
        (fee.Amount, fee.Currency, fee.In, fee.Always, fee.Due).ShouldBe(
            ("amount", "currency", "EUR", false, true)
        );
        (
            version.Wallet!.Cost,
            version.Wallet.Less.Index,
            version.Wallet.Acts.Single().Conditions.Length
        ).ShouldBe(("cost", 0, 1));
        var notify = version.Notices.Single();
        notify.At.ShouldBe([80, 100]);
        (notify.ThenEvery, notify.Summary).ShouldBe((10, true));
    }

    [Fact]
    public void The_end_keeps_and_exports()
    {
        var version = HarbourFiles.CompiledDock(
            "end: { keeps: 30 days }\nexport: { on: export.requested, within: 25 days, each: crate, counts-as: crate.fetched }"
        );
        version.KeptAfterEnd.ShouldBe(Duration.FromDays(30));
        version.Export!.Use.Name.ShouldBe("crate.fetched");
        version.Export.Within.ShouldBe(TimeSpan.FromDays(25));
    }

    [Fact]
    public void The_front_matter_names_the_version()
    {
        var text = HarbourFiles
            .Dock(Day)
            .Replace(
                "effective: 2026-01-01",
                "effective: 2026-03-01T12:00:00+01:00\ncurrencies: [EUR]\nexceptions: { granted: beforehand, usage: excluded }"
            );
        var version = HarbourFiles.Compiled(text);
        (version.Name, version.Version).ShouldBe(("harbour", "1"));
        version.Effective.ShouldBe(Instant.FromUtc(2026, 3, 1, 11, 0));
        version.Currencies.ShouldBe(["EUR"]);
        version.Clauses.ShouldBe([new Clause(new(0), new ClauseId("dock"), "Dock")]);
        version.Hash.Length.ShouldBe(64);
        (version.ExceptionsOnlyBeforehand, version.ExceptedUsageExcluded).ShouldBe((true, true));
    }
}
