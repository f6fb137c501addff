using System.CommandLine;
using Evenhand.Cli.Ledger;
using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Mending;
using Evenhand.Node.Refusals;
using Evenhand.Notation;

namespace Evenhand.Cli.Accounts;

/// <summary><c>evenhand accounts refile</c>.</summary>
internal static class RefileAccount
{
    private const string Help = """
        Put events where they belong that were filed under another account. What is stored stays as it is; that the events
        count there no more, where they are now, and why is appended with both accounts, and their statements are corrected
        by adjustments. A server may run meanwhile.

        Without FROM and TO, whatever says of itself to whom it belongs is put there. Of events that were stored before
        events said so, verify tells only signs, and a person says what is to be moved.

        Examples:
          evenhand accounts refile --data /var/lib/evenhand
          evenhand accounts refile fir birch --events 14-15,17 --why "the disk failed on the 3rd"
        """;

    private static readonly LedgerOptions Place = new();
    private static readonly Argument<string?> From = new("FROM")
    {
        Description = "The account under which they stand.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Argument<string?> To = new("TO")
    {
        Description = "The account to which they belong.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<string?> Events = new("--events")
    {
        Description =
            "Their sequences as verify tells them, such as 14-15,17. Default: all that verify tells of the two.",
        HelpName = "LIST",
    };
    private static readonly Option<string> Why = new("--why")
    {
        Description = "Why, for the record.",
        DefaultValueFactory = _ => "found by verify",
        HelpName = "TEXT",
    };

    public static Command Create()
    {
        var command = new Command("refile", Help) { From, To, Events, Why };
        Place.AddTo(command);
        command.SetAction(parsed =>
        {
            var place = Place.Of(parsed);
            return LedgerFolder.UseAsync(
                place,
                ledger =>
                {
                    foreach (var found in Wanted(place, parsed))
                        Move(ledger, found, parsed.GetValue(Why)!);
                    return Task.CompletedTask;
                }
            );
        });
        return command;
    }

    private static Misfiled[] Wanted(LedgerPlace place, ParseResult parsed)
    {
        var (from, to, list) = (
            parsed.GetValue(From),
            parsed.GetValue(To),
            parsed.GetValue(Events)
        );
        if (from is null != to is null || from is null && list is not null)
            throw Unfit("name both accounts, from which and to which, or neither");
        if (list is not null)
        {
            var sequences =
                SequenceList.Read(list) ?? throw Unfit($"{list} is no list such as 14-15,17");
            return [new Misfiled(from!, to!, Sign.Mark, "", [.. sequences], default, default)];
        }
        var found = MisfiledSearch.Run(place);
        Misfiled[] wanted =
        [
            .. found.Where(each =>
                from is null
                    ? each.Sign == Sign.Mark && each.Belongs.Length > 0
                    : each.Account == from && each.Belongs == to
            ),
        ];
        return wanted.Length > 0 ? wanted : throw Unfit("nothing was found that is to be refiled");
    }

    private static void Move(ILedger ledger, Misfiled found, string why)
    {
        var (gone, came) = Refiling.Run(
            ledger,
            found.Account,
            found.Belongs,
            found.Sequences,
            why,
            TimeProvider.System
        );
        Console.Error.WriteLine(
            Printable.Line(
                $"{Counted.Of(gone, "event")} {Counted.Word(gone, "counts", "count")} under {found.Account} no more; {Counted.Of(came)} of them {Counted.Word(came, "was", "were")} added to {found.Belongs}, which had the others"
            )
        );
    }

    private static RequestException Unfit(string why) => new(Code.Malformed, why);
}
