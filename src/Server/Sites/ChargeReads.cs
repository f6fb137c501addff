using System.Text.Json.Nodes;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Node.Roles;
using Evenhand.Node.Views;
using Evenhand.Pages.Console;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Evenhand.Wording;
using static Evenhand.Core.Stream.BuiltIns.Kind;

namespace Evenhand.Server.Sites;

/// <summary>Charges of months that are over and wait for a person, account by account.</summary>
internal sealed class ChargeReads(EvenhandNode node, SiteReads reads)
{
    private const int RowsOfAPage = 50;
    private const int AccountsAtOnce = 50;

    /// <summary>So many accounts are priced for a page; it may so be short, or empty, and still have a next.</summary>
    private const int MostLookedAt = 200;

    /// <summary>A page of them, and the account after which the next begins.</summary>
    /// <param name="after">The account after which it begins; null for the first.</param>
    /// <param name="key">Who looks.</param>
    public (IReadOnlyList<ChargeRow> Rows, string? Next) Page(string? after, Key key)
    {
        var rows = new List<ChargeRow>();
        for (var looked = 0; looked < MostLookedAt; looked += AccountsAtOnce)
        {
            var page = node.Accounts(after, AccountsAtOnce);
            foreach (var account in page.Items.Where(each => each.Parked is null))
            {
                if (rows.Count >= RowsOfAPage)
                    return (rows, after);
                rows.AddRange(Of(account.Id.Text, key));
                after = account.Id.Text;
            }
            if (page.Next is not { } next)
                return (rows, null);
            after = next;
        }
        return (rows, after);
    }

    private IEnumerable<ChargeRow> Of(string account, Key key)
    {
        var now = node.Clock.GetUtcNow();
        var proposed = (
            from cycle in node.Statements(new AccountId(account)) ?? []
            let bill = StatementViews.Of(cycle)
            where bill.To <= now
            where bill.Lines.Any(IsProposed)
            from line in Today(account, cycle, bill).Lines
            where IsProposed(line)
            select (cycle.FirstDay, bill, line)
        ).ToList();
        if (proposed.Count == 0)
            return [];
        var frame = reads.Frame(account);
        return proposed.Select(each => new ChargeRow(
            account,
            frame.Name,
            each.FirstDay,
            frame.Reader.Cycle(each.bill.From, each.bill.To),
            each.line,
            frame.Reader,
            WhyNot(account, each.FirstDay, each.line.Clause, key)
        ));
    }

    private string? WhyNot(string account, string cycle, string clause, Key key)
    {
        var row = ActTable.Of(Confirmed)!;
        if (!key.Roles.Overlaps(row.Roles))
            return null;
        var order = new ActOrder(
            new AccountId(account),
            null,
            new Dictionary<string, string> { ["cycle"] = cycle, ["clause"] = clause },
            new JsonObject { ["reason"] = "." }
        );
        var unmet = node.Acts.Try(row, order, key).Unmet;
        return unmet switch
        {
            Unmet.None => null,
            // It is proposed, so that nothing but an appeal stands in the way.
            Unmet.State => "the account objects to it, and that is decided first.",
            _ => $"{UnmetSentence.Of(unmet)}.",
        };
    }

    /// <summary>The bill as it would be stated today: a stated one does not change, and a decision since then stands on a later one.</summary>
    private StatementView Today(string account, CycleStatement cycle, StatementView bill) =>
        cycle.Running
        || node.Statement(new AccountId(account), cycle.FirstDay, true) is not { } today
            ? bill
            : StatementViews.Of(today);

    private static bool IsProposed(StatementLine line) =>
        line is { Kind: null, Status: Wire.LineStatus.Proposed }
        && line.Amount.Any(sign => sign is >= '1' and <= '9');
}
