using Evenhand.Core.Policy;
using Evenhand.Node;
using Evenhand.Node.Policies;
using Evenhand.Pages.Accounts;
using Evenhand.Pages.Figures;
using Evenhand.Pages.Portal;
using Evenhand.Policies.Publishing;
using Evenhand.Server.Routes;
using Evenhand.Wire;

namespace Evenhand.Server.Sites.Portal;

/// <summary>The clauses of an account's policy in their order, with the account's own figures in them.</summary>
internal sealed class OwnClauses(EvenhandNode node, TimeProvider clock, PolicyPages policies)
{
    /// <summary>All that say something; none where the document cannot be read.</summary>
    /// <param name="account">The account.</param>
    /// <param name="rows">What it has.</param>
    public IReadOnlyList<OwnClause> Of(AccountView account, IReadOnlyList<UsageRow> rows)
    {
        var policy = new Shelf(node.Policies(), clock).Find(account.Policy, account.Version);
        if (policy is null || policies.Checked(policy) is not { } text)
            return [];
        var version = policy.Version;
        return
        [
            .. from clause in version.Clauses
            let words = Excerpt.Of(text, clause.Id.Slug)
            where words.Length > 0
            select new OwnClause(
                clause.Title,
                Evenhand.Replay.Output.Addresses.Of(version.Name, version.Version, clause.Id.Slug)!,
                words,
                [
                    .. rows.Where(row => row.Main.Clause == clause.Id.Slug)
                        .Select(row => new OwnFigure(row, Brought(row, account, version))),
                ]
            ),
        ];
    }

    /// <summary>How a figure comes about, where it is so much for each licence and nothing else adds to it.</summary>
    private static string? Brought(UsageRow row, AccountView account, PolicyVersion version)
    {
        var view = row.Main;
        var figure = version
            .Covers.OfType<Allowance>()
            .Where(each => IsOf(view, version, each.Clause, each.Meter))
            .Select(each => each.Figure)
            .Concat(
                version
                    .Limits.Where(each => IsOf(view, version, each.Clause, each.Meter))
                    .Select(each => each.Figure)
            )
            .FirstOrDefault();
        var seats = figure?.PerSeat switch
        {
            SeatKind.Licensed => account.Seats.Licensed + account.Seats.Restricted,
            SeatKind.Full => account.Seats.Licensed,
            _ => 0,
        };
        if (seats < 1 || Reader.Number(view.Included) is not (> 0 and var included))
            return null;
        var each = decimal.Round(included / seats, 4);
        return each * seats == included
            ? $"{row.Reader.Quantity(each)} × {row.Reader.Say.Count(seats, "{0} licence|{0} licences")}"
            : null;
    }

    private static bool IsOf(
        AllowanceView view,
        PolicyVersion version,
        Place<Clause> clause,
        Place<Meter> meter
    ) =>
        version.Clauses.At(clause).Id.Slug == view.Clause
        && version.Meters.At(meter).Name == view.Meter;
}
