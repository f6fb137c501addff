using System.CommandLine;
using Evenhand.Cli.Ledger;
using Evenhand.Cli.Reading;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Acts;
using Evenhand.Node.Clock;
using Evenhand.Node.Keys;
using Evenhand.Node.People;
using Evenhand.Node.Roles;
using Evenhand.Server.Views;
using Evenhand.Wire;

namespace Evenhand.Cli.People;

/// <summary><c>evenhand people list</c>.</summary>
internal static class ListPeople
{
    private static readonly LedgerOptions Place = new();
    private static readonly Option<bool> Json = new("--json")
    {
        Description = "One object a line, for programs.",
    };

    public static Command Create()
    {
        var command = new Command("list", "List all persons, also those who have ended.") { Json };
        Place.AddTo(command);
        command.SetAction(parsed =>
            LedgerFolder.UseAsync(
                Place.Of(parsed),
                ledger =>
                {
                    Show(ledger, parsed.GetValue(Json));
                    return Task.CompletedTask;
                }
            )
        );
        return command;
    }

    private static void Show(ILedger ledger, bool asJson)
    {
        var keys = LedgerKeys.Open(ledger, MachineTime.Instance).All;
        var people = LedgerPeople.Open(ledger, MachineTime.Instance).All;
        var now = Moment.Of(MachineTime.Instance.GetUtcNow());
        if (asJson)
            foreach (var each in people)
                JsonLines.Write(PersonViews.Of(each, keys), WireJson.Wire.PersonView);
        else
            Table(people, keys, now);
        foreach (var missing in Staffing.Missing(people, now))
            Console.Error.WriteLine(missing);
    }

    private static void Table(IReadOnlyList<Person> people, IReadOnlyList<Key> keys, Moment now)
    {
        var listing = new Listing(
            new Column("PERSON") { IsLead = true },
            new Column("STATE") { IsLead = true },
            new Column("ROLES"),
            new Column("NAME"),
            new Column("E-MAIL"),
            new Column("FROM"),
            new Column("UNTIL"),
            new Column("KEYS") { IsFigure = true }
        );
        foreach (var each in people)
        {
            var view = PersonViews.Of(each, keys);
            listing.Add(
                each.Id,
                each.ActsAt(now) ? "acts" : "does not act",
                $"{each.Roles}",
                each.Name,
                each.Email,
                Shown.Instant(view.From),
                Shown.Instant(view.Until),
                $"{view.Keys.Count}"
            );
        }
        listing.Write(Screen.Open());
    }
}
