using System.CommandLine;
using Evenhand.Cli.Acts;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli;

/// <summary><c>evenhand cases</c>: possible excesses that await a person.</summary>
public static class CasesCommand
{
    private const string Help = $"""
        Lists cases, oldest first: possible excesses for a person to judge, with the clause, the evidence and a sentence.
        {ReadCommand.Places}

        Over a server, people see to cases in their own names: the queue of all accounts, one case with what can be proposed on it,
        findings, assignments and notes.

        Examples:
          evenhand cases
          evenhand cases acme --json
          evenhand cases queue --server http://127.0.0.1:8080 --state open --assigned nobody
          evenhand cases show acme api-calls@2026-01-01 --json
          evenhand cases file acme api-calls@2026-01-01 --out case.zip --data ./data
          evenhand cases find acme api-calls@2026-01-01 --reason "the figures hold"
          evenhand cases assign acme api-calls@2026-01-01 --to ann
        """;

    private static readonly Argument<string?> Account = new("ACCOUNT")
    {
        Description = "Of one account. Default: of all.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var reading = new ReadCommand();
        var command = new Command("cases", Help) { Account };
        foreach (var verb in CaseVerbs.All())
            command.Add(verb);
        reading.AddTo(command);
        command.SetAction(
            (parsed, _) =>
            {
                var account = parsed.GetValue(Account);
                return reading.RunAsync(
                    parsed,
                    account,
                    reads =>
                        ListAsync(
                            account is null ? OfAllAsync(reads) : OfOneAsync(reads, account),
                            parsed.GetValue(reading.Json)
                        )
                );
            }
        );
        return command;
    }

    private static IAsyncEnumerable<CaseView> OfOneAsync(IReads reads, string account) =>
        Paging.AllAsync(after => reads.CasesAsync(account, after));

    private static async IAsyncEnumerable<CaseView> OfAllAsync(IReads reads)
    {
        await foreach (var account in Paging.AllAsync(reads.AccountsAsync))
            if (account.OpenCases > 0)
                await foreach (var each in OfOneAsync(reads, account.Id))
                    yield return each;
    }

    private static async Task ListAsync(IAsyncEnumerable<CaseView> cases, bool asJson)
    {
        var listing = new Listing(
            new Column("OPENED") { IsLead = true },
            new Column("ACCOUNT") { IsLead = true },
            new Column("CLAUSE") { IsLead = true },
            new Column("VERSION"),
            new Column("CASE") { IsText = true },
            new Column("FIGURES") { IsText = true }
        );
        await foreach (var each in cases)
            if (asJson)
                JsonLines.Write(each, WireJson.Wire.CaseView);
            else
                listing.Add(
                    Shown.Instant(each.Time),
                    each.Account,
                    each.Clause,
                    each.Version,
                    each.Message,
                    Figures(each)
                );
        listing.Write(Screen.Open());
        if (listing.IsEmpty && !asJson)
            Console.Error.WriteLine("No case awaits a person.");
    }

    private static string Figures(CaseView opened) =>
        string.Join(
            ", ",
            opened.Figures.Select(figure => $"{figure.Key} {Shown.Quantity(figure.Value)}")
        );
}
