using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Standing;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Views;

namespace Evenhand.Node.Accounts;

/// <summary>An account's cases as lists show them.</summary>
internal static class QueuedCases
{
    /// <summary>Those of an account.</summary>
    public static ImmutableArray<QueuedCase> Of(ServedAccount account, StandingFigures standing) =>
        [
            .. standing.Cases.Select(each => new QueuedCase(
                account.Name,
                each,
                account.Notes.AssignedTo(each.Id) ?? ""
            )),
        ];

    /// <summary>How much of what an account asks waits for an answer.</summary>
    public static int AsksOf(ServedAccount account, StandingFigures standing) =>
        standing.Appeals.Count(each => each.Outcome is null)
        + standing.Requests.Count(each => each.State == RequestState.Requested)
        + account.Notes.Unanswered;

    /// <summary>Writes or reads those of a summary.</summary>
    public static CaseList Exchange(StatePort port, AccountSummary its)
    {
        List<QueuedCase> cases = [.. its.Cases.All];
        port.List(cases, (port, each) => Exchange(port, its.Id, each));
        return new([.. cases]);
    }

    private static QueuedCase Exchange(StatePort port, AccountId account, QueuedCase? each) =>
        new(
            account,
            new CaseFigures(
                port.Exchange(each?.Case.Id),
                new(port.Exchange(each?.Case.Clause.Slug)),
                port.Exchange(each?.Case.Policy),
                port.Exchange(each?.Case.Cycle),
                port.Exchange(each?.Case.Opened ?? default),
                (CaseState)port.Exchange((int)(each?.Case.State ?? 0)),
                port.Exchange(each?.Case.FoundBy),
                port.Exchange(each?.Case.FoundAt ?? default),
                port.Exchange(each?.Case.IsSpent ?? false),
                port.Exchange(each?.Case.IsReported ?? false),
                port.Exchange(each?.Case.Due ?? default)
            ),
            port.Exchange(each?.Assigned)
        );
}
