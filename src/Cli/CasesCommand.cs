using System.CommandLine;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli;

/// <summary><c>evenhand cases</c>: possible excesses that await a person.</summary>
public static class CasesCommand
{
    private const string Help = $"""
        Lists cases, oldest first: possible excesses for a person to judge, with the clause, the evidence and a sentence.
        {ReadCommand.Places}

        Examples:
          evenhand cases
          evenhand cases acme --json
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
