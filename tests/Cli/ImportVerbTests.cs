using System.Text;
using Evenhand.Cli;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

public sealed class ImportVerbTests : IDisposable
{
    private const string Map = """
        account: acme
        type: call.ended
        times: { at: { column: at } }
        time: at
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evenhand-import-");
    private readonly StringWriter _errors = new() { NewLine = "\n" };
    private readonly MemoryStream _output = new();

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _errors.Dispose();
        _output.Dispose();
    }

    private string Output => Encoding.UTF8.GetString(_output.ToArray());

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private ImportArguments Arguments(string csv, string map = Map) =>
        new() { Map = Write("exchange.yaml", map), Files = [Write("calls.csv", csv)] };

    private int Run(ImportArguments arguments) =>
        new ImportVerb(arguments, _errors, ProgressLine.Silent).Run(_output);

    private const string OneGoodOneBad = "at\n2026-01-05T09:00:00Z\nnoon\n";

    [Fact]
    public void A_bad_row_is_reported_and_the_rest_goes_on()
    {
        ImportArguments arguments = Arguments(OneGoodOneBad);

        Run(arguments).ShouldBe(2);
        Output.Count(c => c == '\n').ShouldBe(1);
        _errors
            .ToString()
            .ShouldStartWith(
                $"{arguments.Files[0]}:3: column `at`: 'noon' is not a time as `iso`\n"
            );
        _errors
            .ToString()
            .ShouldContain(
                "2 rows read, 1 event written, 1 rejected; from 2026-01-05T09:00:00Z to 2026-01-05T09:00:00Z"
            );
    }

    [Fact]
    public void Strict_writes_nothing_if_any_row_is_bad()
    {
        Run(Arguments(OneGoodOneBad) with { Strict = true }).ShouldBe(2);
        Output.ShouldBeEmpty();
        _errors.ToString().ShouldContain("nothing written");
    }

    [Fact]
    public void Strict_writes_all_if_no_row_is_bad()
    {
        Run(Arguments("at\n2026-01-05T09:00:00Z\n") with { Strict = true }).ShouldBe(0);
        Output.Count(c => c == '\n').ShouldBe(1);
    }

    [Fact]
    public void Account_source_and_shift_may_be_given_for_one_import_and_the_shift_is_owned_up_to()
    {
        ImportArguments arguments = Arguments("at\n2026-01-05T09:00:00Z\n") with
        {
            Account = "globex",
            Source = "here",
            Shift = "2 weeks",
        };

        Run(arguments).ShouldBe(0);
        Output.ShouldContain(
            "\"source\":\"here\",\"type\":\"call.ended\",\"time\":\"2026-01-19T09:00:00Z\",\"subject\":\"globex\""
        );
        _errors.ToString().ShouldContain("shifted by 2 weeks");
    }

    [Fact]
    public void A_map_with_problems_imports_nothing()
    {
        ImportArguments arguments = Arguments("at\n", Map + "\ntype_: x");

        Run(arguments).ShouldBe(2);
        _errors
            .ToString()
            .ShouldBe($"{arguments.Map}:5:1: unknown key `type_`; did you mean `type`?\n");
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        Run(Arguments("at\n") with { Files = ["no-such.csv"] }).ShouldBe(2);
        _errors.ToString().ShouldBe("evenhand import: no-such.csv: no such file\n");
    }

    [Fact]
    public void What_calls_itself_a_zip_and_is_none_is_refused()
    {
        Run(new ImportArguments { Fx = [Write("rates.zip", "no zip")] }).ShouldBe(2);
        _errors.ToString().ShouldContain("rates.zip: ");
    }

    [Fact]
    public void Rates_and_records_are_not_imported_at_once()
    {
        Run(Arguments("at\n") with { Fx = ["rates.csv"] }).ShouldBe(2);
        _errors.ToString().ShouldStartWith("evenhand import: --fx FILE goes alone");
    }

    private const string Skipping = Map + "\nskip: [{ column: status, is_not: done }]";

    [Fact]
    [Trait("fault", "E26")]
    public void A_file_of_which_nothing_was_used_is_an_error_that_says_so()
    {
        var arguments = Arguments(
            "at,status\n2026-01-05T09:00:00Z,busy\n2026-01-05T09:00:00Z,failed\n",
            Skipping
        );

        Run(arguments).ShouldBe(2);
        _errors
            .ToString()
            .ShouldContain(
                $"import: nothing of {arguments.Files[0]} was used; is it the right map?"
            );
        _errors.ToString().ShouldContain("  2 skipped: `status` is not 'done' (first at");
    }

    [Fact]
    public void A_file_without_rows_is_none() =>
        Run(Arguments("at,status\n", Skipping)).ShouldBe(0);

    [Fact]
    public void A_dry_run_shows_the_first_rows_as_events_and_the_others_by_reason()
    {
        var rows = string.Concat(
            Enumerable.Range(0, 30).Select(i => $"2026-01-05T09:00:{i:00}Z,done\n")
        );
        var arguments = Arguments(
            "at,status\n" + rows + "noon,done\n2026-01-05T09:00:00Z,busy\n",
            Skipping
        ) with
        {
            DryRun = true,
        };

        Run(arguments).ShouldBe(2);
        Output.Count(c => c == '\n').ShouldBe(10);
        _errors
            .ToString()
            .ShouldBe(
                $"{arguments.Files[0]}:32: column `at`: 'noon' is not a time as `iso`\n"
                    + "import: a dry run, nothing was written: of 32 rows 30 would be events, 1 skipped, 0 replaced by later versions, 1 rejected\n"
                    + $"  1 skipped: `status` is not 'done' (first at {arguments.Files[0]}:33)\n"
            );
    }

    [Fact]
    public void Several_files_and_patterns_are_imported_in_order()
    {
        var arguments = Arguments("at\n2026-01-05T09:00:00Z\n");
        Write("b-2.csv", "at\n2026-01-05T11:00:00Z\n");
        Write("b-1.csv", "at\n2026-01-05T10:00:00Z\n");

        Run(
                arguments with
                {
                    Files = [arguments.Files[0], Path.Combine(_folder.FullName, "b-?.csv")],
                }
            )
            .ShouldBe(0);
        Output.Count(c => c == '\n').ShouldBe(3);
        Output
            .IndexOf("T10:00", StringComparison.Ordinal)
            .ShouldBeLessThan(Output.IndexOf("T11:00", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("fault", "E06")]
    public void A_correction_needs_a_key()
    {
        Run(Arguments("at\n") with { AsCorrection = "prices" }).ShouldBe(2);
        _errors.ToString().ShouldContain("say `id: [COLUMN]`");
    }
}
