using Evenhand.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

/// <summary><c>evenhand keys list</c> and <c>evenhand audit</c> in a terminal of the usual width.</summary>
[Trait("fault", "S2-26")]
public sealed class KeysCommandTests : IDisposable
{
    private readonly EvenhandProcess evenhand = new();

    public KeysCommandTests()
    {
        SqliteLedger.Open(Path.Combine(evenhand.Folder, "data")).Dispose();
        evenhand.Run("keys create --role read --data data").Status.ShouldBe(0);
        evenhand
            .Run(
                "keys create --role operator --role billing --name 'the back office and those who stand in for it' --data data"
            )
            .Status.ShouldBe(0);
    }

    public void Dispose() => evenhand.Dispose();

    [Fact]
    public void Keys_are_listed_under_headings_to_the_second()
    {
        var lines = evenhand.Run("keys list --data data").OutputLines;
        lines[0].ShouldMatch("^KEY +STATE +ROLES +CREATED +NAME$");
        lines[1].ShouldMatch(@"^\S+ +works +read +[0-9-]+ [0-9]{2}:[0-9]{2}:[0-9]{2}Z$");
        lines.Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("keys list")]
    [InlineData("audit")]
    public void At_eighty_columns_nothing_wraps(string verb)
    {
        var shown = evenhand.Shell($"COLUMNS=80 $evenhand {verb} --data data");
        shown.Status.ShouldBe(0, shown.Errors);
        shown.Output.ShouldContain("the back office and those who stand in for it");
        shown.OutputLines.ShouldAllBe(line => line.Length <= 80);
    }
}
