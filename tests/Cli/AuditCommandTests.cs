using System.Text.Json;
using Evenhand.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

/// <summary><c>evenhand audit</c>, as its users run it.</summary>
public class AuditCommandTests
{
    [Fact]
    public void Keys_made_and_ended_by_the_command_line_are_listed_under_a_header()
    {
        using var evenhand = new EvenhandProcess();
        Make(evenhand);
        var made = JsonDocument.Parse(evenhand.Run("audit --data data --json").Output).RootElement;
        var id = made.GetProperty("id").GetString()!;
        evenhand.Run($"keys revoke {id} --data data").Status.ShouldBe(0);
        var lines = evenhand.Run("audit --data data").OutputLines;
        lines[0].ShouldStartWith("TIME");
        lines.Length.ShouldBe(3);
        lines[1].ShouldContain("command line");
        lines[1].ShouldContain(id);
        // Under their headings.
        var column = lines[0].IndexOf("TYPE", StringComparison.Ordinal);
        foreach (var line in lines)
            line[(column - 1)..(column + 1)].ShouldMatch(@"^ \S$");
    }

    [Fact]
    public void As_json_each_entry_is_a_line_and_filters_leave_out_the_others()
    {
        using var evenhand = new EvenhandProcess();
        Make(evenhand);
        var all = evenhand.Run("audit --data data --json").OutputLines;
        var type = JsonDocument
            .Parse(all.ShouldHaveSingleItem())
            .RootElement.GetProperty("type")
            .GetString();
        evenhand.Run($"audit --data data --json --type {type}").OutputLines.ShouldBe(all);
        evenhand.Run("audit --data data --json --type other").OutputLines.ShouldBeEmpty();
        evenhand.Run("audit --data data --json --to 2001-01-01").OutputLines.ShouldBeEmpty();
        var wrong = evenhand.Run("audit --data data --from yesterday");
        wrong.Status.ShouldBe(2);
        wrong.Errors.ShouldContain("--from is an instant");
    }

    [Fact]
    public void A_folder_without_a_ledger_is_refused()
    {
        using var evenhand = new EvenhandProcess();
        evenhand.Run("audit --data nowhere").Status.ShouldBe(2);
    }

    private static void Make(EvenhandProcess evenhand)
    {
        SqliteLedger.Open(Path.Combine(evenhand.Folder, "data")).Dispose();
        var made = evenhand.Run("keys create --role read --name desk --data data");
        made.Status.ShouldBe(0, made.Errors);
    }
}
