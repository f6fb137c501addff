using System.Text.Json.Nodes;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Node.Roles;
using Evenhand.Node.Views;
using Evenhand.Pages.Console;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Evenhand.Wording;
using static Evenhand.Core.Stream.BuiltIns.Kind;

namespace Evenhand.Server.Sites.Charges;

/// <summary>Charges of months that are over and wait for a person, account by account.</summary>
internal sealed class ChargeReads(EvenhandNode node, SiteReads reads)
{
    private const int RowsOfAPage = 50;

    /// <summary>So many accounts are priced for a page, and so many looked at; it may so be short, or empty, and still have a next.</summary>
    private const int MostPriced = 40;

    private const int MostLookedAt = 5_000;

    /// <summary>A page of them, and the account after which the next begins.</summary>
    /// <param name="after">The account after which it begins; null for the first.</param>
    /// <param name="key">Who looks.</param>
    /// <param name="say">In which language.</param>
    public (IReadOnlyList<ChargeRow> Rows, string? Next) Page(string? after, Key key, Language say)
    {
        var rows = new List<ChargeRow>();
        var (priced, last) = (0, AccountId.Or(after));
        var some = node.Looks.MayPropose(last, MostLookedAt);
        foreach (var account in some)
        {
            if (rows.Count >= RowsOfAPage || priced >= MostPriced)
                return (rows, last?.Text);
            priced += node.Looks.Proposed.IsKnown(account) ? 0 : 1;
            rows.AddRange(Of(account.Text, key, say));
            last = account;
        }
        return (rows, some.Count == MostLookedAt ? last?.Text : null);
    }

    private IEnumerable<ChargeRow> Of(string account, Key key, Language say)
    {
        var cycles = node.Looks.Proposed.Cycles(new AccountId(account));
        if (cycles.Count == 0)
            return [];
        var frame = reads.Frame(account, say);
        return from bill in node.Statements(new AccountId(account), today: true) ?? []
            let cycle = bill.FirstDay
            where cycles.Contains(cycle)
            let view = StatementViews.Of(bill, say)
            from line in view.Lines
            where IsProposed(line)
            select new ChargeRow(
                account,
                frame.Name,
                cycle,
                frame.Reader.Cycle(view.From, view.To),
                line,
                frame.Reader,
                WhyNot(account, cycle, line.Clause, key, say)
            );
    }

    private string? WhyNot(string account, string cycle, string clause, Key key, Language say)
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
            Unmet.State => say["the account objects to it, and that is decided first."],
            _ => $"{UnmetSentence.Of(unmet, say)}.",
        };
    }

    private static bool IsProposed(StatementLine line) =>
        line is { Kind: null, Status: Wire.LineStatus.Proposed }
        && line.Amount.Any(sign => sign is >= '1' and <= '9');
}
