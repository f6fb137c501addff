using System.Text.Json;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

/// <summary><c>evenhand clock</c>, as its users run it.</summary>
[Trait("fault", "H4")]
public class ClockCommandTests
{
    [Fact]
    public void A_clock_that_is_behind_the_ledger_is_told_and_confirmed()
    {
        using var evenhand = new EvenhandProcess();
        var tomorrow = Moment.Of(DateTimeOffset.UtcNow.AddDays(1));
        using (var ledger = SqliteLedger.Open(Path.Combine(evenhand.Folder, "data")))
            ledger
                .Append(
                    [
                        new Slice(
                            StreamName.Shared,
                            0,
                            SliceKind.Policy,
                            1,
                            tomorrow,
                            tomorrow,
                            new byte[] { 1 }
                        ),
                    ],
                    tomorrow
                )
                .ShouldBeEmpty();
        var shown = evenhand.Run("clock --data data");
        shown.Status.ShouldBe(0, shown.Errors);
        shown.Output.ShouldContain("behind what the ledger was last written at");
        shown.Output.ShouldContain("evenhand clock confirm");
        evenhand.Run("clock confirm --data data").Errors.ShouldContain("is confirmed");
        var json = evenhand.Run("clock --data data --json").Output;
        JsonDocument.Parse(json).RootElement.GetProperty("followed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void A_folder_without_a_ledger_is_refused()
    {
        using var evenhand = new EvenhandProcess();
        evenhand.Run("clock --data nowhere").Status.ShouldBe(2);
    }
}
